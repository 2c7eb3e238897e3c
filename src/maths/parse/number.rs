//! Numbers as they are written: digits with a decimal point or comma, and mixed numbers.

use super::row::Parser;
use crate::maths::error::MathsError;
use crate::maths::expression::{Kind, Part, Row, is_digit};
use crate::maths::number::{Budget, Rational};
use crate::maths::term::Term;
use num_bigint::BigInt;

impl Parser<'_> {
    /// The number that begins here; its last digit may carry a power.
    pub(super) fn number(&mut self) -> Result<Term, MathsError> {
        let mut digits = String::new();
        let mut scripted = None;
        while let Some(part) = self.parts.get(self.at) {
            let next_is_digit = self.parts.get(self.at + 1).and_then(Part::base_token).is_some_and(is_digit);
            match part.base_token() {
                Some(token) if is_digit(token) => digits.push_str(token),
                Some(".") if part.token().is_some() => digits.push('.'),
                Some(",") if part.token().is_some() && next_is_digit && !digits.is_empty() => digits.push(','),
                _ => break,
            }
            self.at += 1;
            if part.token().is_none() {
                scripted = Some(part);
                break;
            }
        }
        let value = read(&digits)?;
        match scripted {
            Some(part) => match part.kind() {
                Kind::Script { sub: Some(_), .. } => Err(MathsError::NotWorkedOut("A number with a subscript")),
                _ => self.scripted(Term::Number(value), part),
            },
            None => Ok(Term::Number(self.mixed(value)?)),
        }
    }

    /// With the proper fraction that stands behind a whole number.
    fn mixed(&mut self, whole: Rational) -> Result<Rational, MathsError> {
        let fraction = self.parts.get(self.at).and_then(|part| match part.kind() {
            Kind::Fraction(above, below) => Some((digits(above)?, digits(below)?)),
            _ => None,
        });
        let Some((above, below)) = fraction.filter(|_| whole.is_whole()) else { return Ok(whole) };
        let (above, below) = (read(&above)?, read(&below)?);
        if below.is_zero() || above >= below {
            return Ok(whole);
        }
        self.at += 1;
        let budget = &mut Budget::default();
        whole.add(&above.divide(&below, budget)?, budget)
    }
}

/// A row of nothing but digits.
fn digits(row: &Row) -> Option<String> {
    let digits: Option<String> = row.parts().iter().map(|part| part.token().filter(|token| is_digit(token))).collect();
    digits.filter(|digits| !digits.is_empty())
}

/// `3.14`, `.5`, `1,000,000` and `3,5`: commas between groups of three digits group them, a single other one is the
/// decimal sign.
fn read(digits: &str) -> Result<Rational, MathsError> {
    let wrong = || MathsError::NotANumber(digits.to_owned());
    let groups: Vec<&str> = digits.split(',').collect();
    let grouped = groups[1..].iter().all(|group| group.split('.').next().is_some_and(|whole| whole.len() == 3))
        && groups[..groups.len() - 1].iter().all(|group| !group.contains('.'))
        && (1..=3).contains(&groups[0].len())
        && !groups[0].starts_with('0');
    let plain = match groups.len() {
        1 => digits.to_owned(),
        _ if grouped => digits.replace(',', ""),
        2 if !digits.contains('.') => digits.replace(',', "."),
        _ => return Err(wrong()),
    };
    let (whole, behind) = plain.split_once('.').unwrap_or((&plain, ""));
    if whole.len() + behind.len() == 0 || behind.contains('.') {
        return Err(wrong());
    }
    if whole.len() + behind.len() > 12_000 {
        return Err(MathsError::TooLarge);
    }
    let value = BigInt::parse_bytes(format!("{whole}{behind}").as_bytes(), 10).ok_or_else(wrong)?;
    Rational::new(value, BigInt::from(10).pow(behind.len() as u32), &mut Budget::default())
}
