//! The language file: what is known of a language's words, checked before anything is trusted.
//!
//! ```text
//! 0   "inkword" and the version of the form                           8 bytes
//! 8   length of everything after these 16                             4 bytes, little endian
//! 12  CRC-32 of the same                                              4 bytes
//! 16  shares of the lists and of the n-gram                           4 bytes
//!     for each of these, the weights of the cases                     4 × 4 bytes
//!     each list: words, letters                                       2 × 4 bytes
//!         for each word, in order, how many letters of the one before it goes without
//!         for each word, its other letters and a border
//!         for each word, its frequency class
//!     contexts of the n-gram, letters in them                         2 × 4 bytes
//!         for each context, in depth-first order: its depth; its letter; how many letters it has levels for; the
//!         level of all others
//!         these letters; their levels
//! ```
//!
//! Streams of one kind of byte each pack well: the file is meant to be sent with gzip.

use super::letters::{APOSTROPHE, BORDER};
use super::ngram::{Context, LEVELS, ORDER};
use super::trie::Codes;
use crate::crc::crc32;
use std::fmt;

pub const MAGIC: [u8; 8] = *b"inkword\x01";
pub const HEAD: usize = 16;
/// No file is larger, and no word longer.
const MOST_BYTES: usize = 1 << 20;
pub const LONGEST_WORD: usize = 40;
/// Lists, and the n-gram.
pub const PARTS: usize = 4;
pub const LISTS: usize = 3;

/// A language as it stands in its file: words in usual spelling, whatever alphabet reads them.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// How much of running text comes from each list, and from none: in no unit.
    pub shares: [u8; PARTS],
    /// How often words of each are written in the cases of [`super::letters::CASES`]: in no unit.
    pub cases: [[u8; 4]; PARTS],
    /// Words that are usually lower-case, Capitalised, and in CAPITALS.
    pub lists: [Vec<Entry>; LISTS],
    pub ngram: Context,
}

/// A word in the codes of its letters, and its frequency class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub word: Codes,
    pub class: u8,
}

/// How frequent words of a class are, in no unit; each class is a quarter of a power of ten below the one before.
pub fn frequency(class: u8) -> f32 {
    10f32.powf(-0.25 * f32::from(class))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LanguageError {
    Foreign,
    Truncated { expected: usize, found: usize },
    Damaged,
    Mismatch,
}

impl fmt::Display for LanguageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => write!(f, "the file is not a language file of this version"),
            Self::Truncated { expected, found } => write!(f, "{found} of {expected} bytes"),
            Self::Damaged => write!(f, "its checksum is wrong"),
            Self::Mismatch => write!(f, "its parts do not fit each other"),
        }
    }
}

impl std::error::Error for LanguageError {}

impl Language {
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LanguageError> {
        if !bytes.starts_with(&MAGIC) {
            return Err(LanguageError::Foreign);
        }
        let mut head = Rest { bytes: &bytes[MAGIC.len()..] };
        let (Some(length), Some(checksum)) = (head.number(), head.number()) else {
            return Err(LanguageError::Truncated { expected: HEAD, found: bytes.len() });
        };
        let expected = HEAD.saturating_add(length);
        if bytes.len() != expected {
            return Err(LanguageError::Truncated { expected, found: bytes.len() });
        }
        if crc32(&bytes[HEAD..]) as usize != checksum {
            return Err(LanguageError::Damaged);
        }
        let mut rest = Rest { bytes: &bytes[HEAD..] };
        let language = rest.language().filter(|_| rest.bytes.is_empty() && bytes.len() <= MOST_BYTES);
        language.ok_or(LanguageError::Mismatch)
    }
}

struct Rest<'a> {
    bytes: &'a [u8],
}

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    fn four(&mut self) -> Option<[u8; 4]> {
        self.take(4)?.try_into().ok()
    }

    fn number(&mut self) -> Option<usize> {
        Some(u32::from_le_bytes(self.four()?) as usize)
    }

    fn language(&mut self) -> Option<Language> {
        Some(Language {
            shares: self.four()?,
            cases: [self.four()?, self.four()?, self.four()?, self.four()?],
            lists: [self.list()?, self.list()?, self.list()?],
            ngram: self.ngram()?,
        })
    }

    fn list(&mut self) -> Option<Vec<Entry>> {
        let (count, letters) = (self.number()?, self.number()?);
        let dropped = self.take(count)?;
        let letters = self.take(letters)?;
        let classes = self.take(count)?;
        let mut words = letters.split(|letter| *letter == BORDER);
        let mut word = Codes::new();
        let mut list = Vec::with_capacity(count);
        for (dropped, class) in dropped.iter().zip(classes) {
            word.truncate(word.len().checked_sub(usize::from(*dropped))?);
            word.extend(words.next()?);
            let is_word = !word.is_empty() && word.len() <= LONGEST_WORD && word.iter().all(|code| *code <= APOSTROPHE);
            list.push(Entry { word: is_word.then(|| word.clone())?, class: *class });
        }
        // Behind the last border there is nothing.
        (words.next()?.is_empty() && words.next().is_none()).then_some(list)
    }

    fn ngram(&mut self) -> Option<Context> {
        let (contexts, letters) = (self.number()?, self.number()?);
        let depths = self.take(contexts)?;
        let own = self.take(contexts)?;
        let counts = self.take(contexts)?;
        let others = self.take(contexts)?;
        let (mut next, mut levels) = (self.take(letters)?, self.take(letters)?);
        let is_valid = own.iter().chain(next).all(|code| *code <= BORDER)
            && others.iter().chain(levels).all(|level| *level < LEVELS);
        // The contexts from the root to the newest one; a finished one is given to its parent.
        let mut open: Vec<Context> = Vec::new();
        for at in 0..contexts {
            let depth = usize::from(depths[at]);
            if depth > open.len().min(ORDER) || (depth == 0) != (at == 0) {
                return None;
            }
            close(&mut open, depth);
            let (own_next, rest) = next.split_at_checked(usize::from(counts[at]))?;
            let (own_levels, rest_of_levels) = levels.split_at_checked(own_next.len())?;
            (next, levels) = (rest, rest_of_levels);
            open.push(Context {
                letter: own[at],
                next: own_next.iter().copied().zip(own_levels.iter().copied()).collect(),
                others: others[at],
                children: Vec::new(),
            });
        }
        close(&mut open, 1);
        open.pop().filter(|_| is_valid && next.is_empty())
    }
}

fn close(open: &mut Vec<Context>, depth: usize) {
    while open.len() > depth {
        let Some(child) = open.pop() else { return };
        if let Some(parent) = open.last_mut() {
            parent.children.push(child);
        }
    }
}
