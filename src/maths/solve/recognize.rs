//! Exact numbers near a float, each proved by putting it in: 2^x = 8 has 3, sin x = 1/2 has π/6.

use crate::maths::evaluate::Evaluator;
use crate::maths::number::{Atom, Budget, Exact, Rational, Value, power_of_rational};
use crate::maths::scope::Scope;
use crate::maths::term::{Name, Term};

/// Denominators of fractions that are tried, at most.
const MOST_DENOMINATOR: u32 = 60;
/// How near a fraction has to be, of the float.
const NEAR: f64 = 1e-8;

/// The exact solution near a float, if one is found and proved.
pub(super) fn exact_solution(left: &Term, right: &Term, name: &Name, scope: &Scope, near: f64) -> Option<Value> {
    let mut budget = Budget::default().part(20);
    candidates(near, &mut budget).into_iter().find_map(|candidate| {
        let value = Value::from(candidate);
        let mut side = |term: &Term| {
            let mut evaluator = Evaluator::new(scope, &mut budget).with(name, value.clone());
            evaluator.value(term).ok()
        };
        let (left, right) = (side(left)?, side(right)?);
        (left.exact()? == right.exact()?).then_some(value)
    })
}

/// A fraction, a fraction of π, a root of a fraction, e to a fraction.
fn candidates(near: f64, budget: &mut Budget) -> Vec<Exact> {
    let mut found: Vec<Exact> = Vec::new();
    found.extend(fraction(near).map(Exact::from));
    let of_pi = fraction(near / std::f64::consts::PI);
    found.extend(of_pi.map(|fraction| Exact::term([(Atom::Pi, Rational::one())].into(), fraction)));
    if let Some(square) = fraction(near * near)
        && let Ok(root) = power_of_rational(&square, &Rational::ratio(1, 2), budget)
    {
        found.push(if near < 0.0 { root.negated() } else { root });
    }
    if near > 0.0
        && let Some(exponent) = fraction(near.ln())
    {
        found.push(Exact::atom(Atom::E, exponent));
    }
    found
}

/// The fraction with the smallest denominator that is near enough.
fn fraction(value: f64) -> Option<Rational> {
    if value.abs() > 1e9 {
        return None;
    }
    (1..=MOST_DENOMINATOR).find_map(|denominator| {
        let numerator = (value * f64::from(denominator)).round();
        let near = (value - numerator / f64::from(denominator)).abs() <= NEAR * value.abs().max(1.0);
        near.then(|| Rational::ratio(numerator as i64, denominator))
    })
}
