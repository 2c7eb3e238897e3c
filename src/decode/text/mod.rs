//! Text: from what the network says of a line's frames to the likeliest texts (CTC decoding).
//!
//! A prefix beam search finds the likeliest texts, with the help of a language where there is one. Forced alignment says
//! which frames speak a character, so that it can be led back to its strokes; word posteriors say how sure each word is
//! and what else it may be. Plain code on plain types.

mod align;
mod beam;
mod frames;
pub mod language;
#[cfg(test)]
mod lattice;
mod prefixes;
mod reading;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod weights;
mod words;

pub use align::{align, log_probability};
pub use frames::Frames;
pub use language::{Language, LanguageError};
pub use reading::Reading;
pub use weights::Weights;
pub use words::{Word, words};

use beam::Around;
use language::LineModel;

/// Texts that are looked at for each word.
const CANDIDATES: usize = 12;

/// Reads lines in the alphabet of a network, in some languages or none.
#[derive(Clone, Debug)]
pub struct Decoder {
    chars: Vec<char>,
    model: Option<LineModel>,
    weights: Weights,
}

impl Decoder {
    /// The characters are those of the network's classes, in order and without the blank, which comes last.
    pub fn new(chars: &[char], languages: &[Language], weights: Weights) -> Self {
        Self { chars: chars.to_vec(), model: LineModel::new(chars, languages), weights }
    }

    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The likeliest texts of a line, the best first, at most `most`. None are found in frames of another alphabet.
    pub fn read(&self, frames: &Frames, most: usize) -> Vec<Reading> {
        if frames.blank() != self.chars.len() {
            return Vec::new();
        }
        let found = beam::search(frames, self.language_for(frames), &self.weights, Around::default(), most);
        let reading = |one: beam::Hypothesis| Reading {
            text: one.classes.iter().map(|class| self.chars[*class]).collect(),
            acoustic: one.acoustic,
            language: one.language,
            total: one.total,
        };
        found.into_iter().map(reading).collect()
    }

    /// The words of the first of a line's readings: how probable each is, and what else it may be. The frames of each word
    /// are searched once more, with the rest of the line as it was read.
    pub fn words(&self, frames: &Frames, readings: &[Reading]) -> Vec<Word> {
        let candidates = readings.first().and_then(|best| self.candidates(frames, best)).unwrap_or_default();
        words::judged(readings, &candidates, self.weights.temperature)
    }

    /// The language for some frames: none where they say a single sign, which a list of words would take for an article or a
    /// pronoun.
    fn language_for(&self, frames: &Frames) -> Option<&LineModel> {
        self.model.as_ref().filter(|_| frames.likeliest().len() != 1)
    }

    /// For each word of a reading, the texts that its frames may be.
    fn candidates(&self, frames: &Frames, reading: &Reading) -> Option<Vec<Vec<words::Candidate>>> {
        let text: Vec<char> = reading.text.chars().collect();
        let classes = self.classes(&reading.text)?;
        let places = align(frames, &classes)?;
        let model = self.language_for(frames);
        let (mut state, mut at) = (model.map(LineModel::start), 0);
        let mut candidates = Vec::new();
        for word in words::ranges(&text) {
            for class in &classes[at..word.start] {
                state = model.zip(state.as_ref()).map(|(model, state)| model.next(state, *class).1);
            }
            at = word.start;
            // From the space before to the space behind.
            let from = word.start.checked_sub(1).map_or(0, |space| places[space].1);
            let to = places.get(word.end).map_or(frames.count(), |space| space.0);
            let around = Around { before: state.as_ref(), behind: classes.get(word.end).copied() };
            let frames = frames.range(from..to)?;
            let found = beam::search(&frames, model, &self.weights, around, CANDIDATES);
            let text = |classes: &[usize]| -> String { classes.iter().map(|class| self.chars[*class]).collect() };
            candidates.push(found.iter().map(|one| (text(&one.classes), one.total)).collect());
        }
        Some(candidates)
    }

    /// The classes of a text's characters, as [`align`] and [`log_probability`] want them; None where the alphabet lacks
    /// one.
    pub fn classes(&self, text: &str) -> Option<Vec<usize>> {
        text.chars().map(|c| self.chars.iter().position(|own| *own == c)).collect()
    }

    /// The log-probability of a text as a whole line in the languages; None without one, or where the alphabet lacks a
    /// character.
    pub fn language_score(&self, text: &str) -> Option<f32> {
        let model = self.model.as_ref()?;
        let (mut score, mut state) = (0.0, model.start());
        for class in self.classes(text)? {
            let (probability, next) = model.next(&state, class);
            score += probability.ln();
            state = next;
        }
        Some(score + model.end(&state).ln())
    }
}
