//! What language files are made from.

use crate::decode::text::language::letters;
use crate::decode::text::language::trie::Codes;

/// A word of a source.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Lower-case.
    pub word: Codes,
    /// The share of running text that is this word.
    pub frequency: f64,
    /// Which of the lists it belongs to (see `Language::lists`); None for words that only teach the n-gram.
    pub list: Option<usize>,
}

impl Counted {
    /// None where the word has a character that is no letter.
    pub fn new(word: &str, frequency: f64, list: Option<usize>) -> Option<Self> {
        let word = word.chars().map(letters::code).collect::<Option<Codes>>()?;
        (!word.is_empty()).then_some(Self { word, frequency, list })
    }
}
