//! Maths: what an expression says, worked out exactly where that is possible.
//!
//! ```text
//! LaTeX, flat text ─► Row ─► parse ─► Term ─► evaluate ─► Value ─► show ─► Row ─► LaTeX, MathML, text, words
//!                                      └────► solve, graph
//! ```
//!
//! A `Row` is what stands on the page, a `Term` what it means, a `Value` what it comes to. `work_out` takes a sheet of
//! lines all the way. Pure and deterministic: depth, size and work are bounded by counts, never by time. Nothing here
//! knows the browser, the recognizer or the page; docs/maths.md has the rules and limits.

mod answer;
mod error;
mod evaluate;
pub mod expression;
pub mod flat;
mod graph;
pub mod latex;
mod number;
mod numeric;
mod outcome;
mod parse;
mod polynomial;
pub mod reading;
mod scope;
mod sheet;
mod show;
mod solve;
mod term;
pub mod write;

pub use answer::Answer;
pub use error::MathsError;
pub use graph::{Curve, Graph, Window};
pub use outcome::{Found, Outcome, Piece};
pub use scope::Angle;
pub use sheet::{Line, Settings, work_out};
pub use term::Name;

#[cfg(test)]
mod tests;
