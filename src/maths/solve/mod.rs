//! Equations with one unknown letter: polynomials up to the second degree exactly, higher ones where they come apart
//! into such, everything else by search in floats.

mod integer;
mod polynomial;
mod recognize;
mod search;
mod solutions;

pub(crate) use solutions::Solutions;

use super::error::MathsError;
use super::evaluate::Evaluator;
use super::number::{Budget, Value};
use super::polynomial::Quotient;
use super::scope::Scope;
use super::term::{Name, Term};
use solutions::sort;

/// The real solutions of `left = right` for one letter.
pub(crate) fn solve(left: &Term, right: &Term, name: &Name, scope: &Scope) -> Result<Solutions, MathsError> {
    let mut budget = Budget::default().part(2);
    match algebraic(left, right, name, scope, &mut budget) {
        Ok(Some(solutions)) => return Ok(solutions),
        // Too much for exact numbers is not yet too much for floats.
        Ok(None) | Err(MathsError::TooLarge | MathsError::TooManySteps) => {}
        Err(error) => return Err(error),
    }
    search::search(left, right, name, scope)
}

/// None where the equation is none between quotients of polynomials, or has to be searched.
fn algebraic(
    left: &Term,
    right: &Term,
    name: &Name,
    scope: &Scope,
    budget: &mut Budget,
) -> Result<Option<Solutions>, MathsError> {
    let mut evaluator = Evaluator::new(scope, budget);
    let Some(left) = Quotient::of(left, name, &mut evaluator)? else { return Ok(None) };
    let Some(right) = Quotient::of(right, name, &mut evaluator)? else { return Ok(None) };
    let Some(difference) = left.add(&right.negated(), budget)? else { return Ok(None) };
    if difference.above.degree().is_none() {
        return Ok(Some(Solutions::Every { exactly: true }));
    }
    let Some(roots) = polynomial::roots(&difference.above, budget)? else { return Ok(None) };
    let mut solutions = Vec::new();
    for root in roots {
        // Where a denominator is zero, nothing is solved.
        let defined = match &root {
            Value::Exact(exact) => !difference.below.at(exact, budget)?.is_zero(),
            Value::Approximate(_) => !below_vanishes(&difference, &root, budget)?,
        };
        if defined {
            solutions.push(root);
        }
    }
    sort(&mut solutions);
    Ok(Some(Solutions::All(solutions)))
}

fn below_vanishes(quotient: &Quotient, root: &Value, budget: &mut Budget) -> Result<bool, MathsError> {
    let mut value = Value::Exact(Default::default());
    for coefficient in quotient.below.coefficients().iter().rev() {
        value = value.multiply(root, budget)?.add(&coefficient.clone().into(), budget)?;
    }
    Ok(value.signum()? == 0)
}

#[cfg(test)]
mod tests;
