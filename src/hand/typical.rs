//! Typical signs, which an own last layer has to go on reading as the model was shipped to read them.
//!
//! They are made of the shipped last layer itself: of each class the features that speak for it more than for the average
//! class. That costs no file. Typical signs of real writers were tried in their place, see
//! docs/decisions/own-hand.md.

use super::algebra::{add, dot};
use super::known::Known;
use crate::statistics::highest;

/// The shipped last layer of a model; without one there are no typical signs.
#[derive(Clone, Debug, Default)]
pub struct Typical {
    /// A row of weights for each class.
    weights: Vec<f32>,
    bias: Vec<f32>,
    temperature: f32,
}

impl Typical {
    /// Of a layer whose scores are divided by the temperature to become logits.
    pub fn new(weights: &[f32], bias: &[f32], temperature: f32) -> Self {
        Self { weights: weights.to_vec(), bias: bias.to_vec(), temperature }
    }

    /// One for each class that is read right, with features as long as those of real signs usually are.
    pub(super) fn signs(&self, length: f32) -> Vec<Known> {
        let width = self.weights.len().checked_div(self.bias.len()).unwrap_or_default().max(1);
        let mut mean = vec![0.0; width];
        let rows = self.weights.chunks_exact(width);
        rows.clone().for_each(|row| add(&mut mean, 1.0 / self.bias.len() as f32, row));
        let sign = |(class, row): (usize, &[f32])| {
            let features: Vec<f32> = row.iter().zip(&mean).map(|(one, mean)| (one - mean).max(0.0)).collect();
            let far = length / dot(&features, &features).sqrt().max(1e-9);
            let features: Vec<f32> = features.into_iter().map(|one| one * far).collect();
            let scores = self.weights.chunks_exact(width).zip(&self.bias).map(|(row, bias)| dot(row, &features) + bias);
            Known::new(class, &scores.collect::<Vec<_>>(), self.temperature, &features)
        };
        rows.enumerate().map(sign).filter(|sign| highest(&sign.logits) == sign.class).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_has_a_sign_that_is_read_right() {
        let weights = [2.0, 0.0, 0.5, 0.0, 2.0, 0.5, 0.0, 0.0, -9.0];
        let signs = Typical::new(&weights, &[0.0, 0.0, -50.0], 0.5).signs(3.0);
        // The last class has nothing that speaks for it.
        assert_eq!(signs.iter().map(|sign| sign.class).collect::<Vec<_>>(), [0, 1]);
        assert!((signs[0].length - 3.0).abs() < 1e-3);
        assert!(Typical::default().signs(1.0).is_empty());
    }
}
