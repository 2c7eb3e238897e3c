//! Equations with one unknown letter: polynomials up to the second degree exactly, higher ones where they come apart
//! into such, everything else by search in floats.

mod integer;
mod polynomial;
mod recognize;
mod search;

use super::evaluate::Evaluator;
use super::number::{Budget, Value};
use super::polynomial::Quotient;
use super::scope::Scope;
use super::term::{Name, Term};
use super::trouble::Trouble;

/// What solves an equation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Solutions {
    /// Every number for which both sides are defined; without `exactly`, every one that the search has tried.
    Every { exactly: bool },
    /// All real solutions, from the smallest.
    All(Vec<Value>),
    /// Those that a search between two bounds has found, from the smallest; with `more`, only those nearest to zero.
    Within { values: Vec<Value>, from: f64, to: f64, more: bool },
}

/// The real solutions of `left = right` for one letter.
pub(crate) fn solve(left: &Term, right: &Term, name: &Name, scope: &Scope) -> Result<Solutions, Trouble> {
    let mut budget = Budget::default().part(2);
    match algebraic(left, right, name, scope, &mut budget) {
        Ok(Some(solutions)) => return Ok(solutions),
        // Too much for exact numbers is not yet too much for floats.
        Ok(None) | Err(Trouble::TooLarge | Trouble::TooManySteps) => {}
        Err(trouble) => return Err(trouble),
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
) -> Result<Option<Solutions>, Trouble> {
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

fn below_vanishes(quotient: &Quotient, root: &Value, budget: &mut Budget) -> Result<bool, Trouble> {
    let mut value = Value::Exact(Default::default());
    for coefficient in quotient.below.coefficients().iter().rev() {
        value = value.multiply(root, budget)?.add(&coefficient.clone().into(), budget)?;
    }
    Ok(value.signum()? == 0)
}

fn sort(values: &mut [Value]) {
    let key = |value: &Value| value.approximate().map_or(f64::INFINITY, |value| value.value);
    values.sort_by(|a, b| key(a).total_cmp(&key(b)));
}

#[cfg(test)]
mod tests;
