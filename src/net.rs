//! The network: one definition for training, evaluation and the page.
//!
//! A chain of convolutions that ends in one number for each of the ten digits and "not a digit", once for ink of a pen
//! and once for ink on a picture. While training, each but the last is followed by batch normalisation, which is folded
//! into it before the weights are shipped.

#[cfg(any(feature = "train", not(feature = "flex")))]
mod chain;
#[cfg(any(feature = "train", feature = "flex"))]
mod fused;
#[cfg(any(feature = "train", feature = "flex"))]
mod kernel;
mod record;
#[cfg(feature = "train")]
mod teach;

#[cfg(any(feature = "train", not(feature = "flex")))]
pub use chain::Net;
#[cfg(any(feature = "train", feature = "flex"))]
pub use fused::Fused;
pub use record::{Weights, WeightsError};

use crate::glyph::{Glyph, Medium, SIDE};
use crate::inside::LayerMaps;
use crate::reader::CLASSES;
use burn::tensor::{Device, Tensor, TensorData};

/// The network in the form that reads: our own kernels where the flex backend is, Burn's layers elsewhere.
#[cfg(any(feature = "train", feature = "flex"))]
pub type Reader = Fused;
#[cfg(not(any(feature = "train", feature = "flex")))]
pub type Reader = Net;

/// Numbers that the network gives for a glyph.
pub const OUTPUTS: usize = Medium::ALL.len() * CLASSES;

/// What scores pictures.
pub trait Score: Sync {
    /// The scores of some glyphs, in one batch.
    fn score(&self, glyphs: &[Glyph], device: &Device) -> Vec<[f32; CLASSES]>;
}

/// What lets one see how it scores.
pub trait Look {
    /// What each layer but the last makes of a glyph.
    fn look(&self, glyph: &Glyph, device: &Device) -> Vec<LayerMaps>;
}

/// One convolution of the plan.
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    pub channels: usize,
    pub kernel: usize,
    pub stride: usize,
    pub padding: usize,
}

impl Layer {
    /// The side of what it gives, for input of this side.
    pub fn side_after(&self, side: usize) -> usize {
        (side + 2 * self.padding - self.kernel) / self.stride + 1
    }
}

const fn layer(channels: usize, kernel: usize, stride: usize, padding: usize) -> Layer {
    Layer { channels, kernel, stride, padding }
}

/// The first layer halves the picture at once, which is most of the speed. Nothing is pooled: the last layer sees where
/// on the map each feature lies, which tells a 9 from a 4 better than the features' means do.
pub const PLAN: [Layer; 7] = [
    layer(32, 5, 2, 2),
    layer(32, 3, 1, 1),
    layer(48, 3, 2, 1),
    layer(64, 3, 1, 1),
    layer(80, 3, 1, 0),
    layer(96, 3, 1, 0),
    layer(OUTPUTS, 3, 1, 0),
];

/// Numbers that were learned.
pub fn parameters() -> usize {
    let from = |at: usize| if at == 0 { 1 } else { PLAN[at - 1].channels };
    let of_layer = |(at, to): (usize, &Layer)| to.channels * (from(at) * to.kernel * to.kernel + 1);
    PLAN.iter().enumerate().map(of_layer).sum()
}

/// Multiplications for one picture.
pub fn multiplies() -> usize {
    let (mut side, mut from, mut sum) = (SIDE, 1, 0);
    for to in PLAN {
        side = to.side_after(side);
        sum += side * side * to.kernel * to.kernel * from * to.channels;
        from = to.channels;
    }
    sum
}

/// One layer's numbers: weights by output channel, input channel, row and column; a bias for each output channel.
#[derive(Clone, Debug)]
pub struct Numbers {
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
}

/// A batch as the network's input.
pub(crate) fn input(glyphs: &[Glyph], device: &Device) -> Tensor<4> {
    pictures(glyphs.iter().flat_map(Glyph::input).collect(), glyphs.len(), device)
}

/// Pixels of a batch as the network's input.
pub fn pictures(pixels: Vec<f32>, count: usize, device: &Device) -> Tensor<4> {
    Tensor::from_data(TensorData::new(pixels, [count, 1, SIDE, SIDE]), device)
}

/// From all outputs of a batch, those for each glyph's medium; a network may also know but one.
pub(crate) fn chosen(outputs: TensorData, glyphs: &[Glyph]) -> Vec<[f32; CLASSES]> {
    let outputs = outputs.as_slice::<f32>().unwrap_or_default();
    let each = outputs.len() / glyphs.len().max(1);
    let scores = |(outputs, glyph): (&[f32], &Glyph)| {
        let from = (glyph.medium as usize * CLASSES).min(each - CLASSES);
        std::array::from_fn(|class| outputs[from + class])
    };
    outputs.chunks_exact(each.max(1)).zip(glyphs).map(scores).collect()
}
