//! A number as the page shows it: exactly, and as a decimal.

use super::error::MathsError;
use super::expression::{Part, Row, is_digit};
use super::number::Value;
use super::show;

/// Fractions and roots with more symbols are shown as decimals first.
const LONG: usize = 40;
/// Whole numbers with more symbols have their size shown beside them.
const LONG_WHOLE: usize = 20;

/// What a value is. At least one of the two forms is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// With fractions, roots, π and e. None where only decimals are known.
    exact: Option<Row>,
    decimal: Option<Row>,
    /// The decimal is all of the value, not rounded.
    ends: bool,
    /// The line was written with decimals.
    in_decimals: bool,
}

impl Answer {
    /// Fails where rounding has left nothing to show.
    pub(crate) fn new(value: &Value, in_decimals: bool) -> Result<Self, MathsError> {
        let exact = value.exact().map(show::exact).transpose().unwrap_or(None);
        let decimal = show::decimal(value);
        match (&exact, decimal) {
            (None, Err(error)) => Err(error),
            (_, Err(_)) => Ok(Self { exact, decimal: None, ends: false, in_decimals }),
            (_, Ok(decimal)) => Ok(Self { exact, ends: decimal.exact, decimal: Some(decimal.row), in_decimals }),
        }
    }

    pub fn exact(&self) -> Option<&Row> {
        self.exact.as_ref()
    }

    pub fn decimal(&self) -> Option<&Row> {
        self.decimal.as_ref()
    }

    /// The form to show large: the exact one, but a decimal where the line has decimals or the fraction is long.
    pub fn main(&self) -> &Row {
        const NOTHING: &Row = &Row::empty();
        let (first, second) = match self.decimal_first() {
            true => (&self.decimal, &self.exact),
            false => (&self.exact, &self.decimal),
        };
        first.as_ref().or(second.as_ref()).unwrap_or(NOTHING)
    }

    /// The decimal of an exact main form, with `=` or `≈` before it; None where it would say nothing new.
    pub fn also(&self) -> Option<Row> {
        let (exact, decimal) = (self.exact.as_ref()?, self.decimal.as_ref()?);
        let short = is_whole(exact) && exact.parts().len() <= LONG_WHOLE;
        if exact == decimal || short || self.decimal_first() {
            return None;
        }
        let sign = if self.ends { "=" } else { "\\approx" };
        Row::new([Part::symbol(sign)].into_iter().chain(decimal.parts().iter().cloned()).collect()).ok()
    }

    /// The main form stands for the value as it is, not rounded.
    pub fn is_exact(&self) -> bool {
        self.ends || (self.exact.is_some() && !self.decimal_first())
    }

    fn decimal_first(&self) -> bool {
        let long = |row: &Row| row.size().1 > LONG && !is_whole(row);
        (self.in_decimals && self.ends) || self.exact.as_ref().is_some_and(long) && self.decimal.is_some()
    }
}

/// A whole number: digits and a sign.
fn is_whole(row: &Row) -> bool {
    row.parts().iter().all(|part| part.token().is_some_and(|token| is_digit(token) || token == "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::number::{Approximate, Budget, Rational};
    use crate::maths::write::plain;

    fn text(value: impl Into<Value>, in_decimals: bool) -> String {
        let answer = Answer::new(&value.into(), in_decimals).unwrap();
        format!("{}{}", plain(answer.main()), answer.also().map(|also| plain(&also)).unwrap_or_default())
    }

    #[test]
    fn both_forms_are_shown_where_they_differ() {
        assert_eq!(text(Rational::from(27), false), "27");
        assert_eq!(text(Rational::ratio(3, 10), false), "3/10=0.3");
        assert_eq!(text(Rational::ratio(3, 10), true), "0.3");
        assert_eq!(text(Rational::ratio(1, 3), true), "1/3≈0.3333333333");
        assert_eq!(text(Approximate { value: 0.5, error: 1e-16 }, false), "0.5");
    }

    #[test]
    fn long_fractions_are_decimals_first() {
        let long = Rational::ratio(3, 7).power(60, &mut Budget::default()).unwrap();
        let answer = Answer::new(&long.into(), false).unwrap();
        assert_eq!((plain(answer.main()).as_str(), answer.also()), ("8.344357114×10^(−23)", None));
        assert!(!answer.is_exact() && answer.exact().is_some());
    }
}
