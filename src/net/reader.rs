//! What every network that reads promises, whatever runs it.

use super::weights::Numbers;
use crate::explain::LayerMaps;
use crate::glyph::Image;
#[cfg(any(feature = "train", feature = "ndarray"))]
use crate::glyph::SIDE;
use burn::tensor::Device;
#[cfg(any(feature = "train", feature = "ndarray"))]
use burn::tensor::{Tensor, TensorData};

/// A network that scores at once, as on a CPU.
pub trait Score: Sync {
    /// The scores of some images, in one batch: for each one score for each class of the alphabet.
    fn score(&self, images: &[impl Image], device: &Device) -> Vec<Vec<f32>>;
}

/// What a network says of an image, and what its last layer was given to say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub scores: Vec<f32>,
    pub features: Vec<f32>,
}

/// A network that reads in a worker. A GPU's answers come later, and do not come at all once it is lost.
#[allow(async_fn_in_trait, reason = "a worker has one thread")]
pub trait Read {
    /// The scores of some images, in one batch: for each one score for each class of the alphabet.
    async fn read(&self, images: &[impl Image], device: &Device) -> Option<Vec<Vec<f32>>>;

    /// The same with what the last layer is given for each image, in the order of its weights. `None` also where this
    /// network cannot say.
    async fn read_seen(&self, _images: &[impl Image], _device: &Device) -> Option<Vec<Seen>> {
        None
    }

    /// The last layer's numbers; `None` where this network cannot say.
    fn last_layer(&self) -> Option<Numbers> {
        None
    }

    /// The feature maps of each layer but the last.
    async fn look(&self, image: &impl Image, device: &Device) -> Option<Vec<LayerMaps>>;
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

/// A batch as the network's input, `[batch, planes, side, side]`.
#[cfg(any(feature = "train", feature = "ndarray"))]
pub fn input(images: &[impl Image], planes: usize, device: &Device) -> Tensor<4> {
    tensor(images.iter().flat_map(Image::numbers).collect(), images.len(), planes, device)
}

/// Numbers of a batch, those of a pixel beside each other, as the network's input.
#[cfg(any(feature = "train", feature = "ndarray"))]
pub fn tensor(numbers: Vec<f32>, count: usize, planes: usize, device: &Device) -> Tensor<4> {
    let pixels = Tensor::<4>::from_data(TensorData::new(numbers, [count, SIDE, SIDE, planes]), device);
    // One plane lies alike in either order.
    if planes == 1 { pixels.reshape([count, 1, SIDE, SIDE]) } else { pixels.permute([0, 3, 1, 2]) }
}
