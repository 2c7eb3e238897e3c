//! What the page's own pipeline reads of labelled contents, for every kind of data that is evaluated.

use crate::datasets::example::{Content, Recognition};
use crate::glyph::Glyph;
use crate::net::Model;
use crate::pipeline;
use burn::tensor::Device;

/// What is read of some contents, in one batch.
pub fn recognized(model: &Model, device: &Device, contents: &[Content]) -> Vec<Recognition> {
    let glyphs: Vec<Glyph> = contents.iter().flat_map(Content::glyphs).cloned().collect();
    let mut predictions = pipeline::judge(model, device, &glyphs).into_iter();
    contents.iter().map(|content| content.recognized(&mut predictions)).collect()
}
