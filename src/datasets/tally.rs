//! Counting right and wrong, for evaluation and for the page.

use crate::alphabet::{Alphabet, SymbolId};
use crate::metrics;
use crate::prediction::{Prediction, Verdict};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What came of examples whose labels are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    alphabet: Alphabet,
    pub n: usize,
    pub correct: usize,
    /// The page would show "not sure" or "not a digit", or nothing.
    pub rejected: usize,
    /// Shown as sure, and wrong.
    pub wrong_shown: usize,
    /// Of labels that are one symbol of the alphabet. Rows are labels, columns what was read, both in the alphabet's
    /// order; the last column is nothing, or more than one symbol.
    pub confusion: Vec<Vec<usize>>,
}

impl Tally {
    pub fn new(alphabet: &Alphabet) -> Self {
        let confusion = vec![vec![0; alphabet.classes()]; alphabet.len()];
        Self { alphabet: alphabet.clone(), n: 0, correct: 0, rejected: 0, wrong_shown: 0, confusion }
    }

    pub fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    /// Counts a single symbol. It is read right where the likeliest symbol is, whatever the verdict.
    pub fn count(&mut self, label: SymbolId, prediction: &Prediction) {
        let right = prediction.best() == Some(label);
        self.n += 1;
        self.correct += usize::from(right);
        self.rejected += usize::from(prediction.verdict != Verdict::Sure);
        self.wrong_shown += usize::from(prediction.verdict == Verdict::Sure && !right);
        let read = prediction.best().and_then(|read| self.alphabet.position(read));
        self.count_cell(self.alphabet.position(label), read);
    }

    /// Counts a text that was read with some verdict; whether it is right.
    pub fn count_read(&mut self, text: &str, read: &str, verdict: Verdict) -> bool {
        let right = read == text;
        self.n += 1;
        self.correct += usize::from(right);
        self.rejected += usize::from(verdict != Verdict::Sure);
        self.wrong_shown += usize::from(verdict == Verdict::Sure && !right);
        let place = |text: &str| SymbolId::of_text(text).and_then(|symbol| self.alphabet.position(symbol));
        self.count_cell(place(text), place(read));
        right
    }

    fn count_cell(&mut self, label: Option<usize>, read: Option<usize>) {
        if let Some(row) = label.and_then(|label| self.confusion.get_mut(label)) {
            row[read.unwrap_or(self.alphabet.reject())] += 1;
        }
    }

    pub fn accuracy(&self) -> f64 {
        self.correct as f64 / self.n.max(1) as f64
    }

    /// The 95% interval of the accuracy.
    pub fn interval(&self) -> (f64, f64) {
        metrics::wilson(self.accuracy(), self.n)
    }

    /// The part of a label's examples that was read right, by the label's place in the alphabet; `None` without any.
    pub fn recall(&self, label: usize) -> Option<f64> {
        let row = self.confusion.get(label)?;
        let all: usize = row.iter().sum();
        (all > 0).then(|| row[label] as f64 / all as f64)
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
        let names: Vec<String> = self.alphabet.symbols().iter().map(SymbolId::to_string).collect();
        for name in &names {
            let _ = write!(text, "{name:>6}");
        }
        text.push_str("     –  recall\n");
        for (label, (name, row)) in names.iter().zip(&self.confusion).enumerate() {
            let _ = write!(text, "{name:>14}");
            for count in row {
                let _ = write!(text, "{count:>6}");
            }
            match self.recall(label) {
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
            "alphabet": self.alphabet.symbols().iter().map(SymbolId::to_string).collect::<Vec<_>>(),
            "recall": (0..self.alphabet.len()).map(|label| self.recall(label)).collect::<Vec<_>>(),
            "confusion": self.confusion,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prediction::tests::{digit, digits};

    #[test]
    fn right_is_right_even_when_unsure() {
        let mut tally = Tally::new(&Alphabet::digits());
        tally.count(digit(4), &digits(Verdict::Sure, &[(4, 0.9)]));
        tally.count(digit(4), &digits(Verdict::Unsure, &[(4, 0.9)]));
        tally.count(digit(4), &digits(Verdict::Sure, &[(9, 0.9)]));
        tally.count(digit(4), &Prediction::EMPTY);
        assert_eq!((tally.n, tally.correct, tally.rejected, tally.wrong_shown), (4, 2, 2, 1));
        assert_eq!((tally.confusion[4][4], tally.confusion[4][9], tally.confusion[4][10]), (2, 1, 1));
        assert_eq!((tally.recall(4), tally.recall(5)), (Some(0.5), None));
    }

    #[test]
    fn labels_of_other_alphabets_count_but_have_no_cell() {
        let mut tally = Tally::new(&Alphabet::of_texts(["△", "○"]).unwrap());
        assert!(tally.count_read("△", "△", Verdict::Sure) && !tally.count_read("7", "○", Verdict::Sure));
        assert!(!tally.count_read("○", "○○", Verdict::Sure));
        assert_eq!((tally.n, tally.correct, tally.wrong_shown), (3, 1, 2));
        assert_eq!(tally.confusion, [[1, 0, 0], [0, 0, 1]]);
        assert!(tally.report().contains("△"));
    }

    #[test]
    fn the_interval_holds_the_accuracy() {
        let tally = Tally { n: 10_000, correct: 9_930, ..Tally::new(&Alphabet::digits()) };
        let (low, high) = tally.interval();
        assert!(low < 0.993 && 0.993 < high && high - low < 0.004);
    }
}
