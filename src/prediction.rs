//! From a model's scores to what can be said of a candidate: a probability for each symbol, and a verdict about them.

use crate::alphabet::{Alphabet, SymbolId};
use crate::order;
use serde::{Deserialize, Serialize};

/// Candidates from pictures come from hands, pens and lights that taught nothing, and may be cut wrongly: from this
/// probability on, a symbol in one is shown as sure.
const SURE_IN_PICTURE: f32 = 0.85;
/// In pictures a candidate is rejected only from this probability on: the line decoder has context that the scores of
/// one candidate lack.
const REJECT_IN_PICTURE: f32 = 0.9;
/// A second symbol is worth a word from this probability on.
const RUNNER_UP: f32 = 0.05;

/// How far a model's scores can be trusted; measured on the hold-out, and kept with the weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Scores are divided by it before they become probabilities.
    pub temperature: f32,
    /// From this probability on, a symbol is shown as sure.
    pub sure: f32,
    /// From this probability of the reject class on, ink is taken for no symbol.
    pub reject: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { temperature: 1.0, sure: 0.8, reject: 0.5 }
    }
}

impl Calibration {
    /// The same for candidates from pictures.
    pub fn for_pictures(self) -> Self {
        Self { sure: self.sure.max(SURE_IN_PICTURE), reject: REJECT_IN_PICTURE, ..self }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// There is no ink.
    Empty,
    Sure,
    Unsure,
    /// The ink is none of the alphabet's symbols.
    Rejected,
}

/// What a model says of one candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    pub verdict: Verdict,
    /// The probability of each symbol, in the order of the alphabet; what they lack to one is that of no symbol at all.
    pub probabilities: Vec<(SymbolId, f32)>,
}

impl Prediction {
    pub const EMPTY: Self = Self { verdict: Verdict::Empty, probabilities: Vec::new() };

    /// The symbols from the likeliest to the least likely.
    pub fn ranked(&self) -> Vec<SymbolId> {
        let ranked = order::ascending(self.probabilities.clone(), |(_, probability)| !order::key(*probability));
        ranked.into_iter().map(|(symbol, _)| symbol).collect()
    }

    /// The likeliest symbol, whatever the verdict; `None` where there is no ink.
    pub fn best(&self) -> Option<SymbolId> {
        // Of equals the first of the alphabet, as in the ranking.
        let better = |best: (SymbolId, f32), next: &(SymbolId, f32)| if next.1 > best.1 { *next } else { best };
        let (first, rest) = self.probabilities.split_first()?;
        Some(rest.iter().fold(*first, better).0)
    }

    /// The probability of the likeliest symbol.
    pub fn certainty(&self) -> f32 {
        self.probabilities.iter().map(|(_, probability)| *probability).fold(0.0, f32::max)
    }

    /// Zero for symbols that are not of the model's alphabet.
    pub fn probability(&self, symbol: SymbolId) -> f32 {
        self.probabilities.iter().find(|(known, _)| *known == symbol).map_or(0.0, |(_, probability)| *probability)
    }

    /// The probability that the ink is no symbol of the alphabet.
    pub fn reject(&self) -> f32 {
        (1.0 - self.probabilities.iter().map(|(_, probability)| probability).sum::<f32>()).max(0.0)
    }

    /// The symbol, where it is sure; else empty.
    pub fn text(&self) -> String {
        match (self.verdict, self.best()) {
            (Verdict::Sure, Some(symbol)) => symbol.to_string(),
            _ => String::new(),
        }
    }

    /// The second symbol, where it is close enough to be worth a word.
    pub fn runner_up(&self) -> Option<SymbolId> {
        self.ranked().get(1).copied().filter(|second| self.probability(*second) >= RUNNER_UP)
    }
}

/// From the scores of one candidate, one for each class of the alphabet, to what is said of it.
pub fn judge(scores: &[f32], alphabet: &Alphabet, calibration: &Calibration) -> Prediction {
    let probabilities = softmax(scores, calibration.temperature);
    let prediction = Prediction {
        verdict: Verdict::Unsure,
        probabilities: alphabet.symbols().iter().copied().zip(probabilities.iter().copied()).collect(),
    };
    let reject = probabilities.get(alphabet.reject()).copied().unwrap_or(1.0);
    let verdict = if reject >= calibration.reject {
        Verdict::Rejected
    } else if prediction.certainty() >= calibration.sure {
        Verdict::Sure
    } else {
        Verdict::Unsure
    };
    Prediction { verdict, ..prediction }
}

/// Probabilities that sum to one. Scores that are no numbers give all of it to the last class, which is the reject class.
pub fn softmax(scores: &[f32], temperature: f32) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut powers: Vec<f32> = scores.iter().map(|score| ((score - top) / temperature).exp()).collect();
    let sum: f32 = powers.iter().sum();
    if sum.is_finite() && sum > 0.0 {
        powers.iter_mut().for_each(|power| *power /= sum);
    } else {
        powers.fill(0.0);
        powers.last_mut().into_iter().for_each(|reject| *reject = 1.0);
    }
    powers
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A prediction over the digits, of which some have a probability.
    pub fn digits(verdict: Verdict, pairs: &[(usize, f32)]) -> Prediction {
        let probability =
            |digit: usize| pairs.iter().find(|(at, _)| *at == digit).map_or(0.0, |(_, probability)| *probability);
        let probabilities = (0..10).map(|at| (digit(at as u8), probability(at))).collect();
        Prediction { verdict, probabilities }
    }

    /// The symbol of a digit.
    pub fn digit(digit: u8) -> SymbolId {
        SymbolId::of_char(char::from(b'0' + digit))
    }

    fn judged(pairs: &[(usize, f32)], calibration: Calibration) -> Prediction {
        let alphabet = Alphabet::digits();
        let mut scores = vec![0.0; alphabet.classes()];
        pairs.iter().for_each(|&(class, score)| scores[class] = score);
        judge(&scores, &alphabet, &calibration)
    }

    #[test]
    fn a_clear_winner_is_sure() {
        let prediction = judged(&[(7, 12.0)], Calibration::default());
        assert_eq!(
            (prediction.verdict, prediction.text().as_str(), prediction.runner_up()),
            (Verdict::Sure, "7", None)
        );
    }

    #[test]
    fn two_close_symbols_are_unsure_and_show_no_text() {
        let prediction = judged(&[(4, 9.0), (9, 8.8)], Calibration::default());
        assert_eq!((prediction.verdict, prediction.text().as_str()), (Verdict::Unsure, ""));
        assert_eq!((prediction.best(), prediction.runner_up()), (Some(digit(4)), Some(digit(9))));
    }

    #[test]
    fn ink_that_is_no_symbol_is_rejected() {
        let prediction = judged(&[(10, 9.0), (8, 7.0)], Calibration::default());
        assert_eq!((prediction.verdict, prediction.text().as_str()), (Verdict::Rejected, ""));
        assert!(prediction.reject() > 0.8);
    }

    #[test]
    fn an_empty_pad_predicts_nothing() {
        assert_eq!((Prediction::EMPTY.best(), Prediction::EMPTY.text()), (None, String::new()));
        assert_eq!((Prediction::EMPTY.certainty(), Prediction::EMPTY.runner_up()), (0.0, None));
    }

    #[test]
    fn candidates_from_pictures_are_trusted_less() {
        let known = Calibration::default();
        let verdicts = |pairs: &[(usize, f32)]| {
            [known, known.for_pictures()].map(|calibration| judged(pairs, calibration).verdict)
        };
        assert_eq!(verdicts(&[(4, 4.0), (9, 1.0)]), [Verdict::Sure, Verdict::Unsure]);
        assert_eq!(verdicts(&[(10, 4.0), (9, 1.0)]), [Verdict::Rejected, Verdict::Unsure]);
        assert_eq!(verdicts(&[(4, 9.0)]), [Verdict::Sure; 2]);
        assert_eq!(verdicts(&[(10, 9.0)]), [Verdict::Rejected; 2]);
    }

    #[test]
    fn broken_scores_are_rejected() {
        let alphabet = Alphabet::digits();
        let prediction = judge(&[f32::NAN; 11], &alphabet, &Calibration::default());
        assert_eq!(prediction.verdict, Verdict::Rejected);
        assert!(prediction.probabilities.iter().all(|(_, probability)| *probability == 0.0));
        assert_eq!(judge(&[], &alphabet, &Calibration::default()).verdict, Verdict::Rejected);
    }

    #[test]
    fn of_equals_the_first_of_the_alphabet_counts() {
        let prediction = digits(Verdict::Unsure, &[(3, 0.4), (5, 0.4)]);
        assert_eq!((prediction.best(), prediction.ranked()[1]), (Some(digit(3)), digit(5)));
    }

    proptest! {
        #[test]
        fn probabilities_sum_to_one(
            scores in proptest::collection::vec(-80f32..80.0, 1..200),
            temperature in 0.2f32..5.0,
        ) {
            let sum: f32 = softmax(&scores, temperature).iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-5);
        }
    }
}
