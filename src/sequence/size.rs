//! How large the letters of a line are, where its middle is, and how it slopes.

use crate::ink::Point;
use crate::statistics::weighted_median;

/// Turns of the pen smaller than this, in heights of the whole line, are tremor.
const TREMOR: f32 = 0.05;
/// A line without ups and downs, as a dash: its unit is this part of the way that the pen went between two turns.
const FLAT: f32 = 0.35;
/// Lines shorter than this, in units, are taken as level; longer ones more and more as they are.
const SHORT: f32 = 10.0;
/// A line does not slope by more.
const STEEPEST: f32 = 0.5;

/// The size of a line's letters, and where they stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineSize {
    /// The usual length of a stroke's way up or down: about the height of a small letter. Never zero.
    pub unit: f32,
    /// The usual height of the middle of such a way, at x = 0.
    pub middle: f32,
    /// How much the line falls for each step to the right.
    pub slope: f32,
}

/// A way of the pen up or down, between two turns.
struct Run {
    x: f32,
    y: f32,
    length: f32,
}

impl LineSize {
    /// None where there is no ink.
    pub fn of<S: AsRef<[Point]>>(strokes: &[S]) -> Option<Self> {
        let points = || strokes.iter().flat_map(|stroke| stroke.as_ref());
        let first = points().next()?;
        let box_of = points().fold([first.x, first.y, first.x, first.y], |[l, t, r, b], p| {
            [l.min(p.x), t.min(p.y), r.max(p.x), b.max(p.y)]
        });
        let height = box_of[3] - box_of[1];
        let runs: Vec<Run> = strokes.iter().flat_map(|stroke| runs(stroke.as_ref(), TREMOR * height)).collect();
        let way = |points: &[Point]| points.windows(2).map(|pair| pair[0].distance(pair[1])).sum::<f32>();
        let way: f32 = strokes.iter().map(|stroke| way(stroke.as_ref())).sum();
        let usual = weighted_median(runs.iter().map(|run| (run.length, run.length)).collect());
        let unit = usual.max(FLAT * way / runs.len().max(1) as f32).max(1e-3);
        let unit = if unit > 1e-3 { unit } else { 1.0 };
        let slope = slope(&runs, (box_of[2] - box_of[0]) / unit);
        let middle = weighted_median(runs.iter().map(|run| (run.y - slope * run.x, run.length)).collect());
        Some(Self { unit, middle, slope })
    }
}

/// The ways up and down of a stroke; turns by less than `tremor` are none. A stroke has one at least.
fn runs(points: &[Point], tremor: f32) -> Vec<Run> {
    let Some(first) = points.first() else { return Vec::new() };
    let mut runs = Vec::new();
    // From the last turn to the point that is farthest from it.
    let (mut from, mut far) = (*first, *first);
    let mut end = |from: Point, far: Point| {
        runs.push(Run { x: (from.x + far.x) / 2.0, y: (from.y + far.y) / 2.0, length: (far.y - from.y).abs() });
    };
    for point in points {
        let (gone, back) = (far.y - from.y, point.y - far.y);
        if gone == 0.0 || gone * back >= 0.0 {
            far = *point;
        } else if back.abs() > tremor {
            end(from, far);
            (from, far) = (far, *point);
        }
    }
    end(from, far);
    runs
}

/// The slope of the middles of the runs by least squares, less of it where the line is short.
fn slope(runs: &[Run], width: f32) -> f32 {
    let sum = |of: &dyn Fn(&Run) -> f32| runs.iter().map(|run| run.length * of(run)).sum::<f32>();
    let all = sum(&|_| 1.0).max(1e-6);
    let (x, y) = (sum(&|run| run.x) / all, sum(&|run| run.y) / all);
    let spread = sum(&|run| (run.x - x).powi(2));
    if spread <= 1e-6 {
        return 0.0;
    }
    let slope = sum(&|run| (run.x - x) * (run.y - y)) / spread;
    let trust = width.powi(2) / (width.powi(2) + SHORT.powi(2));
    (slope * trust).clamp(-STEEPEST, STEEPEST)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn points(places: &[(f32, f32)]) -> Vec<Point> {
        places.iter().map(|(x, y)| Point::at(*x, *y)).collect()
    }

    /// Some letters u of this height.
    fn letters(height: f32, count: usize, slope: f32) -> Vec<Vec<Point>> {
        let letter = |at: usize| {
            let x = at as f32 * height;
            let y = |x: f32, y: f32| y + slope * x;
            let way = [(0.0, 0.0), (0.1, 1.0), (0.6, 0.9), (0.7, 0.0), (0.7, 1.0)];
            points(&way.map(|(dx, dy)| (x + dx * height, y(x + dx * height, dy * height))))
        };
        (0..count).map(letter).collect()
    }

    #[test]
    fn the_unit_is_the_height_of_small_letters() {
        let mut line = letters(30.0, 8, 0.0);
        line.push(points(&[(50.0, -25.0), (50.0, 30.0)]));
        let size = LineSize::of(&line).unwrap();
        assert!(
            (size.unit - 30.0).abs() < 4.0 && (size.middle - 15.0).abs() < 3.0 && size.slope.abs() < 0.02,
            "{size:?}"
        );
    }

    #[test]
    fn a_long_line_is_levelled() {
        let size = LineSize::of(&letters(20.0, 60, 0.2)).unwrap();
        assert!((size.slope - 0.2).abs() < 0.03, "{size:?}");
    }

    #[test]
    fn dashes_and_dots_have_a_unit() {
        assert!((LineSize::of(&[points(&[(0.0, 0.0), (10.0, 0.2)])]).unwrap().unit - 3.5).abs() < 0.1);
        assert!(LineSize::of(&[points(&[(3.0, 3.0)])]).unwrap().unit > 0.0);
        assert_eq!(LineSize::of(&[points(&[])]), None);
    }
}
