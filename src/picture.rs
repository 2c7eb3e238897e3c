//! Pictures to candidate symbols: from a photo, scan or screenshot to lines of pieces, as `segment` makes them of strokes.
//!
//! Here is what all sides speak of. The way itself needs the feature `picture`, of which only `decode` uses dependencies;
//! all else is plain code on plain planes of bytes.

#[cfg(any(test, feature = "picture"))]
mod cut;
#[cfg(any(test, feature = "picture"))]
mod cutout;
#[cfg(feature = "picture")]
pub mod decode;
mod error;
#[cfg(any(test, feature = "picture"))]
mod find;
#[cfg(any(test, feature = "picture"))]
mod legible;
#[cfg(any(test, feature = "picture"))]
mod light;
#[cfg(any(test, feature = "picture"))]
mod lines;
#[cfg(any(test, feature = "picture"))]
mod mask;
#[cfg(any(test, feature = "picture"))]
mod photo;
#[cfg(any(test, feature = "picture"))]
mod pieces;
#[cfg(any(test, feature = "picture"))]
mod plane;
#[cfg(any(test, feature = "picture"))]
mod rules;
#[cfg(any(test, feature = "picture"))]
mod skew;
#[cfg(any(test, feature = "picture"))]
mod step;
#[cfg(any(test, feature = "picture"))]
mod tone;

pub use error::{DecodeError, Form, MOST_BYTES};
#[cfg(any(test, feature = "picture"))]
pub use find::find;
#[cfg(any(test, feature = "picture"))]
pub use photo::{LONGEST_SIDE, Photo};

use crate::glyph::Glyph;
use crate::ink::Bounds;
use crate::segment::Candidate;
use serde::{Deserialize, Serialize};

/// What the visitor wishes to have read of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Framing {
    /// Quarter turns clockwise.
    pub turns: u8,
    /// The part to read, in parts (0..1) of the turned picture's width and height.
    pub crop: Option<Bounds>,
}

/// How much is shown of the way from a picture to its symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Views {
    #[default]
    None,
    /// The picture as it came.
    First,
    All,
}

/// What a picture holds that may be symbols.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PictureLayout {
    /// The size of the turned and cropped picture; bounds are in its pixels,
    pub width: u32,
    pub height: u32,
    /// and as if it were turned about its middle by so much, in radians to the left: so far its lines go down to the right.
    pub skew: f32,
    /// From the top.
    pub lines: Vec<CandidateLine>,
    /// How it came to them, as far as that is to be shown.
    pub steps: Vec<Step>,
}

/// Pieces of ink beside each other, and which of them may be one symbol.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidateLine {
    /// How many pieces there are; candidates count them from the left.
    pub pieces: usize,
    pub candidates: Vec<Candidate>,
    /// One for each candidate.
    pub glyphs: Vec<Glyph>,
    /// The usual height of a symbol.
    pub height: f32,
}

/// A small view of the picture after one step of the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub name: String,
    pub width: u32,
    pub height: u32,
    pub grey: Vec<u8>,
}
