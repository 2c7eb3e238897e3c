//! Whole numbers as rows of symbols.

use crate::maths::expression::Part;
use num_bigint::BigInt;
use num_traits::Signed;

pub(crate) fn signed_digits(value: &BigInt) -> Vec<Part> {
    let sign = value.is_negative().then(|| Part::symbol("-"));
    sign.into_iter().chain(digits(&value.abs())).collect()
}

/// Each character of a number as a symbol.
pub(crate) fn digits(value: &BigInt) -> Vec<Part> {
    value.to_string().chars().map(Part::symbol).collect()
}
