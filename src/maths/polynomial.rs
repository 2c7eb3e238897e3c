//! Polynomials with exact coefficients, and terms as quotients of them.

use super::error::MathsError;
use super::evaluate::Evaluator;
use super::number::{Budget, Exact, Rational};
use super::term::{Factor, Name, Term};

/// Higher degrees are left to the search in floats.
pub(crate) const MOST_DEGREE: usize = 24;

/// Coefficients from the constant on; the last one is not zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Polynomial {
    coefficients: Vec<Exact>,
}

/// A quotient of polynomials.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quotient {
    pub(crate) above: Polynomial,
    pub(crate) below: Polynomial,
}

impl Polynomial {
    pub(crate) fn new(mut coefficients: Vec<Exact>) -> Self {
        while coefficients.last().is_some_and(Exact::is_zero) {
            coefficients.pop();
        }
        Self { coefficients }
    }

    fn constant(value: Exact) -> Self {
        Self::new(vec![value])
    }

    pub(crate) fn coefficients(&self) -> &[Exact] {
        &self.coefficients
    }

    /// None for the polynomial that is zero everywhere.
    pub(crate) fn degree(&self) -> Option<usize> {
        self.coefficients.len().checked_sub(1)
    }

    fn coefficient(&self, power: usize) -> Exact {
        self.coefficients.get(power).cloned().unwrap_or_default()
    }

    fn add(&self, other: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        let length = self.coefficients.len().max(other.coefficients.len());
        let sums = (0..length).map(|power| self.coefficient(power).add(&other.coefficient(power), budget));
        Ok(Self::new(sums.collect::<Result<_, _>>()?))
    }

    fn negated(&self) -> Self {
        Self { coefficients: self.coefficients.iter().map(Exact::negated).collect() }
    }

    /// None beyond the highest degree.
    fn multiply(&self, other: &Self, budget: &mut Budget) -> Result<Option<Self>, MathsError> {
        let (Some(a), Some(b)) = (self.degree(), other.degree()) else { return Ok(Some(Self::default())) };
        if a + b > MOST_DEGREE {
            return Ok(None);
        }
        let mut product = vec![Exact::default(); a + b + 1];
        for (i, one) in self.coefficients.iter().enumerate() {
            for (j, other) in other.coefficients.iter().enumerate() {
                product[i + j] = product[i + j].add(&one.multiply(other, budget)?, budget)?;
            }
        }
        Ok(Some(Self::new(product)))
    }

    /// What it is at an exact place.
    pub(crate) fn at(&self, x: &Exact, budget: &mut Budget) -> Result<Exact, MathsError> {
        let mut value = Exact::default();
        for coefficient in self.coefficients.iter().rev() {
            value = value.multiply(x, budget)?.add(coefficient, budget)?;
        }
        Ok(value)
    }

    /// A polynomial whose derivative it is.
    pub(crate) fn integrated(&self, budget: &mut Budget) -> Result<Self, MathsError> {
        let mut coefficients = vec![Exact::default()];
        for (power, coefficient) in self.coefficients.iter().enumerate() {
            coefficients.push(coefficient.scale(&Rational::ratio(1, power as u32 + 1), budget)?);
        }
        Ok(Self::new(coefficients))
    }
}

impl Quotient {
    fn whole(above: Polynomial) -> Self {
        Self { above, below: Polynomial::constant(Rational::one().into()) }
    }

    pub(crate) fn negated(&self) -> Self {
        Self { above: self.above.negated(), below: self.below.clone() }
    }

    pub(crate) fn add(&self, other: &Self, budget: &mut Budget) -> Result<Option<Self>, MathsError> {
        if self.below == other.below {
            let above = self.above.add(&other.above, budget)?;
            return Ok(Some(Self { above, below: self.below.clone() }));
        }
        let left = self.above.multiply(&other.below, budget)?;
        let right = other.above.multiply(&self.below, budget)?;
        let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
        let below = self.below.multiply(&other.below, budget)?;
        let above = left.add(&right, budget)?;
        Ok(below.map(|below| Self { above, below }))
    }

    fn multiply(&self, other: &Self, budget: &mut Budget) -> Result<Option<Self>, MathsError> {
        let above = self.above.multiply(&other.above, budget)?;
        let below = self.below.multiply(&other.below, budget)?;
        Ok(above.zip(below).map(|(above, below)| Self { above, below }))
    }

    fn inverted(self) -> Result<Self, MathsError> {
        match self.above.degree() {
            None => Err(MathsError::DivisionByZero),
            Some(_) => Ok(Self { above: self.below, below: self.above }),
        }
    }

    /// The term as a quotient of polynomials in a letter. None where it is none.
    pub(crate) fn of(term: &Term, name: &Name, evaluator: &mut Evaluator<'_>) -> Result<Option<Self>, MathsError> {
        // What does not depend on the letter is a constant; calls may, wherever they are defined.
        let depends = term.contains(&|inner| matches!(inner, Term::Name(other) if other == name));
        if !depends {
            let value = evaluator.value(term)?;
            return Ok(value.exact().map(|exact| Self::whole(Polynomial::constant(exact.clone()))));
        }
        match term {
            Term::Name(_) => {
                let x = Polynomial::new(vec![Exact::default(), Rational::one().into()]);
                Ok(Some(Self::whole(x)))
            }
            Term::Negative(of) => Ok(Self::of(of, name, evaluator)?.map(|of| of.negated())),
            Term::Sum(terms) => {
                let mut sum = Self::whole(Polynomial::default());
                for term in terms {
                    let Some(term) = Self::of(term, name, evaluator)? else { return Ok(None) };
                    let Some(next) = sum.add(&term, evaluator.budget)? else { return Ok(None) };
                    sum = next;
                }
                Ok(Some(sum))
            }
            Term::Product(factors) => {
                let mut product = Self::whole(Polynomial::constant(Rational::one().into()));
                for Factor { term, divides } in factors {
                    let Some(factor) = Self::of(term, name, evaluator)? else { return Ok(None) };
                    let factor = if *divides { factor.inverted()? } else { factor };
                    let Some(next) = product.multiply(&factor, evaluator.budget)? else { return Ok(None) };
                    product = next;
                }
                Ok(Some(product))
            }
            Term::Percent(of) => {
                let hundredth = Self::whole(Polynomial::constant(Rational::ratio(1, 100).into()));
                let Some(of) = Self::of(of, name, evaluator)? else { return Ok(None) };
                of.multiply(&hundredth, evaluator.budget)
            }
            Term::Power(base, exponent) => Self::of_power(base, exponent, name, evaluator),
            _ => Ok(None),
        }
    }

    fn of_power(
        base: &Term,
        exponent: &Term,
        name: &Name,
        evaluator: &mut Evaluator<'_>,
    ) -> Result<Option<Self>, MathsError> {
        if exponent.contains(&|inner| matches!(inner, Term::Name(other) if other == name)) {
            return Ok(None);
        }
        let times = evaluator.value(exponent)?.rational().and_then(|times| times.to_i64());
        let Some(times) = times.filter(|times| *times != 0 && times.unsigned_abs() <= MOST_DEGREE as u64) else {
            return Ok(None);
        };
        let Some(base) = Self::of(base, name, evaluator)? else { return Ok(None) };
        let base = if times < 0 { base.inverted()? } else { base };
        let mut power = base.clone();
        for _ in 1..times.unsigned_abs() {
            let Some(next) = power.multiply(&base, evaluator.budget)? else { return Ok(None) };
            power = next;
        }
        Ok(Some(power))
    }
}
