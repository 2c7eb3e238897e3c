//! Sines and their kin: exact at multiples of 15° and 18° where roots of fractions say them, floats elsewhere.

use crate::maths::error::MathsError;
use crate::maths::number::{Approximate, Atom, Budget, Exact, Float, Rational, Value, power_of_rational};
use crate::maths::scope::Angle;
use num_bigint::BigInt;

/// So many degrees in the unit of angles.
pub(super) fn in_unit(degrees: &Rational, unit: Angle, budget: &mut Budget) -> Result<Value, MathsError> {
    Ok(match unit {
        Angle::Degrees => degrees.clone().into(),
        Angle::Radians => {
            let pi = Exact::atom(Atom::Pi, Rational::one());
            pi.scale(&degrees.multiply(&Rational::ratio(1, 180), budget)?, budget)?.into()
        }
    })
}

/// The angle in degrees where it is a fraction of them, between 0 and 360.
pub(super) fn degrees(angle: &Value, unit: Angle, budget: &mut Budget) -> Result<Option<Rational>, MathsError> {
    let degrees = match (unit, angle.rational(), angle.exact().and_then(Exact::single)) {
        (Angle::Degrees, Some(degrees), _) => degrees,
        (Angle::Radians, Some(zero), _) if zero.is_zero() => zero,
        (Angle::Radians, _, Some((monomial, coefficient))) => {
            let pi = monomial.len() == 1 && monomial.get(&Atom::Pi).is_some_and(Rational::is_one);
            if !pi {
                return Ok(None);
            }
            coefficient.multiply(&Rational::from(180), budget)?
        }
        _ => return Ok(None),
    };
    let turns = degrees.divide(&Rational::from(360), budget)?.floor();
    degrees.subtract(&Rational::whole(turns * 360), budget).map(Some)
}

/// The exact sine of so many degrees.
pub(super) fn exact_sine(degrees: i64, budget: &mut Budget) -> Result<Option<Exact>, MathsError> {
    let degrees = degrees.rem_euclid(360);
    let (degrees, negative) = if degrees > 180 { (degrees - 180, true) } else { (degrees, false) };
    // Each a sum of square roots over a denominator: coefficient and what is under the root.
    let (roots, denominator): (&[(i64, i64)], u32) = match degrees.min(180 - degrees) {
        0 => (&[], 1),
        15 => (&[(1, 6), (-1, 2)], 4),
        18 => (&[(1, 5), (-1, 1)], 4),
        30 => (&[(1, 1)], 2),
        45 => (&[(1, 2)], 2),
        54 => (&[(1, 5), (1, 1)], 4),
        60 => (&[(1, 3)], 2),
        75 => (&[(1, 6), (1, 2)], 4),
        90 => (&[(1, 1)], 1),
        _ => return Ok(None),
    };
    let mut sine = Exact::default();
    for (coefficient, radicand) in roots {
        let root = power_of_rational(&Rational::from(*radicand), &Rational::ratio(1, 2), budget)?;
        sine = sine.add(&root.scale(&Rational::ratio(*coefficient, denominator), budget)?, budget)?;
    }
    Ok(Some(if negative { sine.negated() } else { sine }))
}

/// Sine and cosine of an angle.
pub(super) fn sine_and_cosine(angle: &Value, unit: Angle, budget: &mut Budget) -> Result<(Value, Value), MathsError> {
    let degrees = degrees(angle, unit, budget)?;
    if let Some(whole) = degrees.as_ref().and_then(Rational::to_i64)
        && let (Some(sine), Some(cosine)) = (exact_sine(whole, budget)?, exact_sine(whole + 90, budget)?)
    {
        return Ok((sine.into(), cosine.into()));
    }
    if let Some(degrees) = &degrees {
        // One of the two alone may be exact: the sine of 18°.
        let whole = degrees.to_i64();
        let mut either = |shift: i64, float: fn(f64) -> f64| -> Result<Value, MathsError> {
            match whole.map(|whole| exact_sine(whole + shift, budget)).transpose()?.flatten() {
                Some(exact) => Ok(exact.into()),
                None => Ok(Approximate::new(degrees.to_f64().to_radians(), 0.0)?.map(float)?.into()),
            }
        };
        return Ok((either(0, f64::sin)?, either(90, f64::cos)?));
    }
    let radians = match (reduced(angle, unit)?, unit) {
        (reduced, Angle::Radians) => reduced,
        (reduced, Angle::Degrees) => reduced.map(f64::to_radians)?,
    };
    if radians.error > 0.1 {
        return Err(MathsError::NotPrecise);
    }
    Ok((radians.map(f64::sin)?.into(), radians.map(f64::cos)?.into()))
}

/// The angle without whole turns: those of exact ones are taken away with as many digits as that needs.
fn reduced(angle: &Value, unit: Angle) -> Result<Approximate, MathsError> {
    let Some(exact) = angle.exact() else { return angle.approximate() };
    let turn = match unit {
        Angle::Radians => Exact::term([(Atom::Pi, Rational::one())].into(), Rational::from(2)),
        Angle::Degrees => Rational::whole(BigInt::from(360)).into(),
    };
    let rest = Float::from_exact(exact).zip(Float::from_exact(&turn)).and_then(|(angle, turn)| angle.modulo(&turn));
    Approximate::new(rest.ok_or(MathsError::NotPrecise)?.to_f64(), 0.0)
}

/// The angle in degrees, between -90 and 90, whose exact sine this is.
pub(super) fn exact_arc_sine(sine: &Exact, budget: &mut Budget) -> Result<Option<i64>, MathsError> {
    for degrees in [0, 15, 18, 30, 45, 54, 60, 75, 90].into_iter().flat_map(|degrees| [degrees, -degrees]) {
        if exact_sine(degrees, budget)?.as_ref() == Some(sine) {
            return Ok(Some(degrees));
        }
    }
    Ok(None)
}

/// The angle in degrees, between -75 and 75, whose exact tangent this is.
pub(super) fn exact_arc_tangent(tangent: &Exact, budget: &mut Budget) -> Result<Option<i64>, MathsError> {
    for degrees in (-5..=5).map(|step| step * 15) {
        if let (Some(sine), Some(cosine)) = (exact_sine(degrees, budget)?, exact_sine(degrees + 90, budget)?)
            && sine.divide(&cosine, budget)?.as_ref() == Some(tangent)
        {
            return Ok(Some(degrees));
        }
    }
    Ok(None)
}
