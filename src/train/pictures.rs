//! Evaluation on the pictures of a folder with `labels.csv`, read as the page reads them.

use super::Result;
use super::labels::{self, Known};
use super::recognized::recognized;
use crate::alphabet::Alphabet;
use crate::datasets::bins::Bins;
use crate::datasets::example::{Content, Recognition};
use crate::datasets::tally::Tally;
use crate::net::Model;
use burn::tensor::Device;
use rayon::prelude::*;
use serde_json::Value;
use std::path::Path;

/// The results of a folder.
pub struct Outcome {
    pub tally: Tally,
    /// The certainty of all that is on a picture, beside how often it was right.
    pub bins: Bins,
    pub digits: usize,
    /// The sum of edit distances (Levenshtein), in digits.
    pub edits: usize,
    /// Pictures of which too few digits were read.
    pub too_few: usize,
    /// Pictures of which too many digits were read.
    pub too_many: usize,
    /// Pictures of which as many digits were read as were written, but not the same ones.
    pub wrong: usize,
    pub misses: Vec<String>,
}

impl Outcome {
    fn new(alphabet: &Alphabet) -> Self {
        Self {
            tally: Tally::new(alphabet),
            bins: Bins::default(),
            digits: 0,
            edits: 0,
            too_few: 0,
            too_many: 0,
            wrong: 0,
            misses: Vec::new(),
        }
    }

    fn count(&mut self, known: &Known, recognition: &Recognition) {
        let read = &recognition.text;
        let right = self.tally.count_read(&known.text, read, recognition.verdict);
        self.bins.count(recognition.certainty, right);
        self.digits += known.text.len();
        if right {
            return;
        }
        self.edits += distance(known.text.as_bytes(), read.as_bytes());
        match read.len().cmp(&known.text.len()) {
            std::cmp::Ordering::Less => self.too_few += 1,
            std::cmp::Ordering::Greater => self.too_many += 1,
            std::cmp::Ordering::Equal => self.wrong += 1,
        }
        let guess = recognition.transcript.guess().replace('\n', " / ");
        self.misses.push(format!("{}: {} read as {}", known.file, known.text, guess));
    }

    pub fn digit_accuracy(&self) -> f64 {
        1.0 - self.edits as f64 / self.digits.max(1) as f64
    }

    /// The results as text.
    pub fn report(&self) -> String {
        format!(
            "{}stated certainty and truth are {:.1} points apart on average\ndigits: {:.2}% of {} ({} to put in, take out \
             or change)\nmisses: {} with too few, {} with too many, {} with a wrong digit",
            self.tally.summary(),
            100.0 * self.bins.error(),
            100.0 * self.digit_accuracy(),
            self.digits,
            self.edits,
            self.too_few,
            self.too_many,
            self.wrong
        )
    }

    /// The results as JSON.
    pub fn json(&self) -> Value {
        let mut value = self.tally.json("pictures");
        value["digits"] = self.digit_accuracy().into();
        value["calibration_error"] = self.bins.error().into();
        value
    }
}

/// Reads every picture that the folder's labels name.
pub fn evaluate(model: &Model, device: &Device, folder: &Path) -> Result<Outcome> {
    let known = labels::read(folder)?;
    let read = |known: &Known| Ok(recognized(model, device, &[Content::of_photo(&known.photo(folder)?)]));
    let read: Vec<Vec<Recognition>> = known.par_iter().map(read).collect::<Result<_>>()?;
    let mut outcome = Outcome::new(&model.spec.alphabet);
    for (mut known, read) in known.into_iter().zip(read.iter().flatten()) {
        known.text.retain(|character| character.is_ascii_digit());
        outcome.count(&known, read);
    }
    Ok(outcome)
}

/// The edit distance (Levenshtein) of two texts.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, symbol) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, other) in b.iter().enumerate() {
            let change = diagonal + usize::from(symbol != other);
            diagonal = row[column + 1];
            row[column + 1] = change.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_the_fewest_changes() {
        let cases =
            [("", "", 0), ("123", "123", 0), ("123", "13", 1), ("123", "1423", 1), ("19", "91", 2), ("", "77", 2)];
        for (a, b, expected) in cases {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
        }
    }
}
