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

use language::LineModel;

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
        let found = beam::search(frames, self.model.as_ref(), &self.weights, most);
        let reading = |one: beam::Hypothesis| Reading {
            text: one.classes.iter().map(|class| self.chars[*class]).collect(),
            acoustic: one.acoustic,
            language: one.language,
            total: one.total,
        };
        found.into_iter().map(reading).collect()
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
