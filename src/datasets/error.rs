//! What is wrong with a data set, line by line.

use serde::{Deserialize, Serialize};
use std::fmt;

/// So many are listed one by one.
pub const MOST_LISTED: usize = 12;
/// No more of a file's own words than this is repeated.
const MOST_WORDS: usize = 24;

/// A file, perhaps a place in it, and what is wrong there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatasetError {
    pub file: String,
    /// A line, a picture or an entry; empty where it is about the whole file.
    pub place: String,
    pub what: String,
}

impl DatasetError {
    pub fn of_file(file: &str, what: impl fmt::Display) -> Self {
        Self::at(file, String::new(), what)
    }

    pub fn at(file: &str, place: String, what: impl fmt::Display) -> Self {
        Self { file: file.to_owned(), place, what: what.to_string() }
    }
}

impl fmt::Display for DatasetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gap = if self.place.is_empty() { "" } else { ", " };
        write!(f, "{}{gap}{}: {}", self.file, self.place, self.what)
    }
}

impl std::error::Error for DatasetError {}

/// The first errors, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatasetErrors {
    pub first: Vec<DatasetError>,
    pub more: u32,
}

impl DatasetErrors {
    pub fn add(&mut self, error: DatasetError) {
        if self.first.len() < MOST_LISTED {
            self.first.push(error);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    pub fn join(&mut self, others: Self) {
        others.first.into_iter().for_each(|error| self.add(error));
        self.more = self.more.saturating_add(others.more);
    }

    pub fn count(&self) -> usize {
        self.first.len() + self.more as usize
    }
}

/// A few of a file's own words, in quotes, fit for a sentence.
pub fn quoted(words: &[u8]) -> String {
    let text = String::from_utf8_lossy(&words[..words.len().min(4 * MOST_WORDS)]);
    let plain = |symbol: char| if symbol.is_control() { '\u{fffd}' } else { symbol };
    let short: String = text.trim().chars().take(MOST_WORDS).map(plain).collect();
    format!("“{short}{}”", if text.trim().chars().count() > MOST_WORDS { "…" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_its_place() {
        assert_eq!(DatasetError::of_file("a.csv", "It is empty.").to_string(), "a.csv: It is empty.");
        assert_eq!(DatasetError::at("a.csv", "line 7".into(), "No.").to_string(), "a.csv, line 7: No.");
    }

    #[test]
    fn only_the_first_are_listed() {
        let mut errors = DatasetErrors::default();
        (0..MOST_LISTED + 5).for_each(|n| errors.add(DatasetError::of_file("a", n)));
        errors.join(DatasetErrors { first: vec![DatasetError::default()], more: 2 });
        assert_eq!((errors.first.len(), errors.more, errors.count()), (MOST_LISTED, 8, MOST_LISTED + 8));
    }

    #[test]
    fn a_files_words_are_cut_and_tamed() {
        assert_eq!(quoted(b"a\0b"), "“a\u{fffd}b”");
        assert_eq!(quoted("ü".repeat(500).as_bytes()).chars().count(), MOST_WORDS + 3);
    }
}
