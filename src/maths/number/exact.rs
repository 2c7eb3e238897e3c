//! Exact numbers: sums of products of fractions, roots of whole numbers, π and e. `1/2 + 3√2 − 2π` is one.
//!
//! Roots are kept by prime bases with exponents between zero and one. Such roots are independent over the fractions,
//! so a sum of them is zero only where it has no terms; equality is exact.

use super::budget::Budget;
use super::rational::Rational;
use crate::maths::error::MathsError;
use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};
use std::collections::BTreeMap;

/// Terms in a sum, at most.
const MOST_TERMS: usize = 60;
/// Denominators of exponents, at most: higher roots say less than a decimal does.
pub(crate) const MOST_INDEX: u32 = 120;

/// What a power of is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Atom {
    Pi,
    E,
    /// A prime; or, where factoring it takes too long, what is left without its small prime factors.
    Whole(BigInt),
}

/// A product of powers of atoms. Exponents are never zero; those of whole numbers lie between zero and one.
pub(crate) type Monomial = BTreeMap<Atom, Rational>;

/// A sum of monomials with coefficients that are not zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Exact {
    terms: BTreeMap<Monomial, Rational>,
}

impl From<Rational> for Exact {
    fn from(value: Rational) -> Self {
        Self::term(Monomial::new(), value)
    }
}

impl Exact {
    /// One atom to a power; exponents of whole numbers have to lie between zero and one.
    pub(crate) fn atom(atom: Atom, exponent: Rational) -> Self {
        let monomial = if exponent.is_zero() { Monomial::new() } else { Monomial::from([(atom, exponent)]) };
        Self::term(monomial, Rational::one())
    }

    pub(crate) fn term(monomial: Monomial, coefficient: Rational) -> Self {
        let mut terms = BTreeMap::new();
        if !coefficient.is_zero() {
            terms.insert(monomial, coefficient);
        }
        Self { terms }
    }

    /// A sum of terms whose monomials differ and whose coefficients are not zero.
    pub(crate) fn from_terms(terms: impl Iterator<Item = (Monomial, Rational)>) -> Self {
        Self { terms: terms.collect() }
    }

    pub(crate) fn terms(&self) -> &BTreeMap<Monomial, Rational> {
        &self.terms
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The fraction that it is.
    pub(crate) fn rational(&self) -> Option<Rational> {
        match self.terms.len() {
            0 => Some(Rational::zero()),
            1 => self.terms.get(&Monomial::new()).cloned(),
            _ => None,
        }
    }

    /// Its only term.
    pub(crate) fn single(&self) -> Option<(&Monomial, &Rational)> {
        if self.terms.len() == 1 { self.terms.iter().next() } else { None }
    }

    pub(crate) fn negated(&self) -> Self {
        Self { terms: self.terms.iter().map(|(monomial, value)| (monomial.clone(), value.negated())).collect() }
    }

    pub(crate) fn add(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        let mut sum = self.clone();
        for (monomial, value) in &other.terms {
            sum.add_term(monomial.clone(), value, budget)?;
        }
        Ok(sum)
    }

    pub(crate) fn subtract(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        self.add(&other.negated(), budget)
    }

    pub(crate) fn multiply(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        let mut product = Self::default();
        for (monomial, value) in &self.terms {
            for (other, by) in &other.terms {
                let (monomial, factor) = multiply_monomials(monomial, other, budget)?;
                let value = value.multiply(by, budget)?.multiply(&factor, budget)?;
                product.add_term(monomial, &value, budget)?;
            }
        }
        Ok(product)
    }

    pub(crate) fn scale(&self, by: &Rational, budget: &mut Budget) -> Result<Self, MathsError> {
        self.multiply(&by.clone().into(), budget)
    }

    fn add_term(&mut self, monomial: Monomial, value: &Rational, budget: &mut Budget) -> Result<(), MathsError> {
        budget.spend(30)?;
        let sum = match self.terms.get(&monomial) {
            Some(before) => before.add(value, budget)?,
            None => value.clone(),
        };
        match sum.is_zero() {
            true => drop(self.terms.remove(&monomial)),
            false => drop(self.terms.insert(monomial, sum)),
        }
        if self.terms.len() > MOST_TERMS { Err(MathsError::TooManySteps) } else { Ok(()) }
    }

    /// To a whole power that is not negative.
    pub(crate) fn power(&self, exponent: u64, budget: &mut Budget) -> Result<Self, MathsError> {
        if let Some((monomial, coefficient)) = self.single() {
            let times = i64::try_from(exponent).map_err(|_| MathsError::TooLarge)?;
            let (monomial, factor) = power_of_monomial(monomial, &Rational::from(times), budget)?;
            let coefficient = coefficient.power(times, budget)?.multiply(&factor, budget)?;
            return Ok(Self::term(monomial, coefficient));
        }
        let (mut result, mut square, mut rest) = (Self::from(Rational::one()), self.clone(), exponent);
        while rest > 0 {
            if rest % 2 == 1 {
                result = result.multiply(&square, budget)?;
            }
            rest /= 2;
            if rest > 0 {
                square = square.multiply(&square, budget)?;
            }
        }
        Ok(result)
    }
}

fn multiply_monomials(a: &Monomial, b: &Monomial, budget: &mut Budget) -> Result<(Monomial, Rational), MathsError> {
    let mut product = a.clone();
    for (atom, exponent) in b {
        let sum = match product.get(atom) {
            Some(before) => before.add(exponent, budget)?,
            None => exponent.clone(),
        };
        product.insert(atom.clone(), sum);
    }
    normal(product, budget)
}

/// To any fraction as exponent; right for positive atoms, which all of them are.
pub(crate) fn power_of_monomial(
    monomial: &Monomial,
    exponent: &Rational,
    budget: &mut Budget,
) -> Result<(Monomial, Rational), MathsError> {
    let mut power = Monomial::new();
    for (atom, of) in monomial {
        power.insert(atom.clone(), of.multiply(exponent, budget)?);
    }
    normal(power, budget)
}

/// Whole powers of whole numbers become the factor beside the monomial.
fn normal(monomial: Monomial, budget: &mut Budget) -> Result<(Monomial, Rational), MathsError> {
    let (mut kept, mut factor) = (Monomial::new(), Rational::one());
    for (atom, exponent) in monomial {
        let exponent = match &atom {
            Atom::Whole(base) => {
                let whole = exponent.floor();
                if !whole.is_zero() {
                    let times = whole.to_i64().ok_or(MathsError::TooLarge)?;
                    let power = Rational::whole(base.clone()).power(times, budget)?;
                    factor = factor.multiply(&power, budget)?;
                }
                exponent.subtract(&Rational::whole(whole), budget)?
            }
            _ => exponent,
        };
        if *exponent.denominator() > BigInt::from(MOST_INDEX) {
            return Err(MathsError::TooLarge);
        }
        if !exponent.is_zero() {
            kept.insert(atom, exponent);
        }
    }
    Ok((kept, factor))
}

/// The prime factors below a bound, with how often each divides; what is left, one if nothing.
pub(crate) fn small_factors(value: &BigInt, budget: &mut Budget) -> Result<(Vec<(BigInt, u32)>, BigInt), MathsError> {
    const BOUND: u32 = 20_000;
    let mut rest = value.clone();
    let mut factors = Vec::new();
    let mut divisor = 2u32;
    while divisor < BOUND && !rest.is_one() {
        budget.spend(rest.bits() / 64)?;
        if let Some(small) = rest.to_u64()
            && u64::from(divisor) * u64::from(divisor) > small
        {
            // What no smaller number divides is prime.
            factors.push((rest, 1));
            return Ok((factors, BigInt::one()));
        }
        let mut times = 0;
        while (&rest % divisor).is_zero() {
            rest /= divisor;
            times += 1;
            budget.spend(rest.bits() / 64)?;
        }
        if times > 0 {
            factors.push((divisor.into(), times));
        }
        divisor += if divisor == 2 { 1 } else { 2 };
    }
    Ok((factors, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(of: i64) -> Exact {
        Exact::atom(Atom::Whole(of.into()), Rational::ratio(1, 2))
    }

    #[test]
    fn sums_of_roots_multiply_out() {
        let budget = &mut Budget::default();
        let one = Exact::from(Rational::one());
        let sum = one.add(&root(2), budget).unwrap();
        let difference = one.subtract(&root(2), budget).unwrap();
        assert_eq!(sum.multiply(&difference, budget).unwrap().rational(), Some(Rational::from(-1)));
        assert_eq!(root(2).power(4, budget).unwrap().rational(), Some(Rational::from(4)));
        assert!(sum.subtract(&sum, budget).unwrap().is_zero());
    }

    #[test]
    fn pi_and_e_keep_their_powers() {
        let budget = &mut Budget::default();
        let pi = Exact::atom(Atom::Pi, Rational::one());
        let cubed = pi.power(3, budget).unwrap();
        assert_eq!(cubed, Exact::atom(Atom::Pi, Rational::from(3)));
        assert_eq!(cubed.rational(), None);
    }
}
