//! The last layer for a hand: the network before it stays as it is. It is taught in small steps, so that whoever asks
//! meanwhile does not wait, and a guard decides whether what came of it is used.

use super::algebra::{add, dot};
use super::descent::Descent;
use super::known::{Known, descent};
use super::typical::Typical;
use crate::statistics::highest;
use std::collections::BTreeSet;

/// Weight decay towards the shipped layer.
const DECAY: f32 = 0.05;
/// So many examples there are of each sign on average, at least: of fewer, those held back say too little.
const FEWEST: usize = 2;
/// A typical sign counts so much beside one of the hand's.
const TYPICAL: f32 = 0.3;
/// Steps of the descent; fewer where it begins at an earlier layer's coefficients.
const STEPS: usize = 50;
const FURTHER: usize = 20;

/// A last layer that is being taught.
#[derive(Clone, Debug)]
pub struct Study {
    /// The hand's signs, then typical ones.
    signs: Vec<Known>,
    own: usize,
    kernel: Vec<f32>,
    /// The row of the kernel that comes next.
    row: usize,
    begun_with: Vec<f32>,
    descent: Option<Descent>,
    left: usize,
}

impl Study {
    pub(super) fn new(known: &[Known], found: &[Vec<f32>], typical: &Typical) -> Self {
        let own = known.len();
        let length = known.iter().map(|known| known.length).sum::<f32>() / own.max(1) as f32;
        let mut signs = known.to_vec();
        signs.extend(typical.signs(length).into_iter().filter(|sign| known.iter().all(|known| known.fits(sign))));
        let classes = signs.first().map_or(0, |sign| sign.logits.len());
        let mut begun_with = found.concat();
        begun_with.resize(signs.len() * classes, 0.0);
        let left = if found.is_empty() { STEPS } else { FURTHER };
        Self { kernel: vec![0.0; signs.len() * signs.len()], signs, own, row: 0, begun_with, descent: None, left }
    }

    /// One step, of milliseconds; whether there are more.
    pub fn step(&mut self) -> bool {
        let count = self.signs.len();
        if self.row < count {
            // How alike two signs are is the same both ways.
            for other in 0..=self.row {
                let alike = dot(&self.signs[self.row].features, &self.signs[other].features);
                self.kernel[self.row * count + other] = alike;
                self.kernel[other * count + self.row] = alike;
            }
            self.row += 1;
            return true;
        }
        match &mut self.descent {
            None => self.descent = Some(self.begin()),
            Some(descent) => {
                descent.step();
                self.left = self.left.saturating_sub(1);
            }
        }
        self.left > 0
    }

    fn begin(&self) -> Descent {
        let logits: Vec<f32> = self.signs.iter().flat_map(|sign| sign.logits.clone()).collect();
        let own = descent(&self.signs, logits, self.kernel.clone(), DECAY);
        own.with_weights(|at| if at < self.own { 1.0 } else { TYPICAL }).from(self.begun_with.clone())
    }

    /// How many signs of the hand it was taught.
    pub(super) fn signs(&self) -> usize {
        self.own
    }

    /// The coefficients of the hand's signs.
    pub(super) fn coefficients(&self) -> Vec<Vec<f32>> {
        self.rows().take(self.own).map(<[f32]>::to_vec).collect()
    }

    fn rows(&self) -> impl Iterator<Item = &[f32]> {
        let classes = self.signs.first().map_or(1, |sign| sign.logits.len());
        self.descent.iter().flat_map(move |descent| descent.found.chunks(classes))
    }

    /// What it adds to the shipped layer: a row of features for each class.
    pub(super) fn layer(&self) -> Vec<f32> {
        let classes = self.signs.first().map_or(0, |sign| sign.logits.len());
        let width = self.signs.first().map_or(0, |sign| sign.features.len());
        let mut layer = vec![0.0; classes * width];
        for (sign, pull) in self.signs.iter().zip(self.rows()) {
            for (row, pull) in layer.chunks_mut(width.max(1)).zip(pull) {
                add(row, *pull, &sign.features);
            }
        }
        layer
    }

    /// The guard, by what was said of each sign that is held back before: neither signs of the hand that are held back nor
    /// typical signs may be read worse than before.
    pub(super) fn is_better(&self, before: &[Vec<f32>]) -> bool {
        let Some(descent) = &self.descent else { return false };
        let kinds: BTreeSet<usize> = self.signs.iter().take(self.own).map(|sign| sign.class).collect();
        if self.own < FEWEST * kinds.len() {
            return false;
        }
        let classes = self.signs.first().map_or(1, |sign| sign.logits.len());
        let right = |said: &[f32], sign: &Known| highest(said) == sign.class;
        let (held, said) = (descent.held_back(), descent.said(&descent.found));
        let own = self.signs.iter().zip(held.chunks(classes)).take(self.own);
        let after = own.filter(|(sign, said)| right(said, sign)).count();
        let before = before.iter().zip(&self.signs).take(self.own).filter(|(said, sign)| right(said, sign)).count();
        let shipped = self.signs.iter().take(self.own).filter(|sign| right(&sign.logits, sign)).count();
        let typical = || self.signs.iter().zip(said.chunks(classes)).skip(self.own);
        let kept = typical().filter(|(sign, said)| right(said, sign)).count();
        let once = typical().filter(|(sign, _)| right(&sign.logits, sign)).count();
        after >= before.max(shipped) && kept >= once && said.iter().all(|one| one.is_finite())
    }
}
