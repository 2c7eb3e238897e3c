//! What the page knows of the engine: how it is, and what it last read.

use super::trouble::Trouble;
use crate::glyph::Glyph;
use crate::reader::Reading;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    Starting,
    Ready { engine: String, parameters: u32 },
    Broken(Trouble),
}

/// What was last read, and of which state of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub reading: Reading,
    pub glyph: Option<Box<Glyph>>,
    pub millis: Option<f32>,
    pub revision: u32,
}

impl Answer {
    pub const NONE: Self = Self { reading: Reading::EMPTY, glyph: None, millis: None, revision: 0 };
}
