//! What somebody said a word is. It belongs to the word's strokes: it stays while other words are written or erased, and
//! goes with the first change to its own.

use crate::app::corrections::mark;
use crate::ink::Drawing;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordCorrections(Vec<(Key, String)>);

/// A mark of each stroke, and which of the words with the same strokes: one stroke may run through several.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    strokes: Vec<u64>,
    place: usize,
}

impl Key {
    pub fn of(strokes: &[u32], place: usize, drawing: &Drawing) -> Self {
        let strokes = strokes.iter().filter_map(|at| drawing.strokes.get(*at as usize));
        Self { strokes: strokes.map(|stroke| mark(&stroke.points)).collect(), place }
    }
}

impl WordCorrections {
    pub fn of(&self, key: &Key) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, text)| text.as_str())
    }

    /// Says what a word is; `None` takes an earlier correction back.
    pub fn correct(&mut self, key: Key, text: Option<String>) {
        self.0.retain(|(known, _)| *known != key);
        if let Some(text) = text {
            self.0.push((key, text));
        }
    }
}
