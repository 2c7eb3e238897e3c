//! Functions of values.

use super::trigonometry::{exact_arc_sine, exact_arc_tangent, in_unit, sine_and_cosine};
use crate::maths::error::MathsError;
use crate::maths::number::{Approximate, Atom, Budget, Exact, Float, MOST_INDEX, Rational, Value};
use crate::maths::scope::Angle;
use crate::maths::term::Function;
use num_traits::One;

/// Roots of a base that are tried for a logarithm: log of 8 to base 4 is 3/2.
const MOST_BASE_INDEX: u32 = 12;

pub(super) fn apply(function: Function, of: &Value, unit: Angle, budget: &mut Budget) -> Result<Value, MathsError> {
    let one = Value::from(Rational::one());
    let over = |above: &Value, below: &Value, what, budget: &mut Budget| match above.divide(below, budget) {
        Err(MathsError::DivisionByZero) => Err(MathsError::Undefined(what)),
        other => other,
    };
    if function.takes_angle() {
        let (sine, cosine) = sine_and_cosine(of, unit, budget)?;
        return match function {
            Function::Sine => Ok(sine),
            Function::Cosine => Ok(cosine),
            Function::Tangent => over(&sine, &cosine, "The tangent at this angle", budget),
            Function::Cotangent => over(&cosine, &sine, "The cotangent at this angle", budget),
            Function::Secant => over(&one, &cosine, "The secant at this angle", budget),
            _ => over(&one, &sine, "The cosecant at this angle", budget),
        };
    }
    match function {
        Function::ArcSine => arc_sine(of, unit, "The arc sine of a number beyond one", budget),
        Function::ArcCosine => {
            let sine = arc_sine(of, unit, "The arc cosine of a number beyond one", budget)?;
            in_unit(&Rational::from(90), unit, budget)?.subtract(&sine, budget)
        }
        Function::ArcTangent => {
            if let Some(degrees) = of.exact().map(|of| exact_arc_tangent(of, budget)).transpose()?.flatten() {
                return in_unit(&Rational::from(degrees), unit, budget);
            }
            to_unit(of.approximate()?.map(f64::atan)?, unit)
        }
        Function::NaturalLogarithm => natural_logarithm(of),
        Function::Exponential => exponential(of),
        _ if of.rational().is_some_and(|zero| zero.is_zero()) => {
            Ok(if function == Function::HyperbolicCosine { one } else { Rational::zero().into() })
        }
        Function::HyperbolicSine => Ok(of.approximate()?.map(f64::sinh)?.into()),
        Function::HyperbolicCosine => Ok(of.approximate()?.map(f64::cosh)?.into()),
        _ => Ok(of.approximate()?.map(f64::tanh)?.into()),
    }
}

fn arc_sine(of: &Value, unit: Angle, beyond: &'static str, budget: &mut Budget) -> Result<Value, MathsError> {
    if let Some(degrees) = of.exact().map(|of| exact_arc_sine(of, budget)).transpose()?.flatten() {
        return in_unit(&Rational::from(degrees), unit, budget);
    }
    let value = of.approximate()?;
    match value.value.abs() > 1.0 + value.error {
        true => Err(MathsError::Undefined(beyond)),
        false => to_unit(value.map(|value| value.clamp(-1.0, 1.0).asin())?, unit),
    }
}

fn to_unit(radians: Approximate, unit: Angle) -> Result<Value, MathsError> {
    Ok(match unit {
        Angle::Radians => radians.into(),
        Angle::Degrees => radians.map(f64::to_degrees)?.into(),
    })
}

/// e to a power.
pub(super) fn exponential(of: &Value) -> Result<Value, MathsError> {
    let simple = |exponent: &Rational| exponent.bits() < 32 && *exponent.denominator() <= MOST_INDEX.into();
    match of.rational().filter(simple) {
        Some(exponent) => Ok(Exact::atom(Atom::E, exponent).into()),
        None => Ok(of.approximate()?.map(f64::exp)?.into()),
    }
}

fn natural_logarithm(of: &Value) -> Result<Value, MathsError> {
    let ln = float_logarithm(of)?;
    if let Some((monomial, coefficient)) = of.exact().and_then(Exact::single)
        && coefficient.is_one()
        && monomial.keys().all(|atom| *atom == Atom::E)
    {
        return Ok(monomial.get(&Atom::E).cloned().unwrap_or(Rational::zero()).into());
    }
    Ok(ln.into())
}

/// The natural logarithm in floats, of numbers of any size.
fn float_logarithm(of: &Value) -> Result<Approximate, MathsError> {
    if of.signum()? <= 0 {
        return Err(MathsError::Undefined("The logarithm of a number that is not positive"));
    }
    match of.exact().and_then(Float::from_exact) {
        Some(float) => Approximate::new(float.ln(), f64::EPSILON * float.ln().abs()),
        None => of.approximate()?.map(f64::ln),
    }
}

pub(super) fn logarithm(base: &Value, of: &Value, budget: &mut Budget) -> Result<Value, MathsError> {
    let (below, above) = (float_logarithm(base)?, float_logarithm(of)?);
    if base.rational().is_some_and(|base| base.is_one()) {
        return Err(MathsError::Undefined("The logarithm to base one"));
    }
    let ratio = above.divide(below)?;
    if of.exact().is_some() {
        for index in 1..=MOST_BASE_INDEX {
            let times = ratio.value * f64::from(index);
            if (times - times.round()).abs() > 1e-9 * times.abs().max(1.0) || times.abs() > 50_000.0 {
                continue;
            }
            let exponent = Rational::ratio(times.round() as i64, index);
            if base.power(&exponent.clone().into(), budget).as_ref() == Ok(of) {
                return Ok(exponent.into());
            }
        }
    }
    if base.exact().and_then(Exact::single).is_some_and(|(monomial, coefficient)| {
        coefficient.is_one()
            && monomial.len() == 1
            && monomial.get(&Atom::E).is_some_and(|power| power.numerator().is_one())
    }) {
        return natural_logarithm(of)?.divide(&natural_logarithm(base)?, budget);
    }
    Ok(ratio.into())
}
