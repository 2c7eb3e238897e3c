//! Engines that read expressions, and the one that does not: that of the first load, which is smaller for it.

use super::progress;
use crate::decode::maths::Weights;
use crate::expressions;
use crate::glyph::Medium;
use crate::glyph::planes::Planes;
use crate::ink::Drawing;
use crate::net::{Model, Read};
use crate::prediction::Prediction;
use crate::transcript::Transcript;
use burn::tensor::Device;

/// Many groups are read in parts of so many, and the page hears of each.
const PART: usize = 64;

/// How an engine reads drawings of expressions; it remembers what it needs of the last.
#[allow(async_fn_in_trait, reason = "a worker has one thread")]
pub trait Expressions: Default + 'static {
    const ARE_READ: bool;

    /// `None` where the device gives no answers any more.
    async fn read(&mut self, model: &Model, device: &Device, drawing: &Drawing) -> Option<Transcript>;
}

/// Reads none.
#[derive(Default)]
pub struct Without;

impl Expressions for Without {
    const ARE_READ: bool = false;

    async fn read(&mut self, _: &Model, _: &Device, _: &Drawing) -> Option<Transcript> {
        None
    }
}

/// Reads them, and remembers what the model said of each group of strokes: while one writes, most look as they did.
#[derive(Default)]
pub struct With {
    known: Vec<(Planes, Prediction)>,
}

impl Expressions for With {
    const ARE_READ: bool = true;

    async fn read(&mut self, model: &Model, device: &Device, drawing: &Drawing) -> Option<Transcript> {
        let lines = expressions::lines(drawing);
        let images: Vec<Vec<Planes>> = lines.iter().map(expressions::Line::images).collect();
        let is_new = |image: &&Planes| !self.known.iter().any(|(known, _)| known == *image);
        let new: Vec<Planes> = images.iter().flatten().filter(is_new).cloned().collect();
        let mut left = new.len();
        for part in new.chunks(PART) {
            let scores = model.net.read(part, device).await?;
            let said = scores.iter().map(|scores| model.judge(scores, Medium::Pen));
            self.known.extend(part.iter().cloned().zip(said));
            left -= part.len();
            if left > 0 {
                progress(1.0 - left as f64 / new.len() as f64);
            }
        }
        self.known.retain(|(known, _)| images.iter().flatten().any(|image| image == known));
        let find = |image: &Planes| self.known.iter().find(|(known, _)| known == image);
        let said = |images: &Vec<Planes>| images.iter().filter_map(|image| Some(find(image)?.1.clone())).collect();
        let predictions: Vec<Vec<Prediction>> = images.iter().map(said).collect();
        Some(expressions::transcript(&lines, &predictions, &Weights::default()))
    }
}
