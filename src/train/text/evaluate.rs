//! Evaluation on text: drawings of words and lines by their text, with and without a language, and what the reader is sure
//! of.

use super::corpus;
use super::reader::TextReader;
use super::share::{Errors, JudgedWord, Share};
use crate::ink::{Drawing, form};
use crate::layout::{TextLayout, Word};
use crate::statistics::{median, percentile};
use crate::train::place::Place;
use crate::train::{Result, TrainError, context, idx, labels, paper};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// A drawing with what it says.
struct Known {
    line: usize,
    text: String,
    writer: String,
    style: String,
    drawing: Drawing,
}

/// What was read of it.
struct Read {
    text: String,
    without_language: String,
    words: Vec<JudgedWord>,
}

/// What was read of a file.
#[derive(Default)]
pub struct Outcome {
    all: Share,
    styles: BTreeMap<String, Share>,
    lengths: BTreeMap<&'static str, Share>,
    /// Drawings of one row, and of several that the page has to part.
    rows: BTreeMap<&'static str, Share>,
    writers: BTreeMap<String, Share>,
    /// What was read.
    kind: &'static str,
    pub misses: Vec<String>,
}

fn read_file(file: &Path) -> Result<Vec<Known>> {
    let text = String::from_utf8(idx::unpacked(file)?).map_err(context(format!("{} is not text", file.display())))?;
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).collect();
    let read = |(line, text): &(usize, &str)| {
        let wrong = |why: String| TrainError(format!("{}, line {line}: {why}", file.display()));
        let known = form::read(text).map_err(|error| wrong(error.to_string()))?;
        let value: Value = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let style = value.get("style").and_then(Value::as_str).unwrap_or_default().to_lowercase();
        Ok(Known { line: *line, text: spaced(&known.text), writer: known.writer, style, drawing: known.drawing })
    };
    lines.par_iter().map(read).collect()
}

/// Reads each drawing of a stroke file as text. Of the writers that the filter keeps, if there is one.
pub fn evaluate(reader: &TextReader, file: &Path, place: Place, keep: impl Fn(&str) -> bool) -> Result<Outcome> {
    let known: Vec<Known> = read_file(file)?.into_iter().filter(|known| keep(&known.writer)).collect();
    let read: Vec<Read> = known.par_iter().map(|known| Read::of(reader, known, place)).collect();
    let mut outcome = Outcome { kind: "strokes", ..Outcome::default() };
    for (known, read) in known.iter().zip(&read) {
        outcome.count(known, read);
        if known.text != read.text {
            let Known { line, text, writer, .. } = known;
            outcome.misses.push(format!(
                "{line}: {text} by {writer} read as {}, without language {}",
                read.text, read.without_language
            ));
        }
    }
    Ok(outcome)
}

/// Reads each picture of a folder as text; line breaks count as spaces.
pub fn evaluate_pictures(reader: &TextReader, folder: &Path) -> Result<Outcome> {
    let labelled = labels::read(folder)?;
    let read = |labelled: &labels::Known| {
        let drawing = paper::traced(&labelled.photo(folder)?).unwrap_or_default();
        Ok(Known { line: 0, text: spaced(&labelled.text), writer: String::new(), style: String::new(), drawing })
    };
    let known: Vec<Known> = labelled.par_iter().map(read).collect::<Result<_>>()?;
    let read: Vec<Read> = known.par_iter().map(|known| Read::of_drawing(reader, known, &known.drawing)).collect();
    let mut outcome = Outcome { kind: "pictures", ..Outcome::default() };
    for ((known, read), labelled) in known.iter().zip(&read).zip(&labelled) {
        outcome.count(known, read);
        if known.text != read.text {
            outcome.misses.push(format!(
                "{}: {} read as {}, without language {}",
                labelled.file, known.text, read.text, read.without_language
            ));
        }
    }
    Ok(outcome)
}

/// The least probability from which on so large a part of a file's words is right; of every so many drawings.
pub fn threshold(reader: &TextReader, file: &Path, place: Place, every: usize, part: f32) -> Result<f32> {
    let known: Vec<Known> = read_file(file)?.into_iter().step_by(every).collect();
    let read: Vec<Read> = known.par_iter().map(|known| Read::of(reader, known, place)).collect();
    let mut words: Vec<JudgedWord> = read.into_iter().flat_map(|read| read.words).collect();
    words.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let (mut right, mut least) = (0, 1.0);
    for (word, count) in words.iter().zip(1..) {
        right += usize::from(word.is_right);
        if right as f32 >= part * count as f32 {
            least = word.probability;
        }
    }
    Ok(least)
}

impl Read {
    fn of(reader: &TextReader, known: &Known, place: Place) -> Self {
        Self::of_drawing(reader, known, &place.put_text(&known.drawing))
    }

    fn of_drawing(reader: &TextReader, known: &Known, drawing: &Drawing) -> Self {
        let scored = reader.scored(drawing);
        let transcript = reader.transcript(&scored);
        let without =
            scored.iter().filter_map(|(_, scores)| Some(reader.readings(scores, false).first()?.text.clone()));
        let without: Vec<String> = without.collect();
        let shown = TextLayout::unpacked(&transcript.layout).words;
        let mut right: Vec<&str> = known.text.split(' ').collect();
        let judged = |word: Word| {
            // A word counts as right where the text has it; each occurrence once.
            let known = right.iter().position(|known| *known == word.text).map(|at| right.remove(at));
            JudgedWord { probability: word.probability, is_sure: word.is_sure, is_right: known.is_some() }
        };
        Self {
            text: spaced(&transcript.likeliest()),
            without_language: spaced(&without.join(" ")),
            words: shown.into_iter().map(judged).collect(),
        }
    }
}

/// Runs of white space as one space.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Outcome {
    fn count(&mut self, known: &Known, read: &Read) {
        let count = |share: &mut Share| {
            share.count(&known.text, [&read.text, &read.without_language], &read.words);
        };
        count(&mut self.all);
        if !known.style.is_empty() {
            count(self.styles.entry(known.style.clone()).or_default());
        }
        let length = match known.text.chars().count() {
            ..=3 => "1-3",
            4..=6 => "4-6",
            7..=10 => "7-10",
            _ => "11+",
        };
        count(self.lengths.entry(length).or_default());
        let rows = if corpus::is_one_row(&known.drawing.strokes) { "one row" } else { "several rows" };
        count(self.rows.entry(rows).or_default());
        if !known.writer.is_empty() {
            count(self.writers.entry(known.writer.clone()).or_default());
        }
    }

    /// The CER of the median writer, and of the worst tenth of them together.
    fn writers(&self) -> [f64; 2] {
        let mut rates: Vec<(f64, &Share)> = self.writers.values().map(|share| (share.cer(), share)).collect();
        rates.sort_by(|a, b| b.0.total_cmp(&a.0));
        let worst = &rates[..rates.len().div_ceil(10)];
        let sum = worst.iter().fold([0, 0], |sum, (_, share)| {
            let [wrong, of] = share.errors[0][0].chars;
            [sum[0] + wrong, sum[1] + of]
        });
        [median(rates.iter().map(|(rate, _)| *rate).collect()), Errors::percent(sum)]
    }

    /// For people.
    pub fn report(&self) -> String {
        let [median, worst] = self.writers();
        let rates: Vec<f64> = {
            let mut rates: Vec<f64> = self.writers.values().map(Share::cer).collect();
            rates.sort_by(f64::total_cmp);
            rates
        };
        let groups = self.styles.iter().map(|(name, share)| (name.as_str(), share));
        let groups = groups.chain(self.lengths.iter().chain(&self.rows).map(|(name, share)| (*name, share)));
        let groups: String = groups.map(|(name, share)| format!("\n{name}: {}", share.told())).collect();
        let writers = match self.writers.len() {
            0 => String::new(),
            count => format!(
                "\n{count} writers: median CER {median:.2}%, nine in ten below {:.2}%, the worst tenth {worst:.2}%",
                percentile(&rates, 0.9)
            ),
        };
        format!("{}{writers}{groups}", self.all.told())
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let mut value = self.all.json();
        let [median, worst] = self.writers();
        value["kind"] = self.kind.into();
        value["rejected"] = 0.into();
        value["wrong_shown"] = self.all.wrong_shown.into();
        value["writers"] = json!({ "n": self.writers.len(), "median_cer": median, "worst_tenth_cer": worst });
        value["by_style"] = self.styles.iter().map(|(style, share)| (style.clone(), share.json())).collect();
        value["by_length"] = self.lengths.iter().map(|(length, share)| ((*length).to_owned(), share.json())).collect();
        value["by_rows"] = self.rows.iter().map(|(rows, share)| ((*rows).to_owned(), share.json())).collect();
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_space() {
        assert_eq!(spaced(" a \n b  c "), "a b c");
    }
}
