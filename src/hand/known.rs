//! What a model sees of a sign that is known.

use super::algebra::{dot, unit};
use super::descent::Descent;

/// A sign that is known, as the model sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub class: usize,
    /// What the model says as it was shipped, calibrated: the softmax of these are probabilities.
    pub logits: Vec<f32>,
    /// What its last layer was given, with a length of one.
    pub features: Vec<f32>,
    /// The length that it had.
    pub length: f32,
}

impl Known {
    pub fn new(class: usize, scores: &[f32], temperature: f32, features: &[f32]) -> Self {
        let logits = scores.iter().map(|score| score / temperature).collect();
        Self { class, logits, features: unit(features), length: dot(features, features).sqrt() }
    }
}

impl Known {
    pub(super) fn fits(&self, other: &Self) -> bool {
        self.logits.len() == other.logits.len() && self.features.len() == other.features.len()
    }
}

/// The problem of some signs, of which so much is said without any pull.
pub(super) fn descent(signs: &[Known], said: Vec<f32>, kernel: Vec<f32>, decay: f32) -> Descent {
    let targets = signs.iter().flat_map(|sign| (0..sign.logits.len()).map(|at| f32::from(u8::from(at == sign.class))));
    let nothing = vec![0.0; said.len()];
    Descent::new(kernel, said, targets.collect(), vec![1.0; signs.len()], nothing, decay)
}
