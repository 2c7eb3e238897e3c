//! Maths.

pub mod expression;
pub mod flat;
pub mod latex;
mod number;
pub mod trouble;
pub mod write;
