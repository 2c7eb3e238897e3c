//! How much each known sign pulls on each class: the coefficients that minimise the cross-entropy of the known signs,
//! with weight decay towards the shipped scores (kernel logistic regression, by Nesterov's accelerated gradient).
//!
//! With the product of features as kernel these are the coefficients of a last layer: its change is the sum of each
//! sign's coefficients times its features, to which weight decay confines it in any case.

use super::algebra::add;
use crate::prediction::softmax;

/// A problem and how far it is solved.
#[derive(Clone, Debug)]
pub struct Descent {
    classes: usize,
    decay: f32,
    /// One over how sharply the loss can bend.
    step: f32,
    /// Row by row: how alike any two signs are.
    kernel: Vec<f32>,
    /// What is said of each sign without any pull.
    logits: Vec<f32>,
    targets: Vec<f32>,
    weights: Vec<f32>,
    /// The coefficients, those that the next step looks at, and the pace of these.
    pub found: Vec<f32>,
    ahead: Vec<f32>,
    pace: f32,
}

impl Descent {
    /// `found` are coefficients to begin with: nothing, or those of an earlier, like problem.
    pub fn new(
        kernel: Vec<f32>,
        logits: Vec<f32>,
        targets: Vec<f32>,
        weights: Vec<f32>,
        found: Vec<f32>,
        decay: f32,
    ) -> Self {
        let signs = weights.len().max(1);
        // Half of the largest row's sum bounds the largest eigenvalue of the loss's second derivative.
        let sharpest = kernel.chunks(signs).map(|row| row.iter().map(|one| one.abs()).sum()).fold(0.0f32, f32::max);
        let heaviest = weights.iter().copied().fold(0.0, f32::max);
        let step = 1.0 / (0.5 * heaviest * sharpest + decay).max(1e-3);
        let classes = logits.len() / signs;
        Self { classes, decay, step, kernel, logits, targets, weights, ahead: found.clone(), found, pace: 1.0 }
    }

    /// With so much weight of each sign, by its place.
    pub fn with_weights(self, weight: impl Fn(usize) -> f32) -> Self {
        Self { weights: (0..self.weights.len()).map(weight).collect(), ..self }
    }

    /// Beginning at these coefficients.
    pub fn from(self, found: Vec<f32>) -> Self {
        Self { ahead: found.clone(), found, ..self }
    }

    pub fn step(&mut self) {
        let slopes = self.slopes(&self.ahead);
        let mut next = self.ahead.clone();
        add(&mut next, -self.step, &slopes);
        let pace = (1.0 + (1.0 + 4.0 * self.pace * self.pace).sqrt()) / 2.0;
        let drive = (self.pace - 1.0) / pace;
        self.ahead.copy_from_slice(&next);
        self.ahead.iter_mut().zip(&self.found).for_each(|(ahead, found)| *ahead += drive * (*ahead - found));
        (self.found, self.pace) = (next, pace);
    }

    /// What is said of each sign under the pull of all, as logits.
    pub fn said(&self, coefficients: &[f32]) -> Vec<f32> {
        let mut said = self.logits.clone();
        for (row, said) in self.kernel.chunks(self.weights.len().max(1)).zip(said.chunks_mut(self.classes.max(1))) {
            for (alike, pull) in row.iter().zip(coefficients.chunks(self.classes.max(1))) {
                add(said, *alike, pull);
            }
        }
        said
    }

    /// The slopes of the loss in each sign's logits, and of the decay in its coefficients. Times the features, summed over
    /// the signs, they are the gradient of a last layer.
    pub fn slopes(&self, coefficients: &[f32]) -> Vec<f32> {
        let mut slopes: Vec<f32> = coefficients.iter().map(|one| self.decay * one).collect();
        let said = self.said(coefficients);
        let each = said.chunks(self.classes.max(1)).zip(self.targets.chunks(self.classes.max(1))).zip(&self.weights);
        for (slopes, ((said, target), weight)) in slopes.chunks_mut(self.classes.max(1)).zip(each) {
            add(slopes, *weight, &softmax(said, 1.0));
            add(slopes, -weight, target);
        }
        slopes
    }

    /// What is said of each sign without its own pull: what it would be taken for if it had been held back.
    pub fn held_back(&self) -> Vec<f32> {
        let signs = self.weights.len();
        let mut said = self.said(&self.found);
        let each = said.chunks_mut(self.classes.max(1)).zip(self.found.chunks(self.classes.max(1)));
        for (at, (said, pull)) in each.enumerate() {
            add(said, -self.kernel[at * signs + at], pull);
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(decay: f32) -> Descent {
        let kernel = vec![1.0, 0.5, 0.1, 0.5, 1.0, 0.2, 0.1, 0.2, 1.0];
        let logits = vec![2.0, 0.0, 1.0, 0.0, 0.0, 3.0];
        let targets = vec![0.0, 1.0, 0.0, 1.0, 0.0, 1.0];
        Descent::new(kernel, logits, targets, vec![1.0; 3], vec![0.0; 6], decay)
    }

    #[test]
    fn it_ends_where_the_slopes_are_nothing() {
        let mut descent = problem(0.1);
        let before = descent.slopes(&descent.found);
        (0..300).for_each(|_| descent.step());
        let after = descent.slopes(&descent.found);
        assert!(before.iter().any(|slope| slope.abs() > 0.5));
        assert!(after.iter().all(|slope| slope.abs() < 1e-3), "{after:?}");
        let said = descent.said(&descent.found);
        assert!(said[0] < said[1] && said[2] < said[3], "{said:?}");
    }

    #[test]
    fn a_sign_that_is_held_back_does_not_speak_for_itself() {
        let mut descent = problem(0.1);
        (0..100).for_each(|_| descent.step());
        let (said, held) = (descent.said(&descent.found), descent.held_back());
        // The first is helped by the second, which is like it, but less than by itself.
        assert!(held[1] - held[0] < said[1] - said[0] && held[1] - held[0] > -2.0);
    }
}
