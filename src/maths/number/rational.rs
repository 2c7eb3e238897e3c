//! Fractions in lowest terms.

use super::budget::{Budget, MOST_BITS, MOST_FRACTION_BITS};
use crate::maths::error::MathsError;
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

/// A whole number over a positive one without common divisor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Rational {
    numerator: BigInt,
    denominator: BigInt,
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self::whole(value.into())
    }
}

impl Rational {
    pub(crate) fn whole(value: BigInt) -> Self {
        Self { numerator: value, denominator: BigInt::one() }
    }

    pub(crate) fn zero() -> Self {
        Self::from(0)
    }

    pub(crate) fn one() -> Self {
        Self::from(1)
    }

    /// In lowest terms; fails for a denominator of zero.
    pub(crate) fn new(numerator: BigInt, denominator: BigInt, budget: &mut Budget) -> Result<Self, MathsError> {
        if denominator.is_zero() {
            return Err(MathsError::DivisionByZero);
        }
        if denominator.is_one() {
            return Self::whole(numerator).checked();
        }
        let sign = if denominator.is_negative() { -1 } else { 1 };
        let divisor = budget.divisor(&numerator, &denominator)? * sign;
        Self { numerator: numerator / &divisor, denominator: denominator / &divisor }.checked()
    }

    /// A small fraction.
    pub(crate) fn ratio(numerator: i64, denominator: u32) -> Self {
        let denominator = i64::from(denominator.max(1));
        let divisor = numerator.gcd(&denominator);
        Self { numerator: (numerator / divisor).into(), denominator: (denominator / divisor).into() }
    }

    fn checked(self) -> Result<Self, MathsError> {
        let most = if self.is_whole() { MOST_BITS } else { MOST_FRACTION_BITS };
        match self.numerator.bits().max(self.denominator.bits()) > most {
            true => Err(MathsError::TooLarge),
            false => Ok(self),
        }
    }

    pub(crate) fn numerator(&self) -> &BigInt {
        &self.numerator
    }

    pub(crate) fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    pub(crate) fn is_one(&self) -> bool {
        self.numerator.is_one() && self.denominator.is_one()
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.numerator.is_negative()
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.denominator.is_one()
    }

    /// The whole number that it is, where that fits.
    pub(crate) fn to_i64(&self) -> Option<i64> {
        if self.is_whole() { self.numerator.to_i64() } else { None }
    }

    /// The nearest float; infinite beyond its range.
    pub(crate) fn to_f64(&self) -> f64 {
        if let (Some(numerator), Some(denominator)) = (self.numerator.to_i64(), self.denominator.to_i64())
            && numerator.unsigned_abs() < 1 << 53
            && denominator < 1 << 53
        {
            return numerator as f64 / denominator as f64;
        }
        // 70 bits of the quotient are more than a float has.
        let shift = self.denominator.bits() as i64 - self.numerator.bits() as i64 + 70;
        let quotient = match shift >= 0 {
            true => (&self.numerator << shift as u64) / &self.denominator,
            false => &self.numerator / (&self.denominator << shift.unsigned_abs()),
        };
        let quotient = quotient.to_f64().unwrap_or(0.0);
        // In two steps: one factor alone may leave the range of floats where the product does not.
        let half = (-shift / 2).clamp(-2_000, 2_000) as i32;
        let rest = (-shift).clamp(-4_000, 4_000) as i32 - half;
        quotient * 2f64.powi(half) * 2f64.powi(rest)
    }

    /// The fraction that a finite float is.
    pub(crate) fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let (mantissa, exponent, sign) = num_traits::float::FloatCore::integer_decode(value);
        let mantissa = BigInt::from(mantissa) * sign;
        match exponent >= 0 {
            true => Some(Self::whole(mantissa << exponent as u64)),
            false => Self::new(mantissa, BigInt::one() << exponent.unsigned_abs() as u64, &mut Budget::default()).ok(),
        }
    }

    pub(crate) fn negated(&self) -> Self {
        Self { numerator: -&self.numerator, denominator: self.denominator.clone() }
    }

    pub(crate) fn abs(&self) -> Self {
        Self { numerator: self.numerator.abs(), denominator: self.denominator.clone() }
    }

    pub(crate) fn floor(&self) -> BigInt {
        self.numerator.div_floor(&self.denominator)
    }

    pub(crate) fn add(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        if self.is_whole() && other.is_whole() {
            budget.spend(self.bits().max(other.bits()) / 64)?;
            return Self::whole(&self.numerator + &other.numerator).checked();
        }
        budget.multiply(self.bits(), other.bits())?;
        // Only what both denominators share can be left to take out of the sum.
        let shared = budget.divisor(&self.denominator, &other.denominator)?;
        let (left, right) = (&other.denominator / &shared, &self.denominator / &shared);
        let numerator = &self.numerator * &left + &other.numerator * &right;
        let rest = if shared.is_one() { shared } else { budget.divisor(&numerator, &shared)? };
        Self { numerator: numerator / &rest, denominator: left * (&self.denominator / rest) }.checked()
    }

    pub(crate) fn subtract(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        self.add(&other.negated(), budget)
    }

    pub(crate) fn multiply(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        // Each numerator against the other's denominator: smaller divisors to look for than those of the products.
        let left = budget.divisor(&self.numerator, &other.denominator)?;
        let right = budget.divisor(&other.numerator, &self.denominator)?;
        let numerator = [&self.numerator / &left, &other.numerator / &right];
        let denominator = [&self.denominator / right, &other.denominator / left];
        budget.multiply(numerator[0].bits(), numerator[1].bits())?;
        budget.multiply(denominator[0].bits(), denominator[1].bits())?;
        let [numerator, denominator] = [numerator, denominator].map(|[one, other]| one * other);
        Self { numerator, denominator }.checked()
    }

    pub(crate) fn divide(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        let sign = match other.numerator.sign() {
            Sign::NoSign => return Err(MathsError::DivisionByZero),
            Sign::Minus => -1,
            Sign::Plus => 1,
        };
        let inverse = Self { numerator: &other.denominator * sign, denominator: &other.numerator * sign };
        self.multiply(&inverse, budget)
    }

    /// To a whole power; zero to a negative one is a division by zero.
    pub(crate) fn power(&self, exponent: i64, budget: &mut Budget) -> Result<Self, MathsError> {
        let times = exponent.unsigned_abs();
        if self.numerator.abs().is_one() && self.is_whole() {
            return Ok(if times.is_multiple_of(2) { Self::one() } else { self.clone() });
        }
        if self.is_zero() {
            return match exponent {
                ..0 => Err(MathsError::DivisionByZero),
                0 => Err(MathsError::Undefined("Zero to the power of zero")),
                1.. => Ok(Self::zero()),
            };
        }
        let bits = self.bits().saturating_sub(1).saturating_mul(times);
        if bits > MOST_BITS {
            return Err(MathsError::TooLarge);
        }
        budget.spend((bits / 64 + 1) * (bits / 64 + 1) / 4)?;
        let times = u32::try_from(times).map_err(|_| MathsError::TooLarge)?;
        let (numerator, denominator) = (self.numerator.pow(times), self.denominator.pow(times));
        match exponent < 0 {
            false => Self { numerator, denominator }.checked(),
            true if numerator.is_negative() => Self { numerator: -denominator, denominator: -numerator }.checked(),
            true => Self { numerator: denominator, denominator: numerator }.checked(),
        }
    }

    /// Bits of its larger part.
    pub(crate) fn bits(&self) -> u64 {
        self.numerator.bits().max(self.denominator.bits())
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(numerator: i64, denominator: i64) -> Rational {
        Rational::new(numerator.into(), denominator.into(), &mut Budget::default()).unwrap()
    }

    #[test]
    fn fractions_are_in_lowest_terms_with_a_positive_denominator() {
        assert_eq!(ratio(4, -6), ratio(-2, 3));
        assert_eq!(Rational::ratio(4, 6), ratio(2, 3));
        assert_eq!(Rational::new(1.into(), 0.into(), &mut Budget::default()), Err(MathsError::DivisionByZero));
    }

    #[test]
    fn sums_and_products_are_in_lowest_terms() {
        let budget = &mut Budget::default();
        assert_eq!(ratio(1, 6).add(&ratio(1, 3), budget), Ok(ratio(1, 2)));
        assert_eq!(ratio(5, 6).subtract(&ratio(5, 6), budget), Ok(Rational::zero()));
        assert_eq!(ratio(4, 9).multiply(&ratio(-3, 8), budget), Ok(ratio(-1, 6)));
        assert_eq!(ratio(4, 9).divide(&ratio(-8, 3), budget), Ok(ratio(-1, 6)));
        assert_eq!(ratio(4, 9).multiply(&Rational::zero(), budget), Ok(Rational::zero()));
        assert_eq!(ratio(1, 2).divide(&Rational::zero(), budget), Err(MathsError::DivisionByZero));
    }

    #[test]
    fn floats_and_fractions_become_each_other() {
        for value in [0.1, -2.5, 1e300, 1e-300, 5e-324, 0.0, 123456789.125] {
            assert_eq!(Rational::from_f64(value).unwrap().to_f64(), value);
        }
        assert_eq!(ratio(1, 3).to_f64(), 1.0 / 3.0);
    }

    #[test]
    fn powers_are_bounded_before_they_are_worked_out() {
        let budget = &mut Budget::default();
        assert_eq!(ratio(-2, 3).power(-3, budget), Ok(ratio(-27, 8)));
        assert_eq!(ratio(3, 1).power(1 << 40, budget), Err(MathsError::TooLarge));
        assert_eq!(ratio(-1, 1).power(i64::MAX, budget), Ok(ratio(-1, 1)));
        assert_eq!(ratio(0, 1).power(-1, budget), Err(MathsError::DivisionByZero));
    }
}
