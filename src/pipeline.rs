//! The whole way for one drawing, as the page, evaluation and the tests walk it.

use crate::glyph::{self, Glyph};
use crate::ink::Drawing;
use crate::net::Weights;
use crate::reader::{self, Reading};
use crate::segment::segment;
use burn::tensor::Device;

/// Reads a drawing; the glyph is what the network saw, none on an empty pad.
pub fn read(weights: &Weights, device: &Device, drawing: &Drawing) -> (Reading, Option<Glyph>) {
    let signs = segment(drawing);
    let glyph = signs.first().and_then(|sign| glyph::from_strokes(sign.iter().map(|stroke| stroke.points.as_slice())));
    match glyph {
        None => (Reading::EMPTY, None),
        Some(glyph) => {
            let readings = judge(weights, device, std::slice::from_ref(&glyph));
            (readings.into_iter().next().unwrap_or(Reading::EMPTY), Some(glyph))
        }
    }
}

/// Readings of some glyphs, in one batch.
pub fn judge(weights: &Weights, device: &Device, glyphs: &[Glyph]) -> Vec<Reading> {
    let scores = weights.net.score(glyphs, device);
    scores.iter().map(|scores| reader::judge(scores, &weights.calibration)).collect()
}
