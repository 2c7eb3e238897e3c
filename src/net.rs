//! The network: one definition for training, evaluation and the page.
//!
//! A chain of convolutions that ends in one number for each of the ten digits and "not a digit", once for ink of a pen,
//! once for pictures of digits and once for what was found in a picture. While training, each but the last is followed
//! by batch normalisation, which is folded into it before the weights are shipped.

#[cfg(any(feature = "train", feature = "ndarray"))]
mod chain;
#[cfg(any(feature = "train", feature = "flex"))]
mod fused;
#[cfg(any(feature = "train", feature = "flex"))]
mod kernel;
mod record;
#[cfg(feature = "webgpu")]
mod shaded;
#[cfg(feature = "train")]
mod teach;
#[cfg(any(feature = "train", feature = "flex"))]
mod tiled;

pub use crate::plan::{Layer, OUTPUTS, PLAN, multiplies, parameters};
pub use crate::weights::Numbers;
#[cfg(any(feature = "train", feature = "ndarray"))]
pub use chain::Net;
#[cfg(any(feature = "train", feature = "flex"))]
pub use fused::Fused;
pub use record::{Weights, WeightsError};
#[cfg(feature = "webgpu")]
pub use shaded::Shaded;
#[cfg(feature = "train")]
pub use teach::Learned;

use crate::explain::LayerMaps;
use crate::glyph::{Glyph, SIDE};
use crate::prediction::CLASSES;
#[cfg(any(feature = "train", feature = "ndarray"))]
use burn::tensor::Tensor;
use burn::tensor::{Device, TensorData};

/// The network in the form that reads: our own kernels on Flex, our own shaders on WebGPU, Burn's layers on NdArray.
/// A program reads with one; where several features are on, as lints have them, the first of these.
#[cfg(any(feature = "train", feature = "flex"))]
pub type Reader = Fused;
#[cfg(all(feature = "webgpu", not(any(feature = "train", feature = "flex"))))]
pub type Reader = Shaded;
#[cfg(all(feature = "ndarray", not(any(feature = "train", feature = "flex", feature = "webgpu"))))]
pub type Reader = Net;

/// What scores pictures at once, as on a CPU.
pub trait Score: Sync {
    /// The scores of some glyphs, in one batch.
    fn score(&self, glyphs: &[Glyph], device: &Device) -> Vec<[f32; CLASSES]>;
}

/// What reads in a worker. A GPU's answers come later, and do not come at all once it is lost.
#[allow(async_fn_in_trait, reason = "a worker has one thread")]
pub trait Read {
    /// The scores of some glyphs, in one batch.
    async fn read(&self, glyphs: &[Glyph], device: &Device) -> Option<Vec<[f32; CLASSES]>>;

    /// What each layer but the last makes of a glyph.
    async fn look(&self, glyph: &Glyph, device: &Device) -> Option<Vec<LayerMaps>>;
}

/// What a reader on the CPU promises: it never waits for anything.
#[cfg(feature = "train")]
pub fn at_once<T>(work: impl Future<Output = T>) -> Option<T> {
    use std::task::{Context, Poll, Waker};
    match std::pin::pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}

/// A batch as the network's input.
#[cfg(any(feature = "train", feature = "ndarray"))]
pub(crate) fn input(glyphs: &[Glyph], device: &Device) -> Tensor<4> {
    Tensor::from_data(pictures(glyphs.iter().flat_map(Glyph::input).collect(), glyphs.len()), device)
}

/// Pixels of a batch in the shape of the network's input.
pub fn pictures(pixels: Vec<f32>, count: usize) -> TensorData {
    TensorData::new(pixels, [count, 1, SIDE, SIDE])
}

/// From all outputs of a batch, those for each glyph's medium; a network may also know but one.
pub(crate) fn chosen(outputs: &[f32], glyphs: &[Glyph]) -> Vec<[f32; CLASSES]> {
    let each = outputs.len() / glyphs.len().max(1);
    let scores = |(outputs, glyph): (&[f32], &Glyph)| {
        let from = (glyph.medium as usize * CLASSES).min(each - CLASSES);
        std::array::from_fn(|class| outputs[from + class])
    };
    outputs.chunks_exact(each.max(1)).zip(glyphs).map(scores).collect()
}
