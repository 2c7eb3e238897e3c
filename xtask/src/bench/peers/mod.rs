//! A comparison with other runtimes: our engines beside TensorFlow.js and ONNX Runtime Web, each in a worker of its own,
//! with the same weights, on the same machine, in turn.
//!
//! Conditions are equal: the peers get their smallest published files, loaded in parallel with the model; weights in
//! signed bytes like ours, converted while they load; the same warm-up; questions and answers transferred without a copy.
//! All run one thread with SIMD, since a page without cross-origin isolation has no shared memory for more, and the page
//! must work on hosts that cannot grant it.

mod agreement;
pub mod comparison;
pub mod measured;
mod onnx;
mod promise;
mod protobuf;
mod runtime;
mod table;
mod tensors;
mod visit;

pub use comparison::Comparison;
pub use table::Table;
