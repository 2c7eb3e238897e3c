//! What every network that reads promises, whatever runs it.

use crate::explain::LayerMaps;
use crate::glyph::{Glyph, SIDE};
#[cfg(any(feature = "train", feature = "ndarray"))]
use burn::tensor::Tensor;
use burn::tensor::{Device, TensorData};

/// A network that scores at once, as on a CPU.
pub trait Score: Sync {
    /// The scores of some glyphs, in one batch: for each one score for each class of the alphabet.
    fn score(&self, glyphs: &[Glyph], device: &Device) -> Vec<Vec<f32>>;
}

/// A network that reads in a worker. A GPU's answers come later, and do not come at all once it is lost.
#[allow(async_fn_in_trait, reason = "a worker has one thread")]
pub trait Read {
    /// The scores of some glyphs, in one batch: for each one score for each class of the alphabet.
    async fn read(&self, glyphs: &[Glyph], device: &Device) -> Option<Vec<Vec<f32>>>;

    /// The feature maps of each layer but the last.
    async fn look(&self, glyph: &Glyph, device: &Device) -> Option<Vec<LayerMaps>>;
}

/// Runs what never waits for anything, as a network on the CPU does; `None` where it waits all the same.
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
pub fn input(glyphs: &[Glyph], device: &Device) -> Tensor<4> {
    Tensor::from_data(pictures(glyphs.iter().flat_map(Glyph::input).collect(), glyphs.len()), device)
}

/// Pixels of a batch in the shape of the network's input.
pub fn pictures(pixels: Vec<f32>, count: usize) -> TensorData {
    TensorData::new(pixels, [count, 1, SIDE, SIDE])
}
