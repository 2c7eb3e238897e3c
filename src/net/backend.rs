//! Which network reads in this build.

#[cfg(all(feature = "ndarray", not(any(feature = "train", feature = "flex", feature = "webgpu"))))]
use super::chain::Net;
#[cfg(any(feature = "train", feature = "flex"))]
use super::fused::Fused;
#[cfg(all(feature = "webgpu", not(any(feature = "train", feature = "flex"))))]
use super::shaded::Shaded;

/// The network in the form that reads: our own kernels on Flex, our own shaders on WebGPU, Burn's layers on NdArray.
/// A program reads with one; where several features are on, as lints have them, the first of these.
#[cfg(any(feature = "train", feature = "flex"))]
pub type Reader = Fused;
#[cfg(all(feature = "webgpu", not(any(feature = "train", feature = "flex"))))]
pub type Reader = Shaded;
#[cfg(all(feature = "ndarray", not(any(feature = "train", feature = "flex", feature = "webgpu"))))]
pub type Reader = Net;
