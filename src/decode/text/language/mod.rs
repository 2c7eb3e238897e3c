//! Which texts are likely: a distribution over a line's next character given the line so far.
//!
//! A word comes from one of a language's lists, with its frequency there, or from none: then an n-gram of letters says
//! how likely it is. Every way that explains the letters so far is carried on with its posterior weight, so no list
//! ever forces its words, and a word that is in none costs a bounded amount more. What stands between words has a
//! small grammar of its own. Plain code on plain types.

#[cfg(any(test, feature = "train"))]
pub mod build;
mod file;
mod grammar;
mod letters;
mod model;
mod ngram;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub mod tests;
mod trie;
mod vocabulary;

pub use file::{Entry, Language, LanguageError};
pub use model::{LineModel, State};
