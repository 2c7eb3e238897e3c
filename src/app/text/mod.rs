//! Text: the words that were read, what else each may be, how each was read, and in which language.
//!
//! All of it is fetched when the mode is first chosen.

mod corrections;
mod language;
pub mod lazy;
mod letters;
mod moments;
mod on_sheet;
mod panel;
mod shown;
mod view;
