//! The search for solutions in floats: changes of sign and places where the sides touch, within a window.

use super::recognize::exact_solution;
use super::solutions::{Solutions, sort};
use crate::maths::error::MathsError;
use crate::maths::evaluate::Evaluator;
use crate::maths::number::Value;
use crate::maths::numeric::Numeric;
use crate::maths::scope::{Angle, Scope};
use crate::maths::term::{Function, Name, Term};

/// Where solutions are looked for first.
const WINDOW: f64 = 100.0;
/// The same for angles in degrees: two turns each way.
const DEGREES: f64 = 720.0;
/// Where they are looked for when there is none.
const FAR: f64 = 1e6;
/// Places in the window.
const SAMPLES: usize = 4_000;
/// Terms that may be worked out.
const STEPS: u64 = 400_000;
/// Solutions that are kept, at most.
const MOST: usize = 8;

pub(super) fn search(left: &Term, right: &Term, name: &Name, scope: &Scope) -> Result<Solutions, MathsError> {
    // What is undefined whatever the letter is says so.
    for side in [left, right] {
        if !side.names().contains(name) {
            Evaluator::new(scope, &mut Default::default()).value(side)?;
        }
    }
    let turns = |term: &Term| matches!(term, Term::Function(function, _) if Function::takes_angle(*function));
    let angles = scope.angle() == Angle::Degrees && (left.contains(&turns) || right.contains(&turns));
    let window = if angles { DEGREES } else { WINDOW };
    let mut sides = Sides { numeric: Numeric::new(scope, STEPS), left, right, name };
    // Whole numbers are among them.
    let inner: Vec<f64> =
        (0..=SAMPLES).map(|at| window * (2.0 * at as f64 - SAMPLES as f64) / SAMPLES as f64).collect();
    if inner.iter().all(|x| matches!(sides.apart(*x).0, apart if apart == 0.0 || apart.is_nan()))
        && inner.iter().any(|x| sides.apart(*x).0 == 0.0)
    {
        return Ok(Solutions::Every { exactly: false });
    }
    let mut found = sides.zeros(&inner, true)?;
    let mut reach = window;
    if found.is_empty() {
        reach = FAR;
        // By even ratios.
        let outer = |sign: f64| (0..=600).map(move |at| sign * window * (FAR / window).powf(f64::from(at) / 600.0));
        for sign in [-1.0, 1.0] {
            found.extend(sides.zeros(&outer(sign).collect::<Vec<_>>(), false)?);
        }
    }
    if !sides.numeric.has_steps() {
        return Err(MathsError::TooManySteps);
    }
    found.sort_by(|a, b| a.abs().total_cmp(&b.abs()).then(a.total_cmp(b)));
    found.dedup_by(|a, b| (*a - *b).abs() <= 1e-7 * a.abs().max(1e-3));
    let more = found.len() > MOST;
    found.truncate(MOST);
    let exact =
        |near: &f64| exact_solution(left, right, name, scope, *near).map_or_else(|| Evaluator::float(*near), Ok);
    let mut values = found.iter().map(exact).collect::<Result<Vec<Value>, _>>()?;
    sort(&mut values);
    values.dedup();
    Ok(Solutions::Within { values, from: -reach, to: reach, more })
}

struct Sides<'a> {
    numeric: Numeric<'a>,
    left: &'a Term,
    right: &'a Term,
    name: &'a Name,
}

impl Sides<'_> {
    /// How far the sides are apart, zero within rounding, and how large they are.
    fn apart(&mut self, x: f64) -> (f64, f64) {
        let (left, right) = (self.numeric.at(self.left, self.name, x), self.numeric.at(self.right, self.name, x));
        let (apart, size) = (left - right, left.abs() + right.abs());
        (if apart.abs() <= 4.0 * f64::EPSILON * size { 0.0 } else { apart }, size)
    }

    fn zeros(&mut self, samples: &[f64], touching: bool) -> Result<Vec<f64>, MathsError> {
        let apart: Vec<f64> = samples.iter().map(|x| self.apart(*x).0).collect();
        let mut zeros = Vec::new();
        for at in 0..samples.len() {
            let before = at.checked_sub(1).map_or(f64::NAN, |before| apart[before]);
            let after = apart.get(at + 1).copied().unwrap_or(f64::NAN);
            if apart[at] == 0.0 && touching {
                if before == 0.0 && after == 0.0 {
                    return Err(MathsError::NotWorkedOut("An equation that a whole range of numbers solves"));
                }
                zeros.push(samples[at]);
            } else if apart[at] == 0.0 && before * after < 0.0 {
                zeros.push(samples[at]);
            } else if apart[at] * after < 0.0 {
                zeros.extend(self.bisect(samples[at], samples[at + 1]));
            } else if touching && apart[at].abs() < before.abs() && apart[at].abs() <= after.abs() {
                zeros.extend(self.touch(samples[at - 1], samples[at + 1]));
            } else if touching && apart[at].is_nan() != after.is_nan() && at + 1 < samples.len() {
                zeros.extend(self.edge(samples[at], samples[at + 1]));
            }
        }
        Ok(zeros)
    }

    /// Where the sign changes; None at a pole.
    fn bisect(&mut self, mut low: f64, mut high: f64) -> Option<f64> {
        let (at_low, at_high) = (self.apart(low).0, self.apart(high).0);
        for _ in 0..90 {
            let middle = low + (high - low) / 2.0;
            match self.apart(middle).0 {
                0.0 => return Some(middle),
                value if value * at_low > 0.0 => low = middle,
                value if value.is_nan() => return None,
                _ => high = middle,
            }
        }
        let (apart, size) = self.apart(low);
        (apart.abs() <= 1e-3 * at_low.abs().max(at_high.abs()) && apart.abs() <= 1e-6 * size.max(1e-6)).then_some(low)
    }

    /// Where the sides come nearest without crossing, by golden section, if they meet there.
    fn touch(&mut self, mut low: f64, mut high: f64) -> Option<f64> {
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        for _ in 0..80 {
            let (a, b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
            match self.apart(a).0.abs() < self.apart(b).0.abs() {
                true => high = b,
                false => low = a,
            }
        }
        let middle = low + (high - low) / 2.0;
        let (apart, size) = self.apart(middle);
        (apart.abs() <= 1e-12 * size.max(1.0)).then_some(middle)
    }

    /// Where the sides meet at or near the end of where both are defined: √x = 0, ln x = -9.
    fn edge(&mut self, mut low: f64, mut high: f64) -> Option<f64> {
        let (first, last) = (low, high);
        let defined_low = !self.apart(low).0.is_nan();
        for _ in 0..60 {
            let middle = low + (high - low) / 2.0;
            match self.apart(middle).0.is_nan() == defined_low {
                true => high = middle,
                false => low = middle,
            }
        }
        let (inside, sample) = if defined_low { (low, first) } else { (high, last) };
        let (apart, size) = self.apart(inside);
        if apart.abs() <= 1e-7 * size.max(1.0) {
            return Some(inside);
        }
        if apart * self.apart(sample).0 < 0.0 { self.bisect(inside, sample) } else { None }
    }
}
