//! The plain types around reading a picture: what the visitor wishes to have read, and the lines of candidates found.

use crate::glyph::Glyph;
use crate::ink::{Bounds, Drawing};
use crate::segment::Candidate;
use serde::{Deserialize, Serialize};

/// The longer side of a photo at most, in pixels: larger pictures are shrunk. A page of small digits is still legible.
pub const LONGEST_SIDE: usize = 2000;

/// What the visitor wishes to have read of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Framing {
    /// Quarter turns clockwise.
    pub turns: u8,
    /// The part to read, as fractions (0..1) of the turned picture's width and height; None for all of it.
    pub crop: Option<Bounds>,
    /// What it is to become.
    pub form: Form,
}

/// How a file says that its pixels are to be turned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orientation {
    /// Quarter turns clockwise.
    pub turns: u8,
    /// Whether it is mirrored left to right after that.
    pub mirrored: bool,
}

/// Which intermediate steps are to be kept as small views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Views {
    #[default]
    None,
    /// Only the picture as it came.
    First,
    All,
}

/// In which form is told what a picture holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Lines of candidates, for models that read glyphs.
    #[default]
    Candidates,
    /// A drawing, for models that read strokes.
    Strokes,
}

/// What a picture holds that may be symbols.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PictureLayout {
    /// The width of the turned and cropped picture in pixels, in which all bounds are given.
    pub width: u32,
    /// The height of the turned and cropped picture in pixels.
    pub height: u32,
    /// How the file's pixels were turned before all else, as the file asks for.
    pub orientation: Orientation,
    /// How steeply the lines go down to the right, in radians; 0 where the picture was read without deskewing. Bounds are
    /// given as if the picture were turned to the left about its middle by this angle.
    pub skew: f32,
    /// Whether there was too much in it to be read in full.
    pub is_crowded: bool,
    /// The lines, from the top.
    pub lines: Vec<CandidateLine>,
    /// The ink traced as strokes, where that was asked for; then there are no lines.
    pub drawing: Option<Drawing>,
    /// Views of the intermediate steps, as many as were asked for.
    pub steps: Vec<Step>,
}

/// Pieces of ink beside each other, and which of them may be one symbol.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CandidateLine {
    /// How many pieces there are; candidates count them from the left.
    pub pieces: usize,
    pub candidates: Vec<Candidate>,
    /// One glyph for each candidate.
    pub glyphs: Vec<Glyph>,
    /// The usual height of a symbol, in pixels.
    pub height: f32,
}

/// A small view of the picture after one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub name: String,
    pub width: u32,
    pub height: u32,
    /// Brightness row by row, a byte for each pixel.
    pub grey: Vec<u8>,
}
