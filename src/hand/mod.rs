//! Somebody's own hand: signs that they wrote and said what they are, and what a model learns from these beside its
//! weights.
//!
//! An [`Example`] is one such sign. The page keeps examples, the engine makes prototypes and an own last layer of them.
//! Plain code on plain types: knows neither Burn nor the browser.

mod algebra;
mod descent;
mod example;
#[cfg(any(test, feature = "datasets", feature = "page"))]
pub mod file;
mod known;
mod learner;
pub mod look;
mod report;
mod study;
mod thin;
mod typical;

pub use descent::Descent;
pub use example::{Example, Hand};
pub use known::Known;
pub use learner::Learner;
pub use report::{HandReport, Score};
pub use study::Study;
pub use typical::Typical;
