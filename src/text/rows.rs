//! Strokes to the rows of text that they are written in.
//!
//! Rows of handwriting reach into each other: tails hang into the next row, and tall letters into the one before. What
//! tells rows apart is where most ink goes up and down: between base line and the top of small letters. Each row is a
//! peak of the ink's profile over the height, and each stroke belongs to the nearest peak. Rows that stand closer are told by
//! the middles of their strokes.

mod profile;
mod stacked;

use crate::ink::{Bounds, Point, Trace};
use crate::order;
use crate::sequence::LineSize;
use profile::{BINS, MOST_BINS, is_small, peaks, smoothed};

/// Rows stand this far apart at least, in units.
const APART: f32 = 1.9;
/// Between two rows the profile falls below this part of the lower one's peak.
const VALLEY: f32 = 0.45;

/// The strokes of each row, from the top; in each row ascending.
pub fn rows(traces: &[Trace]) -> Vec<Vec<usize>> {
    let points: Vec<&[Point]> = traces.iter().map(|trace| trace.points.as_slice()).collect();
    let Some(LineSize { unit, .. }) = LineSize::of(&points) else { return Vec::new() };
    let [by_ink, stacked] = [by_ink(traces, unit), stacked::parted(traces, unit)];
    let (nearest, count) = if stacked.1 > by_ink.1 { stacked } else { by_ink };
    let large: Vec<usize> = (0..traces.len()).filter(|at| !is_small(&traces[*at], unit)).collect();
    let row_of = |at: usize| {
        if large.binary_search(&at).is_ok() {
            return nearest[at];
        }
        // A dot stands above its letter and a comma hangs below: both belong to the ink that is nearest.
        let far = |other: &&usize| order::key(apart(&traces[at].bounds, &traces[**other].bounds));
        nearest[*large.iter().min_by_key(far).unwrap_or(&at)]
    };
    let mut rows = vec![Vec::new(); count];
    (0..traces.len()).for_each(|at| rows[row_of(at)].push(at));
    rows.retain(|row: &Vec<usize>| !row.is_empty());
    rows
}

/// The row of each stroke by the heights where ink is densest, and how many rows there are.
fn by_ink(traces: &[Trace], unit: f32) -> (Vec<usize>, usize) {
    let Some(whole) = traces.iter().map(|trace| trace.bounds).reduce(Bounds::union) else { return (Vec::new(), 0) };
    let bin = unit / BINS;
    let count = (whole.height() / bin) as usize + 1;
    if count > MOST_BINS {
        return (vec![0; traces.len()], 1);
    }
    let mut profile = vec![0.0_f32; count];
    for pair in traces.iter().flat_map(|trace| trace.points.windows(2)) {
        // Strokes up and down count with their length, across what they cross.
        let (top, bottom) = (pair[0].y.min(pair[1].y) - whole.top, pair[0].y.max(pair[1].y) - whole.top);
        let last = (bottom / bin) as usize + 1;
        for (at, sum) in profile.iter_mut().enumerate().take(last).skip((top / bin) as usize) {
            let inside = bottom.min((at + 1) as f32 * bin) - top.max(at as f32 * bin);
            *sum += inside.max(0.0);
        }
    }
    let peaks = peaks(&smoothed(&profile, BINS as usize / 2), APART, |apart| (apart >= APART).then_some(VALLEY));
    let heights: Vec<f32> = peaks.into_iter().map(|at| whole.top + (at as f32 + 0.5) * bin).collect();
    let nearest = |trace: &Trace| {
        let y = middle(trace);
        (0..heights.len()).min_by_key(|at| order::key((heights[*at] - y).abs())).unwrap_or_default()
    };
    (traces.iter().map(nearest).collect(), heights.len().max(1))
}

/// The height of a stroke's middle, each part counted by its length.
fn middle(trace: &Trace) -> f32 {
    let parts = trace.points.windows(2).map(|pair| (pair[0].distance(pair[1]), (pair[0].y + pair[1].y) / 2.0));
    let (length, sum) = parts.fold((0.0, 0.0), |(length, sum), (part, y)| (length + part, sum + part * y));
    if length > 0.0 { sum / length } else { trace.bounds.middle().1 }
}

/// How far two boxes are from each other; to the side counts twice.
fn apart(one: &Bounds, other: &Bounds) -> f32 {
    let gap = |low: f32, high: f32, other_low: f32, other_high: f32| (low - other_high).max(other_low - high).max(0.0);
    2.0 * gap(one.left, one.right, other.left, other.right) + gap(one.top, one.bottom, other.top, other.bottom)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn trace(points: &[(f32, f32)]) -> Trace {
        Trace::new(points.iter().map(|(x, y)| Point::at(*x, *y)).collect()).unwrap()
    }

    /// Letters u, with a tall one and one with a tail among them.
    fn row(top: f32, left: f32) -> Vec<Trace> {
        let letter = |at: usize| {
            let x = left + at as f32 * 25.0;
            let (up, down) = match at {
                2 => (top - 18.0, top + 20.0),
                4 => (top, top + 38.0),
                _ => (top, top + 20.0),
            };
            trace(&[(x, up), (x + 2.0, down), (x + 14.0, top + 18.0), (x + 15.0, top), (x + 16.0, top + 20.0)])
        };
        (0..7).map(letter).collect()
    }

    #[test]
    fn rows_are_told_apart_though_letters_reach_into_both() {
        let mut traces = row(100.0, 0.0);
        traces.extend(row(150.0, 10.0));
        // A dot that was put above the second row at last.
        traces.push(trace(&[(40.0, 138.0), (41.0, 139.0)]));
        assert_eq!(rows(&traces), [(0..7).collect::<Vec<_>>(), (7..15).collect()]);
    }

    #[test]
    fn one_row_stays_one() {
        let mut traces = row(0.0, 0.0);
        traces.push(trace(&[(60.0, -14.0), (61.0, -13.0)]));
        traces.push(trace(&[(10.0, 8.0), (30.0, 9.0)]));
        assert_eq!(rows(&traces).len(), 1);
        assert_eq!(rows(&[trace(&[(3.0, 3.0)])]), [[0]]);
        assert_eq!(rows(&[]), Vec::<Vec<usize>>::new());
    }

    /// Capitals E, each of a stem and three bars.
    fn capitals(top: f32, left: f32, count: usize) -> Vec<Trace> {
        let letter = |at: usize| {
            let x = left + at as f32 * 22.0;
            let bar = |y: f32| trace(&[(x, top + y), (x + 14.0, top + y)]);
            [trace(&[(x, top), (x, top + 30.0)]), bar(0.0), bar(15.0), bar(30.0)]
        };
        (0..count).flat_map(letter).collect()
    }

    #[test]
    fn rows_of_capitals_are_told_apart_though_they_nearly_touch() {
        let mut traces = capitals(0.0, 0.0, 5);
        traces.extend(capitals(48.0, 8.0, 4));
        traces.extend(capitals(96.0, 0.0, 6));
        assert_eq!(rows(&traces), [(0..20).collect::<Vec<_>>(), (20..36).collect(), (36..60).collect()]);
    }

    #[test]
    fn a_stem_with_its_middle_far_up_is_no_row() {
        let mut traces = row(0.0, 20.0);
        // A tall F, drawn as a stem and two bars, before small letters.
        traces.push(trace(&[(0.0, -60.0), (1.0, 20.0)]));
        traces.push(trace(&[(0.0, -60.0), (24.0, -62.0)]));
        traces.push(trace(&[(0.0, -30.0), (16.0, -31.0)]));
        assert_eq!(rows(&traces).len(), 1);
    }
}
