//! From the network's scores to what the page says: probabilities, and a verdict about them.

use serde::{Deserialize, Serialize};

pub const DIGITS: usize = 10;
/// The ten digits and "not a digit".
pub const CLASSES: usize = DIGITS + 1;

/// What was found in a picture comes from hands, pens and lights that taught nothing, and may be cut wrongly: from this
/// probability on, a digit in one is shown as sure.
const SURE_IN_PICTURE: f32 = 0.85;
/// What the best way through a line goes over is a digit more often than a candidate's own scores can know: from this
/// probability on, it is none.
const OTHER_IN_PICTURE: f32 = 0.9;

/// What training learned about how far the network's scores can be trusted; travels with the weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Scores are divided by it before they become probabilities.
    pub temperature: f32,
    /// From this probability on, a digit is shown as sure.
    pub sure: f32,
    /// From this probability on, "not a digit" is believed.
    pub other: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { temperature: 1.0, sure: 0.8, other: 0.5 }
    }
}

impl Calibration {
    /// The same for what was found in a picture.
    pub fn for_pictures(self) -> Self {
        Self { sure: self.sure.max(SURE_IN_PICTURE), other: OTHER_IN_PICTURE, ..self }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// There is no ink.
    Empty,
    Sure,
    Unsure,
    NotADigit,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    pub verdict: Verdict,
    /// The probability of each digit; what they lack to one is the probability of no digit at all.
    pub digits: [f32; DIGITS],
}

impl Prediction {
    pub const EMPTY: Self = Self { verdict: Verdict::Empty, digits: [0.0; DIGITS] };

    /// The digits from the likeliest to the least likely.
    pub fn ranked(&self) -> [usize; DIGITS] {
        let mut order: [usize; DIGITS] = std::array::from_fn(|digit| digit);
        order.sort_by(|&a, &b| self.digits[b].total_cmp(&self.digits[a]));
        order
    }

    /// The likeliest digit, whatever the verdict; none on an empty pad.
    pub fn best(&self) -> Option<usize> {
        (self.verdict != Verdict::Empty).then(|| self.ranked()[0])
    }

    /// What the page shows as read: empty unless it is sure.
    pub fn text(&self) -> String {
        match self.verdict {
            Verdict::Sure => self.ranked()[0].to_string(),
            _ => String::new(),
        }
    }

    /// The second digit, where it is close enough to be worth a word.
    pub fn runner_up(&self) -> Option<usize> {
        let [_, second, ..] = self.ranked();
        (self.verdict != Verdict::Empty && self.digits[second] >= 0.05).then_some(second)
    }

    pub fn other(&self) -> f32 {
        (1.0 - self.digits.iter().sum::<f32>()).max(0.0)
    }
}

/// Judges one glyph's scores.
pub fn judge(scores: &[f32; CLASSES], calibration: &Calibration) -> Prediction {
    let probabilities = softmax(scores, calibration.temperature);
    let digits: [f32; DIGITS] = std::array::from_fn(|digit| probabilities[digit]);
    let best = digits.iter().copied().fold(0.0, f32::max);
    let verdict = if probabilities[DIGITS] >= calibration.other {
        Verdict::NotADigit
    } else if best >= calibration.sure {
        Verdict::Sure
    } else {
        Verdict::Unsure
    };
    Prediction { verdict, digits }
}

/// Probabilities that sum to one; scores that are no numbers give no digit any probability.
pub fn softmax(scores: &[f32; CLASSES], temperature: f32) -> [f32; CLASSES] {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = scores.map(|score| ((score - top) / temperature).exp());
    let sum: f32 = powers.iter().sum();
    if sum.is_finite() && sum > 0.0 {
        powers.map(|power| power / sum)
    } else {
        std::array::from_fn(|class| if class == DIGITS { 1.0 } else { 0.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scores(pairs: &[(usize, f32)]) -> [f32; CLASSES] {
        let mut scores = [0.0; CLASSES];
        pairs.iter().for_each(|&(class, score)| scores[class] = score);
        scores
    }

    #[test]
    fn a_clear_winner_is_sure() {
        let prediction = judge(&scores(&[(7, 12.0)]), &Calibration::default());
        assert_eq!(
            (prediction.verdict, prediction.text().as_str(), prediction.runner_up()),
            (Verdict::Sure, "7", None)
        );
    }

    #[test]
    fn two_close_digits_are_unsure_and_show_no_text() {
        let prediction = judge(&scores(&[(4, 9.0), (9, 8.8)]), &Calibration::default());
        assert_eq!((prediction.verdict, prediction.text().as_str()), (Verdict::Unsure, ""));
        assert_eq!((prediction.best(), prediction.runner_up()), (Some(4), Some(9)));
    }

    #[test]
    fn what_is_no_digit_is_said_to_be_none() {
        let prediction = judge(&scores(&[(DIGITS, 9.0), (8, 7.0)]), &Calibration::default());
        assert_eq!((prediction.verdict, prediction.text().as_str()), (Verdict::NotADigit, ""));
        assert!(prediction.other() > 0.8);
    }

    #[test]
    fn an_empty_pad_reads_nothing() {
        assert_eq!((Prediction::EMPTY.best(), Prediction::EMPTY.text()), (None, String::new()));
    }

    #[test]
    fn what_was_found_in_a_picture_is_trusted_less() {
        let known = Calibration::default();
        let verdicts = |pairs: &[(usize, f32)]| {
            [known, known.for_pictures()].map(|calibration| judge(&scores(pairs), &calibration).verdict)
        };
        assert_eq!(verdicts(&[(4, 4.0), (9, 1.0)]), [Verdict::Sure, Verdict::Unsure]);
        assert_eq!(verdicts(&[(DIGITS, 4.0), (9, 1.0)]), [Verdict::NotADigit, Verdict::Unsure]);
        assert_eq!(verdicts(&[(4, 9.0)]), [Verdict::Sure; 2]);
        assert_eq!(verdicts(&[(DIGITS, 9.0)]), [Verdict::NotADigit; 2]);
    }

    #[test]
    fn broken_scores_read_as_no_digit() {
        let prediction = judge(&[f32::NAN; CLASSES], &Calibration::default());
        assert_eq!(prediction.verdict, Verdict::NotADigit);
        assert!(prediction.digits.iter().all(|p| *p == 0.0));
    }

    proptest! {
        #[test]
        fn probabilities_sum_to_one(scores in proptest::array::uniform11(-80f32..80.0), temperature in 0.2f32..5.0) {
            let sum: f32 = softmax(&scores, temperature).iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-5);
        }
    }
}
