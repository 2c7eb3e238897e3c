//! Strokes to candidate glyphs: which strokes belong to one sign.
//!
//! All ink on the pad is one sign.

use crate::ink::{Drawing, Stroke};

/// The strokes of each sign, in reading order.
pub fn segment(drawing: &Drawing) -> Vec<Vec<&Stroke>> {
    let strokes: Vec<&Stroke> = drawing.strokes.iter().filter(|stroke| !stroke.points.is_empty()).collect();
    if strokes.is_empty() { Vec::new() } else { vec![strokes] }
}
