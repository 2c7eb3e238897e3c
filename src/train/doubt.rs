//! Whether doubt about expressions is well placed: what is shown as sure should be right, and what is wrong marked.

use serde_json::{Value, json};

const BINS: usize = 10;
/// So many of what a symbol may be are offered first.
const FIRST: usize = 3;

/// A symbol as it was read.
pub struct Judged {
    /// How likely it is said to be.
    pub certainty: f32,
    pub is_right: bool,
    /// Of strokes that are one symbol, where that symbol stands among what they may be.
    pub rank: Option<usize>,
}

/// Symbols and whole expressions, counted.
#[derive(Clone, Debug, Default)]
pub struct Doubt {
    /// Of each tenth of probability how many symbols, the sum of what they are said to be, and how many are right.
    bins: [(usize, f64, usize); BINS],
    offered: usize,
    offered_first: usize,
    /// Expressions that were read wrong and right, and how many of each carry a mark.
    wrong: [usize; 2],
    right: [usize; 2],
}

impl Doubt {
    pub fn count(&mut self, symbols: &[Judged], is_right: bool, is_marked: bool) {
        for symbol in symbols {
            let bin = &mut self.bins[((symbol.certainty * BINS as f32) as usize).min(BINS - 1)];
            *bin = (bin.0 + 1, bin.1 + f64::from(symbol.certainty), bin.2 + usize::from(symbol.is_right));
            if let Some(rank) = symbol.rank {
                self.offered += 1;
                self.offered_first += usize::from(rank < FIRST);
            }
        }
        let of = if is_right { &mut self.right } else { &mut self.wrong };
        of[0] += 1;
        of[1] += usize::from(is_marked);
    }

    /// How far what is said of symbols is from how many are right, on average.
    pub fn calibration_error(&self) -> f64 {
        let all: usize = self.bins.iter().map(|bin| bin.0).sum();
        let off: f64 = self.bins.iter().map(|(_, said, right)| (said - *right as f64).abs()).sum();
        off / all.max(1) as f64
    }

    pub fn json(&self) -> Value {
        json!({
            "calibration_error": self.calibration_error(),
            "wrong_marked": share(self.wrong[1], self.wrong[0]),
            "right_marked": share(self.right[1], self.right[0]),
            "among_first_three": share(self.offered_first, self.offered),
        })
    }

    pub fn told(&self) -> String {
        format!(
            "symbols' calibration error {:.2}%; marked: {:.1}% of the wrong, {:.1}% of the right; right symbol among the \
             first three {:.2}%",
            100.0 * self.calibration_error(),
            100.0 * share(self.wrong[1], self.wrong[0]),
            100.0 * share(self.right[1], self.right[0]),
            100.0 * share(self.offered_first, self.offered),
        )
    }
}

fn share(count: usize, of: usize) -> f64 {
    count as f64 / of.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_held_against_what_is_right() {
        let judged = |certainty, is_right, rank| Judged { certainty, is_right, rank };
        let mut doubt = Doubt::default();
        doubt.count(&[judged(0.9, true, Some(0)), judged(0.9, true, Some(2))], true, false);
        doubt.count(&[judged(0.5, false, Some(3)), judged(0.5, true, None)], false, true);
        assert!((doubt.calibration_error() - 0.05).abs() < 1e-6, "{}", doubt.calibration_error());
        let told = doubt.json();
        assert_eq!([&told["wrong_marked"], &told["right_marked"]].map(Value::as_f64), [Some(1.0), Some(0.0)]);
        assert_eq!(told["among_first_three"].as_f64(), Some(2.0 / 3.0));
    }
}
