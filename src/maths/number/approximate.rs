//! Floats with a bound of their error, so that no digit is shown that rounding may have changed.

use crate::maths::error::MathsError;

/// A value and how far the true one may be away from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Approximate {
    pub(crate) value: f64,
    pub(crate) error: f64,
}

/// What rounding to the nearest float may change, of the value.
const ROUNDING: f64 = f64::EPSILON;

impl Approximate {
    /// The result of a rounded operation whose operands bring this error along.
    pub(crate) fn new(value: f64, error: f64) -> Result<Self, MathsError> {
        if value.is_infinite() {
            return Err(MathsError::TooLarge);
        }
        let error = error + value.abs() * ROUNDING;
        match value.is_nan() || !error.is_finite() {
            true => Err(MathsError::NotPrecise),
            false => Ok(Self { value, error }),
        }
    }

    pub(crate) fn negated(self) -> Self {
        Self { value: -self.value, ..self }
    }

    /// Zero cannot be told from it.
    pub(crate) fn may_be_zero(self) -> bool {
        self.value.abs() <= self.error
    }

    pub(crate) fn add(self, other: Self) -> Result<Self, MathsError> {
        Self::new(self.value + other.value, self.error + other.error)
    }

    pub(crate) fn multiply(self, other: Self) -> Result<Self, MathsError> {
        let error = self.value.abs() * other.error + other.value.abs() * self.error + self.error * other.error;
        Self::new(self.value * other.value, error)
    }

    pub(crate) fn divide(self, other: Self) -> Result<Self, MathsError> {
        if other.may_be_zero() {
            return Err(if other.error < 1e-9 { MathsError::DivisionByZero } else { MathsError::NotPrecise });
        }
        let value = self.value / other.value;
        Self::new(value, (self.error + value.abs() * other.error) / (other.value.abs() - other.error))
    }

    pub(crate) fn power(self, exponent: Self) -> Result<Self, MathsError> {
        let base = self.map(|base| base.powf(exponent.value))?;
        let exponent = exponent.map(|exponent| self.value.powf(exponent))?;
        Self::new(base.value, base.error + exponent.error)
    }

    /// A function that is smooth over the error. Outside its domain it gives NaN.
    pub(crate) fn map(self, function: impl Fn(f64) -> f64) -> Result<Self, MathsError> {
        let value = function(self.value);
        let apart = [self.value - self.error, self.value + self.error].map(|near| (function(near) - value).abs());
        // Beyond the edge of the domain there is nothing to compare with.
        let error = apart.into_iter().filter(|apart| !apart.is_nan()).fold(0.0, f64::max);
        Self::new(value, error + value.abs() * ROUNDING)
    }

    /// Decimal digits that the error leaves, at most `most`.
    pub(crate) fn digits(self, most: usize) -> usize {
        if self.error == 0.0 || self.value == 0.0 {
            return most;
        }
        let digits = (self.value.abs() / self.error / 2.0).log10().floor();
        (digits.max(0.0) as usize).min(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exactly(value: f64) -> Approximate {
        Approximate::new(value, 0.0).unwrap()
    }

    #[test]
    fn cancelled_digits_are_not_shown() {
        let difference = exactly(1.000_000_1).add(exactly(-1.0)).unwrap();
        assert!((8..10).contains(&difference.digits(15)), "{difference:?}");
        assert!(exactly(0.1).add(exactly(0.2)).unwrap().add(exactly(-0.3)).unwrap().may_be_zero());
    }

    #[test]
    fn nothing_infinite_or_undefined_is_a_value() {
        assert_eq!(exactly(1e300).multiply(exactly(1e300)), Err(MathsError::TooLarge));
        assert_eq!(exactly(1.0).divide(exactly(0.0)), Err(MathsError::DivisionByZero));
        assert_eq!(exactly(-1.0).map(f64::ln), Err(MathsError::NotPrecise));
    }
}
