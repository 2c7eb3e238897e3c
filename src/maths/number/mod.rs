//! Numbers: fractions without limit of size, what roots, π and e are exactly, and decimals with a bound of their error.
//! Every operation on large ones is paid for out of a budget.

mod approximate;
mod budget;
mod exact;
mod float;
mod invert;
mod rational;
mod surd;
mod value;

pub(crate) use approximate::Approximate;
pub(crate) use budget::Budget;
pub(crate) use exact::{Atom, Exact, MOST_INDEX, Monomial};
pub(crate) use float::Float;
pub(crate) use rational::Rational;
pub(crate) use surd::power_of_rational;
pub(crate) use value::Value;
