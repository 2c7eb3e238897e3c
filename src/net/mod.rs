//! Models: what they are, their weights files, and the networks that run them.
//!
//! `spec` and `weights` are plain data and build with no features. All else is Burn: a network is a chain of
//! convolutions that ends in a score for each class of the alphabet, once for each medium. While training, each but the
//! last is followed by batch normalisation, which is folded into it before the weights are published.

#[cfg(feature = "net")]
mod backend;
#[cfg(any(feature = "train", feature = "ndarray"))]
mod chain;
mod entropy;
#[cfg(any(feature = "train", feature = "flex"))]
mod fused;
#[cfg(any(feature = "train", feature = "flex"))]
mod kernel;
#[cfg(feature = "net")]
mod model;
#[cfg(feature = "net")]
mod reader;
pub mod sequence;
#[cfg(feature = "webgpu")]
mod shaded;
pub mod spec;
#[cfg(feature = "train")]
mod teach;
#[cfg(any(feature = "train", feature = "flex"))]
mod tiled;
pub mod weights;

#[cfg(any(feature = "train", feature = "ndarray"))]
pub use chain::Net;
#[cfg(any(feature = "train", feature = "flex"))]
pub use fused::Fused;
#[cfg(feature = "net")]
pub use model::Model;
#[cfg(feature = "net")]
pub use reader::{Read, Score, Seen};
#[cfg(feature = "train")]
pub use reader::{at_once, input, tensor};
#[cfg(feature = "webgpu")]
pub use shaded::Shaded;
#[cfg(feature = "train")]
pub use teach::Learned;
