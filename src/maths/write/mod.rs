//! Expressions as text: canonical LaTeX, MathML, plain text, and words for a screen reader.
//!
//! The writers know no meaning. What is unfinished or nonsense is written as it stands.

mod latex;
mod mathml;
mod numerals;
mod plain;
mod speech;
mod symbols;

pub use latex::latex;
pub use mathml::{mathml, mathml_with};
pub use plain::plain;
pub use speech::speech;
pub(crate) use symbols::{FUNCTIONS, character, token};
