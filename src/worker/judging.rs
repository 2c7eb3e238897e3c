//! Many glyphs, read in parts as a model was shipped to read them.

use super::{now, progress};
use crate::glyph::Glyph;
use crate::net::{Model, Read};
use crate::pipeline;
use crate::prediction::Prediction;
use burn::tensor::Device;

/// Many glyphs are read in parts that take about so many milliseconds, and the page hears of each.
const PART_MS: f64 = 500.0;
/// A part has so many glyphs at least, and before it is known how long they take.
pub(super) const FEW: usize = 16;

/// What a model says of some glyphs as it was shipped, whoever asks.
pub(super) async fn judge(
    model: &Model,
    device: &Device,
    part: &mut usize,
    glyphs: &[Glyph],
) -> Option<Vec<Prediction>> {
    let scores = score(model, device, part, &pipeline::images(glyphs)).await?;
    Some(pipeline::predictions(model, glyphs, &scores))
}

/// The scores of some glyphs, part after part; `part` is how many glyphs make one, and adapts to the device.
async fn score(model: &Model, device: &Device, part: &mut usize, glyphs: &[Glyph]) -> Option<Vec<Vec<f32>>> {
    let mut scores = Vec::with_capacity(glyphs.len());
    while scores.len() < glyphs.len() {
        let left = &glyphs[scores.len()..];
        let some = &left[..(*part).min(left.len())];
        let begun = now();
        scores.extend(model.net.read(some, device).await?);
        let millis = (now() - begun).max(1.0);
        *part = ((some.len() as f64 * PART_MS / millis) as usize).max(FEW);
        if scores.len() < glyphs.len() {
            progress(scores.len() as f64 / glyphs.len() as f64);
        }
    }
    Some(scores)
}
