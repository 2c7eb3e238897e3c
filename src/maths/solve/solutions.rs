//! What solves an equation, and the order of solutions.

use crate::maths::number::Value;

/// What solves an equation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Solutions {
    /// Every number for which both sides are defined; without `exactly`, every one that the search has tried.
    Every { exactly: bool },
    /// All real solutions, from the smallest.
    All(Vec<Value>),
    /// Those that a search between two bounds has found, from the smallest; with `more`, only those nearest to zero.
    Within { values: Vec<Value>, from: f64, to: f64, more: bool },
}

pub(super) fn sort(values: &mut [Value]) {
    let key = |value: &Value| value.approximate().map_or(f64::INFINITY, |value| value.value);
    values.sort_by(|a, b| key(a).total_cmp(&key(b)));
}
