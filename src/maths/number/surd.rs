//! Roots and fractional powers of fractions: exact, with everything out of the root that can be.

use super::budget::Budget;
use super::exact::{Atom, Exact, MOST_INDEX, small_factors};
use super::rational::Rational;
use crate::maths::error::MathsError;
use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};

/// Numbers with more bits are left as they are written: factoring them would take too long.
const MOST_BITS: u64 = 4_000;

/// A fraction to a fractional power: ∛(4)² is 2∛2. Odd roots of negative numbers are negative.
pub(crate) fn power_of_rational(
    value: &Rational,
    exponent: &Rational,
    budget: &mut Budget,
) -> Result<Exact, MathsError> {
    if let Some(whole) = exponent.to_i64() {
        return Ok(value.power(whole, budget)?.into());
    }
    if exponent.is_whole() {
        // Beyond 64 bits only the exponent's sign and parity count, and only for what does not grow.
        let parity = 2 + i64::from(exponent.numerator().bit(0));
        let exponent = if exponent.is_negative() { -parity } else { parity };
        return match value.to_i64() {
            Some(-1..=1) => Ok(value.power(exponent, budget)?.into()),
            _ => Err(MathsError::TooLarge),
        };
    }
    if value.is_zero() {
        return if exponent.is_negative() { Err(MathsError::DivisionByZero) } else { Ok(Exact::default()) };
    }
    if value.is_negative() {
        if !exponent.denominator().bit(0) {
            return Err(MathsError::Undefined("An even root of a negative number"));
        }
        let positive = power_of_rational(&value.abs(), exponent, budget)?;
        return Ok(if exponent.numerator().bit(0) { positive.negated() } else { positive });
    }
    let high = exponent.bits() > 32 || *exponent.denominator() > BigInt::from(MOST_INDEX);
    if value.bits() > MOST_BITS || high {
        return Err(MathsError::TooLarge);
    }
    let mut product = Exact::from(Rational::one());
    for (part, exponent) in [(value.numerator(), exponent.clone()), (value.denominator(), exponent.negated())] {
        let (factors, rest) = small_factors(part, budget)?;
        let rest = if rest.is_one() { Vec::new() } else { vec![perfect_power(&rest, &exponent)] };
        for (base, times) in factors.into_iter().chain(rest) {
            let exponent = exponent.multiply(&Rational::from(i64::from(times)), budget)?;
            let whole = exponent.floor().to_i64().ok_or(MathsError::TooLarge)?;
            let outside = Rational::whole(base.clone()).power(whole, budget)?;
            let inside = Exact::atom(Atom::Whole(base), exponent.subtract(&Rational::from(whole), budget)?);
            product = product.multiply(&inside.scale(&outside, budget)?, budget)?;
        }
    }
    Ok(product)
}

/// What no small prime divides, as a power that the exponent's root takes out where it is one.
fn perfect_power(value: &BigInt, exponent: &Rational) -> (BigInt, u32) {
    let index = exponent.denominator().to_u32().unwrap_or(1);
    let divisors = (2..=index).rev().filter(|divisor| index.is_multiple_of(*divisor));
    for times in divisors {
        let root = value.nth_root(times);
        if !root.is_zero() && root.pow(times) == *value {
            return (root, times);
        }
    }
    (value.clone(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn power(numerator: i64, denominator: u32, exponent: Rational) -> Result<Exact, MathsError> {
        power_of_rational(&Rational::ratio(numerator, denominator), &exponent, &mut Budget::default())
    }

    #[test]
    fn what_can_leaves_the_root() {
        let half = Rational::ratio(1, 2);
        let root = |of: i64| Exact::atom(Atom::Whole(of.into()), Rational::ratio(1, 2));
        let budget = &mut Budget::default();
        assert_eq!(power(8, 1, half.clone()).unwrap(), root(2).scale(&Rational::from(2), budget).unwrap());
        assert_eq!(power(1, 2, half.clone()).unwrap(), root(2).scale(&Rational::ratio(1, 2), budget).unwrap());
        assert_eq!(power(9, 4, half).unwrap().rational(), Some(Rational::ratio(3, 2)));
        assert_eq!(power(-8, 1, Rational::ratio(2, 3)).unwrap().rational(), Some(Rational::from(4)));
    }

    #[test]
    fn large_squares_are_seen() {
        let large = BigInt::from(10).pow(40) + 7;
        let square = Rational::whole(&large * &large);
        let root = power_of_rational(&square, &Rational::ratio(1, 2), &mut Budget::default()).unwrap();
        assert_eq!(root.rational(), Some(Rational::whole(large)));
    }

    #[test]
    fn even_roots_of_negative_numbers_are_undefined() {
        assert!(power(-2, 1, Rational::ratio(1, 2)).is_err());
        assert_eq!(power(0, 1, Rational::ratio(-1, 2)), Err(MathsError::DivisionByZero));
    }
}
