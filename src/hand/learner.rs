//! What a model learns of a hand beside its weights: at once prototypes, later an own last layer.
//!
//! Both say for each class how much its score is to be shifted, by how alike the features of what is read are to those of
//! signs that are known. A prototype speaks of what is nearly the same alone; the last layer of all that has features in
//! common with it. What the model says as it was shipped stays the beginning of both: a sign that is read right and surely
//! pulls hardly at all.

use super::algebra::{add, dot, unit};
use super::known::{Known, descent};
use super::study::Study;
use super::typical::Typical;

/// How unlike, as one minus the cosine of the features, halves a prototype's pull, nearly.
pub const NEAR: f32 = 0.25;
/// Weight decay of prototypes, and steps to their coefficients.
const DECAY: f32 = 0.02;
const STEPS: usize = 40;
/// So many prototypes are fitted together; the pulls of older ones stay as they are.
pub const TOGETHER: usize = 48;

/// How hard a sign that is known pulls on each class.
#[derive(Clone, Debug)]
struct Prototype {
    /// Its place among what is known.
    sign: usize,
    pull: Vec<f32>,
}

/// What one model has learned of a hand.
#[derive(Clone, Debug, Default)]
pub struct Learner {
    known: Vec<Known>,
    /// Of the signs that the layer does not know.
    prototypes: Vec<Prototype>,
    /// What the last layer adds for features of length one: rows of features, one for each class.
    layer: Option<Vec<f32>>,
    /// Coefficients that the layer was made of, by the signs in it.
    found: Vec<Vec<f32>>,
    /// How many of the first known signs the layer knows.
    in_layer: usize,
}

impl Learner {
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub fn has_layer(&self) -> bool {
        self.layer.is_some()
    }

    /// What the own last layer adds to the shipped one, for features of length one: a row for each class.
    pub fn layer(&self) -> Option<&[f32]> {
        self.layer.as_deref()
    }

    pub fn known(&self) -> &[Known] {
        &self.known
    }

    /// Learns more signs, as prototypes.
    pub fn learn(&mut self, mut signs: Vec<Known>) {
        signs.retain(|sign| self.known.first().is_none_or(|first| first.fits(sign)));
        for part in signs.chunks(TOGETHER) {
            let first = self.known.len();
            let said: Vec<f32> = part.iter().flat_map(|sign| self.said(sign)).collect();
            let kernel = part.iter().flat_map(|a| part.iter().map(|b| near(&a.features, &b.features))).collect();
            let mut descent = descent(part, said, kernel, DECAY);
            (0..STEPS).for_each(|_| descent.step());
            let pulls = descent.found.chunks(part[0].logits.len());
            let prototype = |(sign, pull): (usize, &[f32])| Prototype { sign, pull: pull.to_vec() };
            self.prototypes.extend((first..).zip(pulls).map(prototype));
            self.known.extend_from_slice(part);
        }
    }

    /// Shifts the scores of what has these features.
    pub fn adapt(&self, scores: &mut [f32], features: &[f32], temperature: f32) {
        let Some(first) = self.known.first() else { return };
        if first.logits.len() == scores.len() && first.features.len() == features.len() {
            add(scores, temperature, &self.shift(&unit(features), None));
        }
    }

    /// What is said of a known sign now, as logits.
    pub fn said(&self, sign: &Known) -> Vec<f32> {
        let mut said = sign.logits.clone();
        add(&mut said, 1.0, &self.shift(&sign.features, None));
        said
    }

    /// How much each class gains. Of the prototypes all but one.
    fn shift(&self, features: &[f32], but: Option<usize>) -> Vec<f32> {
        let classes = self.known.first().map_or(0, |known| known.logits.len());
        let mut shift = match &self.layer {
            Some(layer) => layer.chunks(features.len().max(1)).map(|row| dot(row, features)).collect(),
            None => vec![0.0; classes],
        };
        for Prototype { sign, pull } in self.prototypes.iter().filter(|one| Some(one.sign) != but) {
            add(&mut shift, near(features, &self.known[*sign].features), pull);
        }
        shift
    }

    /// What each known sign would be taken for without its own pull, as logits.
    pub fn held_back(&self) -> Vec<Vec<f32>> {
        let held = |(at, sign): (usize, &Known)| {
            let mut said = sign.logits.clone();
            add(&mut said, 1.0, &self.shift(&sign.features, Some(at)));
            if let Some(own) = self.found.get(at).filter(|_| at < self.in_layer) {
                // A sign is as like itself as can be.
                add(&mut said, -1.0, own);
            }
            said
        };
        self.known.iter().enumerate().map(held).collect()
    }

    /// Begins to teach an own last layer all that is known.
    pub fn study(&self, typical: &Typical) -> Study {
        Study::new(&self.known, &self.found, typical)
    }

    /// Takes the layer of a study into force where its guard lets it; prototypes of signs that it knows are then over.
    pub fn take(&mut self, study: Study) -> bool {
        let taken = study.is_better(&self.held_back());
        if taken {
            (self.in_layer, self.found) = (study.signs(), study.coefficients());
            self.layer = Some(study.layer());
            self.prototypes.retain(|one| one.sign >= self.in_layer);
        }
        taken
    }
}

/// How much of a prototype's pull reaches features of length one.
fn near(a: &[f32], b: &[f32]) -> f32 {
    ((dot(a, b) - 1.0) / NEAR).exp()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::statistics::highest;

    /// A sign with two features of three, and scores that are wrong about it where `sure` is negative.
    pub fn sign(class: usize, at: [f32; 3], sure: f32) -> Known {
        let scores: Vec<f32> = (0..3).map(|other| if other == class { sure } else { 0.0 }).collect();
        Known::new(class, &scores, 1.0, &at)
    }

    #[test]
    fn one_example_is_enough_and_far_away_nothing_changes() {
        let mut learner = Learner::default();
        learner.learn(vec![sign(1, [1.0, 0.1, 0.0], -2.0)]);
        let read = |at: [f32; 3]| {
            let mut scores = vec![1.0, 0.0, 0.5];
            learner.adapt(&mut scores, &at, 1.0);
            scores
        };
        assert_eq!(highest(&read([2.0, 0.3, 0.0])), 1);
        let far = read([0.0, 0.1, 1.0]);
        assert!((far[0] - 1.0).abs() < 0.1 && far[1] < 0.1, "{far:?}");
    }

    #[test]
    fn nothing_learned_changes_nothing() {
        let mut scores = vec![1.0, f32::MIN_POSITIVE, -0.0];
        let before = scores.clone();
        Learner::default().adapt(&mut scores, &[1.0, 2.0, 3.0], 0.7);
        assert_eq!(
            scores.iter().map(|one| one.to_bits()).collect::<Vec<_>>(),
            before.iter().map(|one| one.to_bits()).collect::<Vec<_>>()
        );
    }

    #[test]
    fn the_layer_takes_the_place_of_prototypes() {
        let mut learner = Learner::default();
        learner.learn(
            (0..6)
                .map(|at| sign(at % 2, [1.0 - (at % 2) as f32, 0.6 * (at % 2) as f32, 0.1 * at as f32], -1.0))
                .collect(),
        );
        let mut study = learner.study(&Typical::default());
        while study.step() {}
        assert!(learner.take(study) && learner.has_layer() && learner.prototypes.is_empty());
        let right = learner
            .held_back()
            .iter()
            .zip(learner.known())
            .filter(|(said, known)| highest(said) == known.class)
            .count();
        assert_eq!(right, 6);
        learner.learn(vec![sign(2, [0.0, 0.0, 1.0], -1.0)]);
        assert_eq!((learner.prototypes.len(), learner.in_layer), (1, 6));
    }
}
