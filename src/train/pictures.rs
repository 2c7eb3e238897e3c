//! Evaluation on the pictures of a folder with `labels.csv`, read as the page reads them.

use super::recognized::recognized;
use super::{Result, TrainError, context};
use crate::alphabet::Alphabet;
use crate::datasets::bins::Bins;
use crate::datasets::example::{Content, Recognition};
use crate::datasets::tally::Tally;
use crate::net::Model;
use crate::picture::decode;
use burn::tensor::Device;
use rayon::prelude::*;
use serde_json::Value;
use std::path::Path;

/// A picture and what is written on it.
pub struct Known {
    pub file: String,
    pub text: String,
}

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
    let labels = folder.join("labels.csv");
    let text = std::fs::read_to_string(&labels).map_err(context(format!("{} cannot be read", labels.display())))?;
    let known = parse(&text).map_err(|why| TrainError(format!("{}, {why}.", labels.display())))?;
    let read = |known: &Known| -> Result<Vec<Recognition>> {
        let file = folder.join(&known.file);
        let bytes = std::fs::read(&file).map_err(context(format!("{} cannot be read", file.display())))?;
        let photo = decode::photo(&bytes).map_err(|why| TrainError(format!("{}: {why}", file.display())))?;
        Ok(recognized(model, device, &[Content::of_photo(&photo)]))
    };
    let read: Vec<Vec<Recognition>> = known.par_iter().map(read).collect::<Result<_>>()?;
    let mut outcome = Outcome::new(&model.spec.alphabet);
    known.iter().zip(read.iter().flatten()).for_each(|(known, read)| outcome.count(known, read));
    Ok(outcome)
}

/// The pictures in a CSV file with the columns `file` and `text`; further columns are ignored.
fn parse(text: &str) -> std::result::Result<Vec<Known>, String> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let header: Vec<&str> = lines.next().map(|(_, line)| line.split(',').map(str::trim).collect()).unwrap_or_default();
    let column = |name: &str| {
        header.iter().position(|column| *column == name).ok_or_else(|| format!("line 1: no column “{name}” is named"))
    };
    let (file, text) = (column("file")?, column("text")?);
    let known = |(number, line): (usize, &str)| {
        let fields: Vec<&str> =
            line.splitn(file.max(text) + 2, ',').map(|field| field.trim().trim_matches('"')).collect();
        match (fields.get(file), fields.get(text)) {
            (Some(file), Some(text)) if !file.is_empty() => {
                Ok(Known { file: (*file).to_owned(), text: text.chars().filter(char::is_ascii_digit).collect() })
            }
            _ => Err(format!("line {}: a file and its text are expected", number + 1)),
        }
    };
    lines.map(known).collect()
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
    fn labels_are_read_by_their_columns() {
        let known = parse("text,file,boxes\n\"42\",a.png,\"[[1,2]]\"\n\n7,b.png\n").unwrap();
        let pairs: Vec<(&str, &str)> = known.iter().map(|one| (one.file.as_str(), one.text.as_str())).collect();
        assert_eq!(pairs, [("a.png", "42"), ("b.png", "7")]);
        assert!(parse("picture,text\na,1\n").is_err());
        assert!(parse("file,text\na.png\n").is_err());
    }

    #[test]
    fn the_distance_counts_the_fewest_changes() {
        let cases =
            [("", "", 0), ("123", "123", 0), ("123", "13", 1), ("123", "1423", 1), ("19", "91", 2), ("", "77", 2)];
        for (a, b, expected) in cases {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
        }
    }
}
