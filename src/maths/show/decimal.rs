//! Decimals: all places where there is an end to them, ten digits otherwise, fewer where rounding has eaten some.

use crate::maths::error::MathsError;
use crate::maths::expression::{Kind, Part, Row};
use crate::maths::number::{Exact, Float, Rational, Value};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

/// Digits that are shown of what has no end.
const DIGITS: i64 = 10;
/// Places of a fraction that ends which are all shown.
const MOST_PLACES: u64 = 15;
/// From so many digits before the point on, powers of ten are used.
const MOST_WHOLE: i64 = 15;
/// From so many zeros behind the point on, powers of ten are used.
const MOST_ZEROS: i64 = 6;

/// A decimal and whether it is all of the value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decimal {
    pub(crate) row: Row,
    pub(crate) exact: bool,
}

/// Fails where rounding has left no digit to show.
pub(crate) fn decimal(value: &Value) -> Result<Decimal, MathsError> {
    match value {
        Value::Exact(exact) => match exact.rational() {
            Some(rational) => of_rational(&rational),
            None => of_exact(exact, value),
        },
        Value::Approximate(approximate) => {
            if approximate.value == 0.0 || (approximate.may_be_zero() && approximate.error < 1e-9) {
                return rounded(&Float::from_rational(&Rational::zero(), 1), DIGITS);
            }
            let digits = approximate.digits(DIGITS as usize) as i64;
            let float = Rational::from_f64(approximate.value).filter(|_| digits > 0).ok_or(MathsError::NotPrecise)?;
            rounded(&Float::from_rational(&float, 64), digits)
        }
    }
}

fn of_rational(value: &Rational) -> Result<Decimal, MathsError> {
    if let Some(places) = places(value.denominator()) {
        let float_digits = value.numerator().abs() * BigInt::from(10).pow(places) / value.denominator();
        let text = format!("{:0>width$}", float_digits.to_string(), width = places as usize + 1);
        let (whole, behind) = text.split_at(text.len() - places as usize);
        if whole.len() as i64 <= MOST_WHOLE {
            let row = number(value.is_negative(), whole, behind)?;
            return Ok(Decimal { row, exact: true });
        }
    }
    rounded(&Float::from_rational(value, 256), DIGITS)
}

/// Places behind the point where they end, and within what is shown.
fn places(denominator: &BigInt) -> Option<u32> {
    let twos = denominator.trailing_zeros().unwrap_or(0);
    let mut rest = denominator >> twos;
    let mut fives = 0;
    while (&rest % 5u32).is_zero() && fives <= MOST_PLACES {
        rest /= 5u32;
        fives += 1;
    }
    let places = twos.max(fives);
    (rest == BigInt::from(1) && places <= MOST_PLACES).then_some(places as u32)
}

fn of_exact(exact: &Exact, value: &Value) -> Result<Decimal, MathsError> {
    match Float::from_exact(exact) {
        Some(float) => rounded(&float, DIGITS),
        None => decimal(&value.approximate()?.into()),
    }
}

/// A float to so many digits, without zeros at its end.
fn rounded(value: &Float, digits: i64) -> Result<Decimal, MathsError> {
    if value.signum() == 0 {
        return Ok(Decimal { row: number(false, "0", "")?, exact: false });
    }
    // A first guess of how many digits stand before the point, put right once the digits are there.
    let mut before = (value.magnitude() as f64 * std::f64::consts::LOG10_2).ceil() as i64;
    // All digits before the point of what is not written with a power of ten.
    let shown = |before: i64| if digits == DIGITS && before <= MOST_WHOLE { digits.max(before + 1) } else { digits };
    let mut scaled = value.scaled(shown(before) - before).to_string();
    if (scaled.len() as i64) != shown(before) {
        before += scaled.len() as i64 - shown(before);
        scaled = value.scaled(shown(before) - before).to_string();
        if (scaled.len() as i64) > shown(before) {
            // Rounding up has made one digit more.
            before += 1;
        }
    }
    let digits = scaled.trim_end_matches('0');
    let negative = value.signum() < 0;
    let row = if !(-MOST_ZEROS..=MOST_WHOLE).contains(&before) {
        let mut parts = number(negative, &digits[..1], &digits[1..])?.parts().to_vec();
        let power = Row::new(super::digits::signed_digits(&BigInt::from(before - 1)))?;
        let base = Box::new(Part::symbol("0"));
        parts.extend([Part::symbol("\\times"), Part::symbol("1")]);
        parts.push(Part::new(Kind::Script { base, sub: None, sup: Some(power) })?);
        Row::new(parts)?
    } else if before <= 0 {
        number(negative, "0", &format!("{}{digits}", "0".repeat(before.unsigned_abs() as usize)))?
    } else {
        let padded = format!("{digits:0<width$}", width = before as usize);
        let (whole, behind) = padded.split_at(before.to_usize().unwrap_or(0));
        number(negative, whole, behind)?
    };
    Ok(Decimal { row, exact: false })
}

fn number(negative: bool, whole: &str, behind: &str) -> Result<Row, MathsError> {
    let behind = behind.trim_end_matches('0');
    let sign = if negative { "-" } else { "" };
    let point = if behind.is_empty() { "" } else { "." };
    let text = format!("{sign}{whole}{point}{behind}");
    Row::new(text.chars().map(Part::symbol).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::number::{Approximate, Budget};
    use crate::maths::write::plain;

    fn shown(value: impl Into<Value>) -> String {
        let decimal = decimal(&value.into()).unwrap();
        format!("{}{}", if decimal.exact { "=" } else { "≈" }, plain(&decimal.row))
    }

    #[test]
    fn what_ends_is_shown_to_its_end() {
        assert_eq!(shown(Rational::ratio(1, 8)), "=0.125");
        assert_eq!(shown(Rational::ratio(-5, 2)), "=−2.5");
        assert_eq!(shown(Rational::from(1_200)), "=1200");
        assert_eq!(shown(Rational::ratio(1, 3)), "≈0.3333333333");
        assert_eq!(shown(Rational::ratio(-200, 3)), "≈−66.66666667");
        assert_eq!(shown(Rational::ratio(1, 300_000_000)), "≈3.333333333×10^(−9)");
        assert_eq!(shown(Rational::ratio(9_999_999_999_999, 7)), "≈1428571428571.3");
        assert_eq!(shown(Rational::ratio(99_999_999_999, 100_001)), "≈999990.0001");
    }

    #[test]
    fn large_numbers_are_powers_of_ten() {
        let large = Rational::from(3).power(100, &mut Budget::default()).unwrap();
        assert_eq!(shown(large), "≈5.153775207×10^47");
        let root = Value::from(Rational::from(10)).power(&Rational::ratio(61, 2).into(), &mut Budget::default());
        assert_eq!(shown(root.unwrap()), "≈3.16227766×10^30");
    }

    #[test]
    fn digits_that_rounding_has_eaten_are_not_shown() {
        assert_eq!(shown(Approximate { value: 1.234_567, error: 1e-4 }), "≈1.23");
        assert_eq!(decimal(&Approximate { value: 1.0, error: 3.0 }.into()), Err(MathsError::NotPrecise));
        assert_eq!(shown(Approximate { value: 1e-17, error: 1e-16 }), "≈0");
    }
}
