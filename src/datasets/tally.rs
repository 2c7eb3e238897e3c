//! Counting right and wrong, for evaluation and for the page.

use crate::metrics;
use crate::prediction::{DIGITS, Prediction, Verdict};
use crate::transcript::Transcript;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What came of some digits whose labels are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    pub n: usize,
    pub correct: usize,
    /// The page would show "not sure" or "not a digit".
    pub rejected: usize,
    /// Shown as sure, and wrong.
    pub wrong_shown: usize,
    /// Rows are what was written, columns what was read; the last column is nothing, or more than one digit.
    pub confusion: [[usize; DIGITS + 1]; DIGITS],
}

impl Tally {
    pub fn count(&mut self, digit: usize, prediction: &Prediction) {
        let right = prediction.best() == Some(digit);
        self.n += 1;
        self.correct += usize::from(right);
        self.rejected += usize::from(prediction.verdict != Verdict::Sure);
        self.wrong_shown += usize::from(prediction.verdict == Verdict::Sure && !right);
        if let Some(row) = self.confusion.get_mut(digit) {
            row[prediction.best().unwrap_or(DIGITS)] += 1;
        }
    }

    /// Counts a drawing right only when its whole text matches, spaces aside; whether it does.
    pub fn count_text(&mut self, text: &str, written: &Transcript) -> bool {
        let [text, read] = [text, &written.likeliest()].map(|text| text.split_whitespace().collect::<String>());
        self.count_read(&text, &read, written.verdict())
    }

    /// Counts a text that was read with some verdict; whether it is right.
    pub fn count_read(&mut self, text: &str, read: &str, verdict: Verdict) -> bool {
        let right = read == text;
        self.n += 1;
        self.correct += usize::from(right);
        self.rejected += usize::from(verdict != Verdict::Sure);
        self.wrong_shown += usize::from(verdict == Verdict::Sure && !right);
        if let (Ok(digit @ 0..DIGITS), 1) = (text.parse::<usize>(), text.len()) {
            let column = read.parse::<usize>().ok().filter(|_| read.len() == 1).unwrap_or(DIGITS);
            self.confusion[digit][column] += 1;
        }
        right
    }

    pub fn accuracy(&self) -> f64 {
        self.correct as f64 / self.n.max(1) as f64
    }

    /// The 95% interval of the accuracy.
    pub fn interval(&self) -> (f64, f64) {
        metrics::wilson(self.accuracy(), self.n)
    }

    pub fn recall(&self, digit: usize) -> Option<f64> {
        let row = &self.confusion[digit];
        let all: usize = row.iter().sum();
        (all > 0).then(|| row[digit] as f64 / all as f64)
    }

    /// How many were right, and how many shown.
    pub fn summary(&self) -> String {
        let (low, high) = self.interval();
        format!(
            "{} of {} right: {:.2}% (95% interval {:.2}–{:.2}%)\nnot shown as sure: {}; shown as sure and wrong: {}\n",
            self.correct,
            self.n,
            100.0 * self.accuracy(),
            100.0 * low,
            100.0 * high,
            self.rejected,
            self.wrong_shown
        )
    }

    /// For people.
    pub fn report(&self) -> String {
        let mut text = self.summary();
        text.push_str("\nwritten \\ read");
        for digit in 0..DIGITS {
            let _ = write!(text, "{digit:>6}");
        }
        text.push_str("     –  recall\n");
        for (digit, row) in self.confusion.iter().enumerate() {
            let _ = write!(text, "{digit:>14}");
            for count in row {
                let _ = write!(text, "{count:>6}");
            }
            match self.recall(digit) {
                Some(recall) => {
                    let _ = writeln!(text, "  {:.2}%", 100.0 * recall);
                }
                None => text.push_str("  –\n"),
            }
        }
        text
    }

    /// For programs; `kind` names what was evaluated.
    pub fn json(&self, kind: &str) -> Value {
        let (low, high) = self.interval();
        json!({
            "kind": kind,
            "n": self.n,
            "correct": self.correct,
            "accuracy": self.accuracy(),
            "interval": [low, high],
            "rejected": self.rejected,
            "wrong_shown": self.wrong_shown,
            "recall": (0..DIGITS).map(|digit| self.recall(digit)).collect::<Vec<_>>(),
            "confusion": self.confusion,
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::glyph::Glyph;
    use crate::ink::Bounds;
    use crate::transcript::{Separator, Symbol};

    pub fn prediction(verdict: Verdict, digit: usize) -> Prediction {
        let mut digits = [0.0; DIGITS];
        digits[digit] = 0.9;
        Prediction { verdict, digits }
    }

    #[test]
    fn right_is_right_even_when_unsure() {
        let mut tally = Tally::default();
        tally.count(4, &prediction(Verdict::Sure, 4));
        tally.count(4, &prediction(Verdict::Unsure, 4));
        tally.count(4, &prediction(Verdict::Sure, 9));
        tally.count(4, &Prediction::EMPTY);
        assert_eq!((tally.n, tally.correct, tally.rejected, tally.wrong_shown), (4, 2, 2, 1));
        assert_eq!((tally.confusion[4][4], tally.confusion[4][9], tally.confusion[4][DIGITS]), (2, 1, 1));
        assert_eq!((tally.recall(4), tally.recall(5)), (Some(0.5), None));
    }

    #[test]
    fn spaces_count_neither_in_a_label_nor_in_what_was_read() {
        let bounds = Bounds { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
        let symbol = |(lead, digit)| Symbol {
            separator: lead,
            bounds,
            prediction: prediction(Verdict::Sure, digit),
            glyph: Glyph::BLANK,
            correction: None,
        };
        let written = Transcript { symbols: [(Separator::Nothing, 4), (Separator::Space, 2)].map(symbol).into() };
        let mut tally = Tally::default();
        assert!(tally.count_text("42", &written) && tally.count_text("4 2", &written));
        assert!(!tally.count_text("4 3", &written));
        assert_eq!((tally.n, tally.correct), (3, 2));
    }

    #[test]
    fn the_interval_holds_the_accuracy() {
        let tally = Tally { n: 10_000, correct: 9_930, ..Tally::default() };
        let (low, high) = tally.interval();
        assert!(low < 0.993 && 0.993 < high && high - low < 0.004);
    }
}
