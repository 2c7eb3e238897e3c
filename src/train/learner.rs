//! What the training loop asks of a network.

use super::corpus::Sample;
use super::recipe::Manner;
use crate::net::Score;
use crate::net::spec::ModelSpec;
use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};

/// What a batch says: which way to go, its loss, and how many of it were read right.
pub struct Descent {
    pub gradients: GradientsParams,
    pub loss: f32,
    pub right: usize,
}

/// A network that can be trained.
pub trait Learner: Module + Score {
    /// Its alphabet and media.
    fn spec(&self) -> &ModelSpec;

    /// Outputs for a batch of images, `[batch, planes, 28, 28]` to `[batch, outputs]`.
    fn forward(&self, input: Tensor<4>) -> Tensor<2>;

    /// With normalisation layers that take so much of each batch into their running statistics.
    fn with_momentum(self, momentum: f64) -> Self;

    /// Takes a batch in parts into the running statistics of its normalisation layers, and learns nothing else.
    fn attend(&self, parts: &[Vec<Sample>], device: &Device);

    /// Of a batch in parts, which are normalised apart and worked on side by side.
    fn descent(&self, parts: &[Vec<Sample>], manner: Manner, device: &Device) -> Descent;
}
