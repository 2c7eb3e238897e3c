//! Polynomials with whole coefficients: their real roots isolated by Sturm's theorem and closed in on by bisection,
//! with exact signs throughout.

use crate::maths::error::MathsError;
use crate::maths::number::{Approximate, Budget, Rational};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// How closely a root is known in the end, in binary places of its size.
const PRECISION: i64 = 60;

/// Coefficients from the constant on, without common divisor; the last one is not zero.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Integers(Vec<BigInt>);

/// Two binary fractions with the same denominator that a root lies between: (low, high] over 2^places.
#[derive(Clone, Debug)]
struct Interval {
    low: BigInt,
    high: BigInt,
    places: u64,
}

impl Integers {
    fn new(mut coefficients: Vec<BigInt>, budget: &mut Budget) -> Result<Self, MathsError> {
        while coefficients.last().is_some_and(Zero::is_zero) {
            coefficients.pop();
        }
        let mut divisor = BigInt::zero();
        for coefficient in &coefficients {
            divisor = budget.divisor(&divisor, coefficient)?;
        }
        if divisor > BigInt::one() {
            coefficients.iter_mut().for_each(|coefficient| *coefficient /= &divisor);
        }
        Ok(Self(coefficients))
    }

    pub(super) fn from_fractions(fractions: &[Rational], budget: &mut Budget) -> Result<Self, MathsError> {
        let mut denominator = BigInt::one();
        for fraction in fractions {
            let shared = budget.divisor(&denominator, fraction.denominator())?;
            denominator *= fraction.denominator() / shared;
            budget.multiply(denominator.bits(), fraction.bits())?;
        }
        let whole = |fraction: &Rational| fraction.numerator() * (&denominator / fraction.denominator());
        Self::new(fractions.iter().map(whole).collect(), budget)
    }

    pub(super) fn fractions(&self) -> Vec<Rational> {
        self.0.iter().cloned().map(Rational::whole).collect()
    }

    /// The same roots, each once.
    pub(super) fn square_free(&self, budget: &mut Budget) -> Result<Self, MathsError> {
        let (mut a, mut b) = (self.clone(), self.derivative(budget)?);
        while !b.0.is_empty() {
            let rest = a.remainder(&b, budget)?;
            (a, b) = (b, rest);
        }
        if a.0.len() > 1 { self.quotient(&a, budget) } else { Ok(self.clone()) }
    }

    /// The fractions among the roots, where no root is there twice.
    pub(super) fn rational_roots(&self, budget: &mut Budget) -> Result<Vec<Rational>, MathsError> {
        let Some(leading) = self.0.last().cloned() else { return Ok(Vec::new()) };
        let mut roots = Vec::new();
        for mut interval in self.isolated(budget)? {
            // A root p/q has q in the leading coefficient: less than 1/leading wide, one candidate is left.
            while (&interval.high - &interval.low) * leading.abs() * 2 > BigInt::one() << interval.places {
                self.halve(&mut interval, budget)?;
            }
            let one = BigInt::one() << interval.places;
            let twice: BigInt = &interval.high * &leading * 2 + &one;
            let nearest = twice.div_floor(&(one * 2));
            let candidate = Rational::new(nearest, leading.clone(), budget)?;
            if self.sign_at(candidate.numerator(), candidate.denominator(), budget)? == 0 {
                roots.push(candidate);
            }
        }
        Ok(roots)
    }

    /// Without a root that it has.
    pub(super) fn divided_by_root(&self, root: &Rational, budget: &mut Budget) -> Result<Self, MathsError> {
        let factor = Self(vec![-root.numerator(), root.denominator().clone()]);
        self.quotient(&factor, budget)
    }

    /// The real roots as floats, where no root is there twice.
    pub(super) fn real_roots(&self, budget: &mut Budget) -> Result<Vec<Approximate>, MathsError> {
        let mut roots = Vec::new();
        for mut interval in self.isolated(budget)? {
            let close = |interval: &Interval| {
                let size = interval.low.magnitude().max(interval.high.magnitude()).bits() as i64;
                size - (&interval.high - &interval.low).bits() as i64 > PRECISION || interval.places > 1_200
            };
            while !close(&interval) {
                self.halve(&mut interval, budget)?;
            }
            let middle = Rational::new(&interval.low + &interval.high, BigInt::one() << (interval.places + 1), budget)?;
            roots.push(Approximate::new(middle.to_f64(), 0.0)?);
        }
        Ok(roots)
    }

    /// An interval for each real root.
    fn isolated(&self, budget: &mut Budget) -> Result<Vec<Interval>, MathsError> {
        let Some(leading) = self.0.last() else { return Ok(Vec::new()) };
        let chain = self.sturm(budget)?;
        // Cauchy's bound: no root is larger than one and the largest ratio to the leading coefficient.
        let largest = self.0.iter().map(|coefficient| coefficient.magnitude().bits()).max().unwrap_or(0);
        let bound = BigInt::one() << (largest.saturating_sub(leading.magnitude().bits()) + 2);
        let whole = Interval { low: -bound.clone(), high: bound, places: 0 };
        let changes = |at: &BigInt, places, budget: &mut Budget| variations(&chain, at, places, budget);
        let mut open = vec![(changes(&whole.low, 0, budget)?, changes(&whole.high, 0, budget)?, whole)];
        let mut isolated = Vec::new();
        while let Some((low, high, interval)) = open.pop() {
            match low.saturating_sub(high) {
                0 => {}
                1 => isolated.push(interval),
                _ => {
                    let places = interval.places + 1;
                    let (from, to) = (interval.low * 2, interval.high * 2);
                    let middle: BigInt = (&from + &to) / 2;
                    let between = changes(&middle, places, budget)?;
                    open.push((low, between, Interval { low: from, high: middle.clone(), places }));
                    open.push((between, high, Interval { low: middle, high: to, places }));
                }
            }
        }
        Ok(isolated)
    }

    /// Keeps the half of an interval that has its one root.
    fn halve(&self, interval: &mut Interval, budget: &mut Budget) -> Result<(), MathsError> {
        interval.places += 1;
        interval.low *= 2;
        interval.high *= 2;
        let middle: BigInt = (&interval.low + &interval.high) / 2;
        let denominator = BigInt::one() << interval.places;
        let sign = self.sign_at(&middle, &denominator, budget)?;
        let at_high = self.sign_at(&interval.high, &denominator, budget)?;
        // The high end belongs to the interval, the low one does not.
        match sign == 0 || (at_high != 0 && sign == at_high) {
            true => interval.high = middle,
            false => interval.low = middle,
        }
        Ok(())
    }

    /// Sturm's sequence: as many roots lie between two places as it loses changes of sign.
    fn sturm(&self, budget: &mut Budget) -> Result<Vec<Self>, MathsError> {
        let mut chain = vec![self.clone(), self.derivative(budget)?];
        while let [.., a, b] = chain.as_slice() {
            if b.0.len() < 2 {
                break;
            }
            let rest = a.remainder(b, budget)?;
            if rest.0.is_empty() {
                break;
            }
            chain.push(Self(rest.0.into_iter().map(|coefficient| -coefficient).collect()));
        }
        Ok(chain)
    }

    /// The sign at a fraction with a positive denominator.
    fn sign_at(&self, numerator: &BigInt, denominator: &BigInt, budget: &mut Budget) -> Result<i32, MathsError> {
        let mut value = BigInt::zero();
        let mut power = BigInt::one();
        for coefficient in self.0.iter().rev() {
            budget.multiply(value.bits().max(power.bits()), numerator.bits().max(denominator.bits()))?;
            value = value * numerator + coefficient * &power;
            power *= denominator;
        }
        Ok(i32::from(value.is_positive()) - i32::from(value.is_negative()))
    }

    fn derivative(&self, budget: &mut Budget) -> Result<Self, MathsError> {
        let terms = self.0.iter().enumerate().skip(1);
        Self::new(terms.map(|(power, coefficient)| coefficient * power).collect(), budget)
    }

    /// The remainder times some positive number.
    fn remainder(&self, by: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        self.divided(by, budget).map(|(_, rest)| rest)
    }

    /// The quotient times some number, where nothing remains.
    fn quotient(&self, by: &Self, budget: &mut Budget) -> Result<Self, MathsError> {
        self.divided(by, budget).map(|(quotient, _)| quotient)
    }

    fn divided(&self, by: &Self, budget: &mut Budget) -> Result<(Self, Self), MathsError> {
        let Some(leading) = by.0.last() else { return Err(MathsError::DivisionByZero) };
        let scale = leading.abs();
        let mut rest = self.0.clone();
        let mut quotient = vec![BigInt::zero(); (rest.len() + 1).saturating_sub(by.0.len())];
        while rest.len() >= by.0.len() {
            let shift = rest.len() - by.0.len();
            let Some(top) = rest.pop() else { break };
            let factor = if leading.is_negative() { -top } else { top };
            for coefficient in rest.iter_mut().chain(&mut quotient) {
                budget.multiply(coefficient.bits(), scale.bits())?;
                *coefficient *= &scale;
            }
            for (at, coefficient) in by.0[..by.0.len() - 1].iter().enumerate() {
                budget.multiply(coefficient.bits(), factor.bits())?;
                rest[shift + at] -= coefficient * &factor;
            }
            quotient[shift] += &factor;
        }
        Ok((Self::new(quotient, budget)?, Self::new(rest, budget)?))
    }
}

/// Changes of sign along Sturm's sequence at a binary fraction, zeros left out.
fn variations(chain: &[Integers], at: &BigInt, places: u64, budget: &mut Budget) -> Result<usize, MathsError> {
    let denominator = BigInt::one() << places;
    let mut signs = Vec::new();
    for polynomial in chain {
        signs.push(polynomial.sign_at(at, &denominator, budget)?);
    }
    signs.retain(|sign| *sign != 0);
    Ok(signs.windows(2).filter(|pair| pair[0] != pair[1]).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::ToPrimitive;

    fn integers(coefficients: &[i64]) -> Integers {
        Integers(coefficients.iter().map(|value| BigInt::from(*value)).collect())
    }

    #[test]
    fn roots_are_isolated_and_closed_in_on() {
        let budget = &mut Budget::default();
        let mut roots = integers(&[1, -3, 0, 1]).real_roots(budget).unwrap();
        roots.sort_by(|a, b| a.value.total_cmp(&b.value));
        let values: Vec<f64> = roots.iter().map(|root| root.value).collect();
        for (value, wanted) in
            values.iter().zip([-1.879_385_241_571_816_6, 0.347_296_355_333_860_7, 1.532_088_886_237_956])
        {
            assert!((value - wanted).abs() < 1e-14, "{values:?}");
        }
    }

    #[test]
    fn fractions_among_the_roots_are_found() {
        let budget = &mut Budget::default();
        // (2x - 1)(3x + 2)(x² - 2)
        let mut roots = integers(&[4, -2, -14, 1, 6]).rational_roots(budget).unwrap();
        roots.sort();
        assert_eq!(roots, [Rational::ratio(-2, 3), Rational::ratio(1, 2)]);
    }

    #[test]
    fn double_roots_count_once() {
        let budget = &mut Budget::default();
        // (x - 1)²(x + 2)
        let square_free = integers(&[2, -3, 0, 1]).square_free(budget).unwrap();
        assert_eq!(square_free.0.len(), 3);
        let leading = square_free.0[2].to_i64().unwrap();
        assert_eq!(square_free.sign_at(&BigInt::one(), &BigInt::one(), budget), Ok(0), "{leading}");
    }
}
