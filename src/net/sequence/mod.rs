//! Networks that read sequences: frames of features along a line to scores of signs, for CTC.
//!
//! `spec` and `record` are plain data and build with no features; `model` is Burn.

#[cfg(feature = "net")]
mod model;
#[cfg(feature = "net")]
mod network;
mod record;
mod spec;

#[cfg(feature = "net")]
pub use model::SequenceModel;
pub use record::{SequenceRecord, TextCalibration, probe};
pub use spec::{BlockSpec, LayerShape, SequenceSpec, StemLayer};

#[cfg(test)]
pub use spec::tests;
