//! Real roots of polynomials with exact coefficients.

use super::integer::Integers;
use crate::maths::error::MathsError;
use crate::maths::number::{Budget, Exact, Rational, Value};
use crate::maths::polynomial::Polynomial;

/// All real roots, in no order, each once. None where the coefficients of a high degree are no fractions.
pub(super) fn roots(polynomial: &Polynomial, budget: &mut Budget) -> Result<Option<Vec<Value>>, MathsError> {
    let coefficients = polynomial.coefficients();
    let zeros = coefficients.iter().take_while(|coefficient| coefficient.is_zero()).count();
    let coefficients = &coefficients[zeros..];
    let Some(mut roots) = nonzero_roots(coefficients, budget)? else { return Ok(None) };
    if zeros > 0 {
        roots.push(Rational::zero().into());
    }
    Ok(Some(roots))
}

/// The roots of a polynomial whose constant is not zero.
fn nonzero_roots(coefficients: &[Exact], budget: &mut Budget) -> Result<Option<Vec<Value>>, MathsError> {
    // Only powers of x^k: solved for x^k first.
    let powers =
        coefficients.iter().enumerate().filter(|(_, coefficient)| !coefficient.is_zero()).map(|(power, _)| power);
    let step = powers.fold(0, num_integer::gcd);
    if step > 1 {
        let every: Vec<Exact> = coefficients.iter().step_by(step).cloned().collect();
        let Some(inner) = nonzero_roots(&every, budget)? else { return Ok(None) };
        let mut roots = Vec::new();
        for power in inner {
            match (step % 2, power.signum()?) {
                (0, ..=0) => {}
                (0, _) => {
                    let root = power.root(step as u32, budget)?;
                    roots.extend([root.negated(), root]);
                }
                _ => roots.push(power.root(step as u32, budget)?),
            }
        }
        return Ok(Some(roots));
    }
    match coefficients {
        [] | [_] => Ok(Some(Vec::new())),
        [constant, slope] => {
            let constant = Value::from(constant.negated());
            Ok(Some(vec![constant.divide(&slope.clone().into(), budget)?]))
        }
        [constant, slope, square] => {
            let [c, b, a] = [constant, slope, square].map(|coefficient| Value::from(coefficient.clone()));
            quadratic(&a, &b, &c, budget).map(Some)
        }
        _ => match coefficients.iter().map(Exact::rational).collect::<Option<Vec<_>>>() {
            Some(fractions) => higher(&fractions, budget).map(Some),
            None => Ok(None),
        },
    }
}

/// The roots of ax² + bx + c, where a is not zero.
fn quadratic(a: &Value, b: &Value, c: &Value, budget: &mut Budget) -> Result<Vec<Value>, MathsError> {
    let four = Value::from(Rational::from(4));
    let discriminant = b.multiply(b, budget)?.subtract(&four.multiply(a, budget)?.multiply(c, budget)?, budget)?;
    let twice = a.add(a, budget)?;
    let middle = b.negated().divide(&twice, budget)?;
    match discriminant.signum()? {
        ..0 => Ok(Vec::new()),
        0 => Ok(vec![middle]),
        _ => {
            let away = discriminant.root(2, budget)?.divide(&twice, budget)?;
            Ok(vec![middle.subtract(&away, budget)?, middle.add(&away, budget)?])
        }
    }
}

/// Fractions among the roots exactly, the rest exactly where two are left, by bisection otherwise.
fn higher(fractions: &[Rational], budget: &mut Budget) -> Result<Vec<Value>, MathsError> {
    let mut rest = Integers::from_fractions(fractions, budget)?.square_free(budget)?;
    let mut roots = Vec::new();
    for root in rest.rational_roots(budget)? {
        rest = rest.divided_by_root(&root, budget)?;
        roots.push(root.into());
    }
    let coefficients = rest.fractions();
    match coefficients.as_slice() {
        [_, _, _] => {
            let exact: Vec<Exact> = coefficients.into_iter().map(Exact::from).collect();
            roots.extend(nonzero_roots(&exact, budget)?.unwrap_or_default());
        }
        _ => {
            // What is left may be a polynomial in a power of x.
            let powers = coefficients.iter().enumerate().filter(|(_, value)| !value.is_zero()).map(|(power, _)| power);
            if powers.fold(0, num_integer::gcd) > 1 {
                let exact: Vec<Exact> = coefficients.into_iter().map(Exact::from).collect();
                roots.extend(nonzero_roots(&exact, budget)?.unwrap_or_default());
            } else {
                roots.extend(rest.real_roots(budget)?.into_iter().map(Value::from));
            }
        }
    }
    Ok(roots)
}
