//! A value: exact as long as it can be, a float with its error from there on.

use super::approximate::Approximate;
use super::budget::Budget;
use super::exact::{Exact, power_of_monomial};
use super::float::Float;
use super::rational::Rational;
use super::surd::power_of_rational;
use crate::maths::error::MathsError;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Exact(Exact),
    Approximate(Approximate),
}

impl From<Rational> for Value {
    fn from(value: Rational) -> Self {
        Self::Exact(value.into())
    }
}

impl From<Approximate> for Value {
    fn from(value: Approximate) -> Self {
        Self::Approximate(value)
    }
}

impl Value {
    pub(crate) fn exact(&self) -> Option<&Exact> {
        match self {
            Self::Exact(exact) => Some(exact),
            Self::Approximate(_) => None,
        }
    }

    pub(crate) fn rational(&self) -> Option<Rational> {
        self.exact().and_then(Exact::rational)
    }

    pub(crate) fn approximate(&self) -> Result<Approximate, MathsError> {
        match self {
            Self::Approximate(value) => Ok(*value),
            Self::Exact(exact) => match Float::from_exact(exact) {
                Some(float) => Approximate::new(float.to_f64(), 0.0),
                None => approximate_terms(exact),
            },
        }
    }

    /// Negative, zero or positive: -1, 0 or 1. A float is zero where it cannot be told from zero.
    pub(crate) fn signum(&self) -> Result<i32, MathsError> {
        if let Some(rational) = self.rational() {
            return Ok(if rational.is_zero() { 0 } else { 1 - 2 * i32::from(rational.is_negative()) });
        }
        if let Some(float) = self.exact().and_then(Float::from_exact) {
            return Ok(float.signum());
        }
        let approximate = self.approximate()?;
        Ok(if approximate.may_be_zero() { 0 } else { approximate.value.signum() as i32 })
    }

    pub(crate) fn negated(&self) -> Self {
        match self {
            Self::Exact(exact) => exact.negated().into(),
            Self::Approximate(value) => value.negated().into(),
        }
    }

    pub(crate) fn add(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        self.both(other, |a, b| a.add(b, budget).map(Some), Approximate::add)
    }

    pub(crate) fn subtract(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        self.add(&other.negated(), budget)
    }

    pub(crate) fn multiply(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        // Whatever is multiplied by an exact zero is exactly zero.
        if [self, other].into_iter().any(|value| value.exact().is_some_and(Exact::is_zero)) {
            return Ok(Rational::zero().into());
        }
        self.both(other, |a, b| a.multiply(b, budget).map(Some), Approximate::multiply)
    }

    pub(crate) fn divide(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        self.both(other, |a, b| a.divide(b, budget), Approximate::divide)
    }

    /// Exactly where both are exact and the result can be; otherwise, or where that grows too large, by floats.
    fn both(
        &self,
        other: &Self,
        exactly: impl FnOnce(&Exact, &Exact) -> Result<Option<Exact>, MathsError>,
        roughly: impl FnOnce(Approximate, Approximate) -> Result<Approximate, MathsError>,
    ) -> Result<Self, MathsError> {
        if let (Self::Exact(a), Self::Exact(b)) = (self, other) {
            match exactly(a, b) {
                Ok(Some(exact)) => return Ok(exact.into()),
                Ok(None) | Err(MathsError::TooLarge) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(roughly(self.approximate()?, other.approximate()?)?.into())
    }

    pub(crate) fn power(&self, exponent: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        if let (Self::Exact(base), Some(exponent)) = (self, exponent.rational()) {
            match exact_power(base, &exponent, budget) {
                Ok(Some(power)) => return Ok(power.into()),
                Ok(None) | Err(MathsError::TooLarge) => {}
                Err(error) => return Err(error),
            }
        }
        match self.signum()? {
            -1 => match exponent.rational() {
                // Odd roots of negative numbers are real.
                Some(fraction) if fraction.denominator().bit(0) => {
                    let power = self.negated().power(exponent, budget)?;
                    Ok(if fraction.numerator().bit(0) { power.negated() } else { power })
                }
                Some(_) => Err(MathsError::Undefined("An even root of a negative number")),
                None => Err(MathsError::Undefined("A negative number to a power that is no fraction")),
            },
            0 => match exponent.signum()? {
                1 => Ok(Rational::zero().into()),
                0 => Err(MathsError::Undefined("Zero to the power of zero")),
                _ => Err(MathsError::DivisionByZero),
            },
            _ => Ok(self.approximate()?.power(exponent.approximate()?)?.into()),
        }
    }

    /// The real root with this index; odd roots of negative numbers are negative.
    pub(crate) fn root(&self, index: u32, budget: &mut Budget) -> Result<Self, MathsError> {
        if index.is_multiple_of(2) && self.signum()? < 0 {
            return Err(match index {
                2 => MathsError::Undefined("The square root of a negative number"),
                _ => MathsError::Undefined("An even root of a negative number"),
            });
        }
        self.power(&Rational::ratio(1, index).into(), budget)
    }

    pub(crate) fn abs(&self) -> Result<Self, MathsError> {
        Ok(match self {
            Self::Approximate(value) => Approximate { value: value.value.abs(), ..*value }.into(),
            _ if self.signum()? < 0 => self.negated(),
            _ => self.clone(),
        })
    }
}

impl From<Exact> for Value {
    fn from(value: Exact) -> Self {
        Self::Exact(value)
    }
}

/// None where the power has no exact form here.
fn exact_power(base: &Exact, exponent: &Rational, budget: &mut Budget) -> Result<Option<Exact>, MathsError> {
    if let Some(rational) = base.rational() {
        return power_of_rational(&rational, exponent, budget).map(Some);
    }
    if let Some(whole) = exponent.to_i64() {
        if whole == 0 {
            return Ok(Some(Rational::one().into()));
        }
        let power = base.power(whole.unsigned_abs(), budget)?;
        return if whole < 0 { power.inverted(budget) } else { Ok(Some(power)) };
    }
    match base.single() {
        Some((monomial, coefficient)) if !coefficient.is_negative() => {
            let outside = power_of_rational(coefficient, exponent, budget)?;
            let (monomial, factor) = power_of_monomial(monomial, exponent, budget)?;
            outside.multiply(&Exact::term(monomial, factor), budget).map(Some)
        }
        None if *exponent == Rational::ratio(1, 2) => nested_root(base, budget),
        _ => Ok(None),
    }
}

/// √(a + b√c) as √x + √y, where x and y are fractions: x + y = a and 4xy = b²c.
fn nested_root(of: &Exact, budget: &mut Budget) -> Result<Option<Exact>, MathsError> {
    let Some(a) = of.terms().get(&Default::default()).filter(|_| of.terms().len() == 2) else { return Ok(None) };
    let root = of.subtract(&a.clone().into(), budget)?;
    let Some(square) = root.multiply(&root, budget)?.rational() else { return Ok(None) };
    let discriminant = a.multiply(a, budget)?.subtract(&square, budget)?;
    if a.is_negative() || discriminant.is_negative() {
        return Ok(None);
    }
    let half = Rational::ratio(1, 2);
    let Some(difference) = power_of_rational(&discriminant, &half, budget)?.rational() else { return Ok(None) };
    let x = a.add(&difference, budget)?.multiply(&half, budget)?;
    let y = a.subtract(&difference, budget)?.multiply(&half, budget)?;
    let (x, y) = (power_of_rational(&x, &half, budget)?, power_of_rational(&y, &half, budget)?);
    let negative = root.single().is_some_and(|(_, coefficient)| coefficient.is_negative());
    if negative { x.subtract(&y, budget).map(Some) } else { x.add(&y, budget).map(Some) }
}

/// Term by term in floats, for powers that are out of the reach of long ones.
fn approximate_terms(exact: &Exact) -> Result<Approximate, MathsError> {
    let mut sum = Approximate { value: 0.0, error: 0.0 };
    for (monomial, coefficient) in exact.terms() {
        let mut term = Approximate::new(coefficient.to_f64(), 0.0)?;
        for (atom, exponent) in monomial {
            // By logarithms: the atom itself may be beyond the range of floats.
            let Some(atom) = Float::from_exact(&Exact::atom(atom.clone(), Rational::one())) else {
                return Err(MathsError::TooLarge);
            };
            let logarithm = atom.ln() * exponent.to_f64();
            term = term.multiply(Approximate::new(logarithm, logarithm.abs() * f64::EPSILON)?.map(f64::exp)?)?;
        }
        sum = sum.add(term)?;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(of: i64) -> Value {
        Value::from(Rational::from(of)).root(2, &mut Budget::default()).unwrap()
    }

    #[test]
    fn nested_roots_come_apart_where_they_can() {
        let budget = &mut Budget::default();
        let sum = root(2).add(&root(3), budget).unwrap();
        let square = sum.multiply(&sum, budget).unwrap();
        assert_eq!(square.root(2, budget).unwrap(), sum);
        let other = root(2).add(&Rational::from(7).into(), budget).unwrap().root(2, budget).unwrap();
        assert!((other.approximate().unwrap().value - 2.900_727).abs() < 1e-5 && other.exact().is_none());
    }

    #[test]
    fn what_grows_too_large_goes_on_as_a_float() {
        let budget = &mut Budget::default();
        let value =
            Value::from(Rational::ratio(10_001, 10_000)).power(&Rational::from(100_000).into(), budget).unwrap();
        assert!((value.approximate().unwrap().value / 22_015.456_048_527_954 - 1.0).abs() < 1e-9, "{value:?}");
        let huge = Value::from(Rational::from(9)).power(&Rational::from(387_420_489).into(), budget);
        assert_eq!(huge, Err(MathsError::TooLarge));
    }
}
