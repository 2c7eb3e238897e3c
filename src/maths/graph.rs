//! Graphs: a curve sampled into runs of points, with gaps where it is undefined or jumps.

use super::error::MathsError;
use super::numeric::Numeric;
use super::scope::{Angle, Scope};
use super::term::{Name, Term};

/// Places along the window's width.
const SAMPLES: usize = 480;
/// Terms that one sampling may work out.
const STEPS: u64 = 200_000;

/// A stretch of both axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub left: f64,
    pub right: f64,
    pub bottom: f64,
    pub top: f64,
}

/// A curve, the window that shows it well, and its runs of points in that.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    pub curve: Curve,
    pub window: Window,
    /// Points from left to right; the curve has a gap between one run and the next.
    pub runs: Vec<Vec<(f64, f64)>>,
}

/// What can be sampled anew as the visitor zooms.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    term: Term,
    variable: Name,
    scope: Scope,
}

impl Curve {
    pub(crate) fn new(term: Term, variable: Name, scope: Scope) -> Self {
        Self { term, variable, scope }
    }

    /// The letter along the horizontal axis.
    pub fn variable(&self) -> &Name {
        &self.variable
    }

    /// The value at a place; None where there is none.
    pub fn at(&self, x: f64) -> Option<f64> {
        let value = Numeric::new(&self.scope, STEPS).at(&self.term, &self.variable, x);
        value.is_finite().then_some(value)
    }

    /// The runs of points between two places, for a window of this height.
    pub fn sample(&self, left: f64, right: f64, height: f64) -> Result<Vec<Vec<(f64, f64)>>, MathsError> {
        let sane = left.is_finite() && right.is_finite() && left < right && (right - left).is_finite();
        if !sane {
            return Ok(Vec::new());
        }
        let mut numeric = Numeric::new(&self.scope, STEPS);
        let runs = self.runs(&mut |x| numeric.at(&self.term, &self.variable, x), left, right, height);
        if numeric.has_steps() { Ok(runs) } else { Err(MathsError::TooManySteps) }
    }

    fn runs(&self, at: &mut dyn FnMut(f64) -> f64, left: f64, right: f64, height: f64) -> Vec<Vec<(f64, f64)>> {
        let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut before = (left, f64::NAN);
        for step in 0..=SAMPLES {
            let x = left + (right - left) * step as f64 / SAMPLES as f64;
            let here = (x, at(x));
            match (before.1.is_nan(), here.1.is_nan()) {
                (true, true) => {}
                (true, false) => {
                    if step > 0 {
                        run.push(edge(at, here, before.0));
                    }
                    run.push(here);
                }
                (false, true) => {
                    run.push(edge(at, before, here.0));
                    runs.push(std::mem::take(&mut run));
                }
                (false, false) => {
                    if (here.1 - before.1).abs() > height / 4.0 && jumps(at, before, here, height) {
                        runs.push(std::mem::take(&mut run));
                    }
                    run.push(here);
                }
            }
            before = here;
        }
        runs.push(run);
        for run in &mut runs {
            run.dedup();
        }
        runs.retain(|run| !run.is_empty());
        runs
    }
}

impl Graph {
    /// In a window of usual size; as high as most of the curve.
    pub(crate) fn new(curve: Curve) -> Result<Self, MathsError> {
        let turns = |term: &Term| matches!(term, Term::Function(function, _) if function.takes_angle());
        let degrees = curve.scope.angle() == Angle::Degrees && curve.term.contains(&turns);
        let reach = if degrees { 360.0 } else { 10.0 };
        let (bottom, top) = heights(&curve.sample(-reach, reach, f64::INFINITY)?);
        let runs = curve.sample(-reach, reach, top - bottom)?;
        Ok(Self { curve, window: Window { left: -reach, right: reach, bottom, top }, runs })
    }
}

/// Where most of the points are, with the axis and some space.
fn heights(runs: &[Vec<(f64, f64)>]) -> (f64, f64) {
    let mut values: Vec<f64> = runs.iter().flatten().map(|point| point.1).filter(|y| y.abs() < 1e12).collect();
    values.sort_by(f64::total_cmp);
    let part = |of: f64| values.get((values.len() as f64 * of) as usize).copied();
    let (Some(low), Some(high)) = (part(0.08), part(0.92)) else { return (-10.0, 10.0) };
    // The ends belong to it where they are not far away.
    let spread = (high - low).max(1e-9);
    let ends = (part(0.0).unwrap_or(low), values.last().copied().unwrap_or(high));
    let low = if low - ends.0 < spread { ends.0 } else { low };
    let high = if ends.1 - high < spread { ends.1 } else { high };
    let (low, high) = (low.min(0.0), high.max(0.0));
    let space = ((high - low) * 0.08).max(0.5);
    (low - space, high + space)
}

/// The last point with a value on the way from one that has to a place that has none.
fn edge(at: &mut dyn FnMut(f64) -> f64, mut inside: (f64, f64), mut outside: f64) -> (f64, f64) {
    for _ in 0..24 {
        let middle = inside.0 + (outside - inside.0) / 2.0;
        match at(middle) {
            nan if nan.is_nan() => outside = middle,
            value => inside = (middle, value),
        }
    }
    inside
}

/// Halved again and again, a jump stays as high; a steep slope does not.
fn jumps(at: &mut dyn FnMut(f64) -> f64, mut low: (f64, f64), mut high: (f64, f64), height: f64) -> bool {
    for _ in 0..30 {
        let middle = low.0 + (high.0 - low.0) / 2.0;
        let value = at(middle);
        if value.is_nan() {
            return true;
        }
        match (value - low.1).abs() > (high.1 - value).abs() {
            true => high = (middle, value),
            false => low = (middle, value),
        }
        if (high.1 - low.1).abs() < height / 100.0 {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::parse::statement;
    use crate::maths::{flat, latex};

    fn graph(row: &str) -> Graph {
        let term = statement(&latex::read(row).unwrap(), &|_| false).unwrap().sides.remove(0);
        Graph::new(Curve::new(term, Name::letter("x"), Scope::default())).unwrap()
    }

    #[test]
    fn poles_and_undefined_stretches_are_gaps() {
        assert_eq!(graph(r"\frac 1 x").runs.len(), 2);
        assert_eq!(graph("x^2").runs.len(), 1);
        assert_eq!(graph(r"\tan x").runs.len(), 7);
        let root = graph(r"\sqrt x");
        assert_eq!(root.runs.len(), 1);
        assert!(root.runs[0][0].0.abs() < 1e-6, "{:?}", root.runs[0][0]);
    }

    #[test]
    fn no_point_is_undefined_and_the_window_has_a_height() {
        for row in [r"\frac{1}{x-x}", r"x^{100}", r"10^{300}x", r"\ln x", "5", r"\frac1{x^9}"] {
            let graph = graph(row);
            assert!(graph.runs.iter().flatten().all(|(x, y)| x.is_finite() && y.is_finite()), "{row}");
            assert!(graph.window.bottom < graph.window.top, "{row}");
        }
    }

    #[test]
    fn the_value_under_a_finger_is_there() {
        let term = statement(&flat::read("1/x").unwrap(), &|_| false).unwrap().sides.remove(0);
        let curve = Curve::new(term, Name::letter("x"), Scope::default());
        assert_eq!((curve.at(4.0), curve.at(0.0)), (Some(0.25), None));
        assert_eq!(curve.sample(f64::NAN, 1.0, 1.0), Ok(Vec::new()));
    }
}
