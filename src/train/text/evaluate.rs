//! Evaluation on text: drawings of words and lines by their text, with and without a language, and what the reader is sure
//! of.

use super::reader::TextReader;
use crate::ink::form;
use crate::layout::{TextLayout, Word};
use crate::statistics::{median, percentile};
use crate::train::edit_distance::distance;
use crate::train::place::Place;
use crate::train::{Result, TrainError, context, idx};
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
    drawing: crate::ink::Drawing,
}

/// What was read of it.
struct Read {
    text: String,
    without_language: String,
    words: Vec<JudgedWord>,
}

/// A word as it was read.
struct JudgedWord {
    probability: f32,
    is_sure: bool,
    is_right: bool,
}

/// Errors of some texts, with case and without.
#[derive(Clone, Debug, Default)]
struct Errors {
    /// Edit distance and length in characters, and in words.
    chars: [usize; 2],
    words: [usize; 2],
    exact: usize,
}

/// What was right of some drawings.
#[derive(Clone, Debug, Default)]
struct Share {
    n: usize,
    /// With and without a language; each with case and without.
    errors: [[Errors; 2]; 2],
    sure: [usize; 3],
    wrong_shown: usize,
}

/// What was read of a file.
#[derive(Default)]
pub struct Outcome {
    all: Share,
    styles: BTreeMap<String, Share>,
    lengths: BTreeMap<&'static str, Share>,
    writers: BTreeMap<String, Share>,
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
    let mut outcome = Outcome::default();
    for (known, read) in known.iter().zip(&read) {
        outcome.all.count(known, read);
        if !known.style.is_empty() {
            outcome.styles.entry(known.style.clone()).or_default().count(known, read);
        }
        let length = match known.text.chars().count() {
            1..=3 => "1-3",
            4..=6 => "4-6",
            7..=10 => "7-10",
            _ => "11+",
        };
        outcome.lengths.entry(length).or_default().count(known, read);
        outcome.writers.entry(known.writer.clone()).or_default().count(known, read);
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

/// The least probability from which on so large a part of a file's words is right; of every so many drawings.
pub fn threshold(reader: &TextReader, file: &Path, every: usize, part: f32) -> Result<f32> {
    let known: Vec<Known> = read_file(file)?.into_iter().step_by(every).collect();
    let read: Vec<Read> = known.par_iter().map(|known| Read::of(reader, known, Place::Fitted)).collect();
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
        let scored = reader.scored(&place.put_text(&known.drawing), place.medium());
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

impl Errors {
    fn count(&mut self, known: &str, read: &str) {
        let [one, other]: [Vec<char>; 2] = [known, read].map(|text| text.chars().collect());
        self.chars[0] += distance(&one, &other);
        self.chars[1] += one.len();
        let [one, other]: [Vec<&str>; 2] = [known, read].map(|text| text.split(' ').collect());
        self.words[0] += distance(&one, &other);
        self.words[1] += one.len();
        self.exact += usize::from(known == read);
    }

    fn percent([wrong, of]: [usize; 2]) -> f64 {
        100.0 * wrong as f64 / of.max(1) as f64
    }
}

impl Share {
    fn count(&mut self, known: &Known, read: &Read) {
        self.n += 1;
        for (errors, text) in self.errors.iter_mut().zip([&read.text, &read.without_language]) {
            errors[0].count(&known.text, text);
            errors[1].count(&known.text.to_lowercase(), &text.to_lowercase());
        }
        let [right, sure, all] = &mut self.sure;
        *all += read.words.len();
        let shown: Vec<&JudgedWord> = read.words.iter().filter(|word| word.is_sure).collect();
        *sure += shown.len();
        *right += shown.iter().filter(|word| word.is_right).count();
        let is_sure = !read.words.is_empty() && shown.len() == read.words.len();
        self.wrong_shown += usize::from(is_sure && read.text != known.text);
    }

    fn cer(&self) -> f64 {
        Errors::percent(self.errors[0][0].chars)
    }

    fn told(&self) -> String {
        let [with, without] = &self.errors;
        let of = |errors: &[Errors; 2]| {
            let [cased, caseless] = errors;
            format!(
                "CER {:.2}% (no case {:.2}), WER {:.2}% (no case {:.2})",
                Errors::percent(cased.chars),
                Errors::percent(caseless.chars),
                Errors::percent(cased.words),
                Errors::percent(caseless.words),
            )
        };
        let [right, sure, all] = self.sure;
        format!(
            "{} of {} exactly right: {:.2}%; {}; without language {}; {:.1}% of the words are shown as sure, {:.1}% of \
             them right",
            with[0].exact,
            self.n,
            100.0 * with[0].exact as f64 / self.n.max(1) as f64,
            of(with),
            of(without),
            100.0 * sure as f64 / all.max(1) as f64,
            100.0 * right as f64 / sure.max(1) as f64,
        )
    }

    fn json(&self) -> Value {
        let [with, without] = &self.errors;
        let [right, sure, all] = self.sure;
        json!({
            "n": self.n,
            "correct": with[0].exact,
            "accuracy": with[0].exact as f64 / self.n.max(1) as f64,
            "cer": Errors::percent(with[0].chars),
            "wer": Errors::percent(with[0].words),
            "cer_nocase": Errors::percent(with[1].chars),
            "wer_nocase": Errors::percent(with[1].words),
            "cer_nolex": Errors::percent(without[0].chars),
            "wer_nolex": Errors::percent(without[0].words),
            "cer_nocase_nolex": Errors::percent(without[1].chars),
            "wer_nocase_nolex": Errors::percent(without[1].words),
            "words_sure": sure as f64 / all.max(1) as f64,
            "sure_right": right as f64 / sure.max(1) as f64,
        })
    }
}

impl Outcome {
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
        let groups = groups.chain(self.lengths.iter().map(|(name, share)| (*name, share)));
        let groups: String = groups.map(|(name, share)| format!("\n{name}: {}", share.told())).collect();
        format!(
            "{}\n{} writers: median CER {median:.2}%, nine in ten below {:.2}%, the worst tenth {worst:.2}%{groups}",
            self.all.told(),
            self.writers.len(),
            percentile(&rates, 0.9),
        )
    }

    /// For programs.
    pub fn json(&self) -> Value {
        let mut value = self.all.json();
        let [median, worst] = self.writers();
        value["kind"] = "strokes".into();
        value["rejected"] = 0.into();
        value["wrong_shown"] = self.all.wrong_shown.into();
        value["writers"] = json!({ "n": self.writers.len(), "median_cer": median, "worst_tenth_cer": worst });
        value["by_style"] = self.styles.iter().map(|(style, share)| (style.clone(), share.json())).collect();
        value["by_length"] = self.lengths.iter().map(|(length, share)| ((*length).to_owned(), share.json())).collect();
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_in_characters_and_words() {
        let mut errors = Errors::default();
        errors.count("Hello world", "hello word");
        assert_eq!((errors.chars, errors.words, errors.exact), ([2, 11], [2, 2], 0));
        errors.count("a", "a");
        assert_eq!((errors.chars, errors.exact), ([2, 12], 1));
        assert_eq!(spaced(" a \n b  c "), "a b c");
    }
}
