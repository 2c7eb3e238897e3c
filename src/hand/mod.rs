//! Somebody's own hand: signs that they wrote and said what they are, and what a model learns from these beside its
//! weights.
//!
//! An [`Example`] is one such sign. The page keeps examples, the engine makes prototypes and an own last layer of them.
//! Plain code on plain types: knows neither Burn nor the browser.

mod example;
#[cfg(any(test, feature = "datasets", feature = "page"))]
pub mod file;
mod report;
mod thin;

pub use example::{Example, Hand};
pub use report::{HandReport, Score};
