//! Strokes to the rows of text that they are written in.
//!
//! Rows of handwriting reach into each other: tails hang into the next row, and tall letters into the one before. What
//! tells rows apart is where most ink goes up and down: between base line and the top of small letters. Each row is a
//! peak of the ink's profile over the height, and each stroke belongs to the nearest peak.

use crate::ink::{Bounds, Trace};
use crate::order;
use crate::sequence::LineSize;

/// Bins of the profile in a unit of the text.
const BINS: f32 = 4.0;
/// Rows stand this far apart at least, in units.
const APART: f32 = 1.9;
/// Between two rows the profile falls below this part of the lower one's peak.
const VALLEY: f32 = 0.45;
/// A row has this part of the ink of the fullest one at least; less is dots and tails.
const THIN: f32 = 0.08;
/// A stroke smaller than this, in units, belongs where its neighbours do.
const SMALL: f32 = 0.8;
/// No drawing has a profile of more bins; a stray dot far away would want millions.
const MOST_BINS: usize = 20_000;

/// The strokes of each row, from the top; in each row ascending.
pub fn rows(traces: &[Trace]) -> Vec<Vec<usize>> {
    let points: Vec<&[crate::ink::Point]> = traces.iter().map(|trace| trace.points.as_slice()).collect();
    let Some(size) = LineSize::of(&points) else { return Vec::new() };
    let peaks = peaks(traces, size.unit);
    if peaks.len() < 2 {
        return vec![(0..traces.len()).collect()];
    }
    let middles: Vec<f32> = traces.iter().map(middle).collect();
    let nearest = |y: f32| {
        let far = |at: &usize| order::key((peaks[*at] - y).abs());
        (0..peaks.len()).min_by_key(far).unwrap_or_default()
    };
    let is_small = |bounds: &Bounds| bounds.longer_side() < SMALL * size.unit;
    let large: Vec<(usize, usize)> =
        (0..traces.len()).filter(|at| !is_small(&traces[*at].bounds)).map(|at| (at, nearest(middles[at]))).collect();
    let row_of = |at: usize| {
        if let Some((_, row)) = large.iter().find(|(other, _)| *other == at) {
            return *row;
        }
        // A dot stands above its letter and a comma hangs below: both belong to the ink that is nearest.
        let far = |(other, _): &&(usize, usize)| order::key(apart(&traces[at].bounds, &traces[*other].bounds));
        large.iter().min_by_key(far).map_or_else(|| nearest(middles[at]), |(_, row)| *row)
    };
    let mut rows = vec![Vec::new(); peaks.len()];
    (0..traces.len()).for_each(|at| rows[row_of(at)].push(at));
    rows.retain(|row: &Vec<usize>| !row.is_empty());
    rows
}

/// The heights where the ink of each row is densest, from the top.
fn peaks(traces: &[Trace], unit: f32) -> Vec<f32> {
    let Some(whole) = traces.iter().map(|trace| trace.bounds).reduce(Bounds::union) else { return Vec::new() };
    let bin = unit / BINS;
    let count = (whole.height() / bin) as usize + 1;
    if count > MOST_BINS {
        return Vec::new();
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
    let profile = smoothed(&profile, BINS as usize / 2);
    let most = profile.iter().copied().fold(0.0, f32::max);
    let mut peaks: Vec<usize> = Vec::new();
    let is_peak = |at: &usize| {
        let reach = (APART * BINS / 2.0) as usize;
        let around = &profile[at.saturating_sub(reach)..(at + reach + 1).min(count)];
        profile[*at] >= THIN * most && around.iter().all(|other| *other <= profile[*at])
    };
    for at in (0..count).filter(is_peak) {
        match peaks.last().copied() {
            // Without a valley in between, both are of one row, and the higher one stands for it.
            Some(last) if !has_valley(&profile[last..=at]) => {
                if profile[at] > profile[last] {
                    *peaks.last_mut().unwrap_or(&mut 0) = at;
                }
            }
            _ => peaks.push(at),
        }
    }
    peaks.into_iter().map(|at| whole.top + (at as f32 + 0.5) * bin).collect()
}

fn has_valley(between: &[f32]) -> bool {
    let (Some(first), Some(last)) = (between.first(), between.last()) else { return false };
    let lowest = between.iter().copied().fold(f32::MAX, f32::min);
    between.len() as f32 >= APART * BINS && lowest < VALLEY * first.min(*last)
}

/// Means over so many bins on either side.
fn smoothed(profile: &[f32], reach: usize) -> Vec<f32> {
    let mean = |at: usize| {
        let around = &profile[at.saturating_sub(reach)..(at + reach + 1).min(profile.len())];
        around.iter().sum::<f32>() / (2 * reach + 1) as f32
    };
    (0..profile.len()).map(mean).collect()
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
    use crate::ink::Point;

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
}
