//! Division by exact numbers: square roots leave the denominator.

use super::budget::Budget;
use super::exact::{Atom, Exact, Monomial, power_of_monomial};
use super::rational::Rational;
use crate::maths::error::MathsError;

impl Exact {
    /// One over it. None where it has no exact form here: a sum with π, e or higher roots.
    pub(crate) fn inverted(&self, budget: &mut Budget) -> Result<Option<Self>, MathsError> {
        if self.is_zero() {
            return Err(MathsError::DivisionByZero);
        }
        if let Some((monomial, coefficient)) = self.single() {
            let (monomial, factor) = power_of_monomial(monomial, &Rational::from(-1), budget)?;
            let coefficient = factor.divide(coefficient, budget)?;
            return Ok(Some(Self::term(monomial, coefficient)));
        }
        // a + b√p times a − b√p has no √p; the other roots go the same way.
        let Some(root) = self.square_root() else { return Ok(None) };
        let conjugate = Self::from_terms(self.terms().iter().map(|(monomial, value)| {
            let value = if monomial.contains_key(&root) { value.negated() } else { value.clone() };
            (monomial.clone(), value)
        }));
        let product = self.multiply(&conjugate, budget)?;
        match product.inverted(budget)? {
            Some(inverse) => Ok(Some(conjugate.multiply(&inverse, budget)?)),
            None => Ok(None),
        }
    }

    /// The quotient, where it has an exact form here.
    pub(crate) fn divide(&self, other: &Self, budget: &mut Budget) -> Result<Option<Self>, MathsError> {
        match other.inverted(budget)? {
            Some(inverse) => Ok(Some(self.multiply(&inverse, budget)?)),
            None => Ok(None),
        }
    }

    /// A whole number that only the square root of appears.
    fn square_root(&self) -> Option<Atom> {
        let half = Rational::ratio(1, 2);
        let plain =
            |monomial: &Monomial| monomial.iter().all(|(atom, power)| matches!(atom, Atom::Whole(_)) && *power == half);
        if !self.terms().keys().all(plain) {
            return None;
        }
        self.terms().keys().flat_map(Monomial::keys).next_back().cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_leave_the_denominator() {
        let budget = &mut Budget::default();
        let root = |of: i64| Exact::atom(Atom::Whole(of.into()), Rational::ratio(1, 2));
        let sum = root(2).add(&root(3), budget).unwrap().add(&Rational::one().into(), budget).unwrap();
        let inverse = sum.inverted(budget).unwrap().unwrap();
        assert_eq!(sum.multiply(&inverse, budget).unwrap().rational(), Some(Rational::one()));
        let with_pi = sum.add(&Exact::atom(Atom::Pi, Rational::one()), budget).unwrap();
        assert_eq!(with_pi.inverted(budget), Ok(None));
    }
}
