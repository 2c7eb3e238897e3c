//! The same network elsewhere: our engines beside TensorFlow.js and ONNX Runtime Web, each in a worker of its own, with
//! the same weights, on the same machine, in turn.
//!
//! What the peers get: their smallest published files, loaded side by side with the model from the start; weights in
//! signed bytes like ours, made numbers of while they load; the same warm-up; questions and answers handed over without
//! a copy. All run one thread with SIMD: a page without cross-origin isolation has no shared memory for more, and the
//! page is to work on hosts that cannot grant it.

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
