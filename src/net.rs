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

pub use crate::plan::{Layer, OUTPUTS, PLAN, multiplies, parameters};
pub use crate::weights::Numbers;
#[cfg(any(feature = "train", not(feature = "flex")))]
pub use chain::Net;
#[cfg(any(feature = "train", feature = "flex"))]
pub use fused::Fused;
pub use record::{Weights, WeightsError};

use crate::glyph::{Glyph, SIDE};
use crate::inside::LayerMaps;
use crate::reader::CLASSES;
use burn::tensor::{Device, Tensor, TensorData};

/// The network in the form that reads: our own kernels where the flex backend is, Burn's layers elsewhere.
#[cfg(any(feature = "train", feature = "flex"))]
pub type Reader = Fused;
#[cfg(not(any(feature = "train", feature = "flex")))]
pub type Reader = Net;

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
