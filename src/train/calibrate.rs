//! Calibration: a temperature for which probabilities match accuracy on held-out ink, and thresholds.

use crate::datasets::bins::Bins;
use crate::prediction::{Calibration, softmax};
use crate::statistics;

/// The scores of one example, the reject class last, and its true class.
pub type Scored = (Vec<f32>, usize);

/// The lowest threshold of "sure", however good the readings of held-out digits are.
const LEAST_SURE: f32 = 0.75;
/// The part of valid digits that may fall below the "sure" threshold.
const MAY_DOUBT: f32 = 0.01;

pub fn calibrate(scored: &[Scored]) -> Calibration {
    let temperature = best_temperature(scored);
    let mut certainty: Vec<f32> = scored
        .iter()
        .filter(|(scores, class)| class + 1 < scores.len())
        .filter_map(|(scores, _)| {
            Some(softmax(scores, temperature).split_last()?.1.iter().copied().fold(0.0, f32::max))
        })
        .collect();
    certainty.sort_by(f32::total_cmp);
    let sure = certainty.get((certainty.len() as f32 * MAY_DOUBT) as usize).copied().unwrap_or(0.8);
    Calibration { temperature, sure: sure.clamp(LEAST_SURE, 0.95), reject: 0.5 }
}

/// The temperature with the least negative log-likelihood, by golden-section search over its logarithm.
fn best_temperature(scored: &[Scored]) -> f32 {
    let loss = |log: f32| -> f64 {
        let probability = |(scores, class): &Scored| f64::from(softmax(scores, log.exp())[*class].max(1e-12));
        -scored.iter().map(|one| probability(one).ln()).sum::<f64>()
    };
    let ratio = (5f32.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-2.0f32, 2.0f32);
    for _ in 0..40 {
        let (left, right) = (high - ratio * (high - low), low + ratio * (high - low));
        if loss(left) < loss(right) {
            high = right;
        } else {
            low = left;
        }
    }
    ((low + high) / 2.0).exp()
}

/// Readings counted by their certainty, in bins of equal width.
pub fn bins(scored: &[Scored], calibration: &Calibration) -> Bins {
    let mut bins = Bins::default();
    for (scores, class) in scored {
        let probabilities = softmax(scores, calibration.temperature);
        let best = statistics::highest(&probabilities);
        bins.count(probabilities[best], best == *class);
    }
    bins
}

/// The expected calibration error: how far certainty and accuracy are apart on average.
pub fn calibration_error(scored: &[Scored], calibration: &Calibration) -> f64 {
    bins(scored, calibration).error()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::rng::Rng;

    /// Scores that are right as often as they claim, but three times as large as they should be.
    fn shouted() -> Vec<Scored> {
        (0..6000)
            .map(|n| {
                let mut rng = Rng::of(5, [0, n]);
                let mut scores = vec![0.0; 11];
                scores.iter_mut().for_each(|score| *score = rng.normal() * 2.0);
                let honest = softmax(&scores, 1.0);
                let mut left = rng.unit();
                let class = honest.iter().position(|p| {
                    left -= p;
                    left < 0.0
                });
                (scores.into_iter().map(|score| score * 3.0).collect(), class.unwrap_or(0))
            })
            .collect()
    }

    #[test]
    fn shouting_is_calmed() {
        let scored = shouted();
        let calibration = calibrate(&scored);
        assert!((calibration.temperature - 3.0).abs() < 0.2, "{}", calibration.temperature);
        let before = calibration_error(&scored, &Calibration::default());
        let after = calibration_error(&scored, &calibration);
        assert!(after < 0.02 && before > 0.15, "{before} {after}");
    }

    #[test]
    fn nothing_to_learn_from_is_no_error() {
        assert!(calibrate(&[]).sure >= 0.5);
        assert_eq!(bins(&[], &Calibration::default()).0.iter().map(|bin| bin.n).sum::<usize>(), 0);
        assert_eq!(calibration_error(&[], &Calibration::default()), 0.0);
    }
}
