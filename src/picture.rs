//! Pictures to candidate symbols: from a photo, scan or screenshot to lines of pieces, as `segment` makes them of strokes.
//!
//! Only `decode` needs a cargo feature; all else is plain code on plain planes of bytes.

mod cut;
mod cutout;
#[cfg(feature = "picture")]
pub mod decode;
mod error;
mod legible;
mod light;
mod lines;
mod mask;
mod photo;
mod pieces;
mod plane;
mod rules;
mod skew;
mod step;
mod tone;

pub use error::{DecodeError, Form, MOST_BYTES};
pub use photo::{LONGEST_SIDE, Photo};

use crate::glyph::Glyph;
use crate::ink::Bounds;
use crate::segment::Candidate;
use mask::Inked;
use pieces::Piece;
use plane::Plane;
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

impl CandidateLine {
    fn moved(mut self, right: f32, down: f32) -> Self {
        self.candidates.iter_mut().for_each(|candidate| candidate.bounds = candidate.bounds.moved(right, down));
        self
    }
}

/// A small view of the picture after one step of the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub name: String,
    pub width: u32,
    pub height: u32,
    pub grey: Vec<u8>,
}

/// Finds what may be symbols in a picture.
pub fn find(photo: &Photo, framing: &Framing, views: Views) -> PictureLayout {
    let photo = photo.framed(framing);
    let ink = light::ink(&tone::tone(&photo));
    let Inked { mask, traces } = mask::inked(&ink);
    let unruled = rules::without_rules(&mask, traces.as_ref());
    let pieces = legible::legible(&ink, pieces::pieces(&unruled));
    let skew = skew::skew(&pieces);
    let level = (skew != 0.0).then(|| level(&ink, &pieces, skew));
    let lines = match &level {
        None => lines::lines(&ink, &unruled, pieces),
        Some((ink, mask)) => {
            let lines = lines::lines(ink, mask, legible::legible(ink, pieces::pieces(mask)));
            let grown = |before: usize, after: usize| (after as f32 - before as f32) / 2.0;
            let (right, down) = (grown(photo.width, ink.width), grown(photo.height, ink.height));
            lines.into_iter().map(|line| line.moved(-right, -down)).collect()
        }
    };
    let mut steps = Vec::new();
    if views != Views::None {
        let luma = Plane { width: photo.width, height: photo.height, pixels: photo.luma.clone() };
        steps.push(step::view("As it came", &luma));
    }
    if views == Views::All {
        let black = |mask: &Plane| mask.map(|pixel| pixel * 255);
        steps.extend([step::view("Even light", &ink), step::view("Ink", &black(&mask))]);
        if unruled != mask {
            steps.push(step::view("Without ruled lines", &black(&unruled)));
        }
        steps.extend(level.map(|(ink, _)| step::view("Level", &ink)));
    }
    PictureLayout { width: photo.width as u32, height: photo.height as u32, skew, lines, steps }
}

/// The ink and what of it is legible, turned so that the lines do not slope. The turned ink by itself would have rules
/// again, and a desk around the page.
fn level(ink: &Plane, pieces: &[Piece], skew: f32) -> (Plane, Plane) {
    let mut legible = ink.map(|_| 0);
    for run in pieces.iter().flat_map(|piece| &piece.runs) {
        let row = run.row as usize * ink.width;
        legible.pixels[row + run.from as usize..row + run.to as usize].fill(255);
    }
    (skew::levelled(ink, skew), skew::levelled(&legible, skew).map(|pixel| pixel >> 7))
}
