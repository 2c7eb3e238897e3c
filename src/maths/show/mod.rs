//! Values as expressions: exact ones with roots, π and e as one writes them by hand, and decimals.

mod decimal;
mod digits;

pub(crate) use decimal::decimal;
pub(crate) use digits::{digits, signed_digits};

use super::error::MathsError;
use super::expression::{Kind, Part, Row};
use super::number::{Atom, Exact, Monomial, Rational};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive};
use std::collections::BTreeMap;

/// Roots of larger numbers are shown as decimals only.
const MOST_RADICAND_BITS: u64 = 4_000;

/// An exact value: over a common denominator, roots of one index in one root. `(1 + √5)/2`.
pub(crate) fn exact(value: &Exact) -> Result<Row, MathsError> {
    let denominator = value.terms().values().fold(BigInt::one(), |all, one| all.lcm(one.denominator()));
    let mut above = Vec::new();
    let mut below = if denominator.is_one() { Vec::new() } else { digits(&denominator) };
    // Fractions before π before e before roots: the order of monomials.
    for (monomial, coefficient) in value.terms() {
        let coefficient = coefficient.numerator() * (&denominator / coefficient.denominator());
        if coefficient.is_negative() {
            above.push(Part::symbol("-"));
        } else if !above.is_empty() {
            above.push(Part::symbol("+"));
        }
        let coefficient = coefficient.abs();
        let mut kept = monomial.clone();
        if value.single().is_some() {
            let divides: Monomial = kept.extract_if(.., |_, exponent| exponent.is_negative()).collect();
            below.extend(factors(&divides.into_iter().map(|(atom, power)| (atom, power.negated())).collect())?);
        }
        let factors = factors(&kept)?;
        if !coefficient.is_one() || factors.is_empty() {
            above.extend(digits(&coefficient));
        }
        above.extend(factors);
    }
    if above.is_empty() {
        above.push(Part::symbol("0"));
    }
    if below.is_empty() {
        return Row::new(above);
    }
    // The sign of a single term stands before the fraction.
    let sign = (value.single().is_some() && above[0].token() == Some("-")).then(|| above.remove(0));
    let fraction = Part::new(Kind::Fraction(Row::new(above)?, Row::new(below)?))?;
    Row::new(sign.into_iter().chain([fraction]).collect())
}

/// The powers of a monomial, roots first: what hangs on a number would be read with it.
fn factors(monomial: &Monomial) -> Result<Vec<Part>, MathsError> {
    let mut roots: BTreeMap<BigInt, BigInt> = BTreeMap::new();
    let mut powers = Vec::new();
    for (atom, exponent) in monomial {
        let base = match atom {
            Atom::Whole(base) => {
                let times = exponent.numerator().to_u32().ok_or(MathsError::TooLarge)?;
                if base.bits() * u64::from(times) > MOST_RADICAND_BITS {
                    return Err(MathsError::TooLarge);
                }
                let under = roots.entry(exponent.denominator().clone()).or_insert_with(BigInt::one);
                *under *= base.pow(times);
                continue;
            }
            Atom::Pi => Part::symbol("\\pi"),
            Atom::E => Part::symbol("e"),
        };
        powers.push(power(base, exponent)?);
    }
    let roots = roots.iter().map(|(index, under)| root(Row::new(digits(under))?, index));
    roots.chain(powers.into_iter().map(Ok)).collect()
}

/// π or e to a power: √π for one half, a fraction in the exponent otherwise.
fn power(base: Part, exponent: &Rational) -> Result<Part, MathsError> {
    if exponent.is_one() {
        return Ok(base);
    }
    if exponent.numerator().is_one() {
        return root(Row::new(vec![base])?, exponent.denominator());
    }
    let sup = Row::new(match exponent.is_whole() {
        true => signed_digits(exponent.numerator()),
        false => {
            let sign = exponent.is_negative().then(|| Part::symbol("-"));
            let (above, below) = (digits(&exponent.numerator().abs()), digits(exponent.denominator()));
            let fraction = Part::new(Kind::Fraction(Row::new(above)?, Row::new(below)?))?;
            sign.into_iter().chain([fraction]).collect()
        }
    })?;
    Part::new(Kind::Script { base: Box::new(base), sub: None, sup: Some(sup) })
}

fn root(radicand: Row, index: &BigInt) -> Result<Part, MathsError> {
    let index = if *index == BigInt::from(2) { None } else { Some(Row::new(digits(index))?) };
    Part::new(Kind::Root { index, radicand })
}
