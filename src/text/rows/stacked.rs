//! Rows that stand so close that their ink has no valley between them, as capitals do: told by where strokes have their
//! middles, which lie closer together than their ends.
//!
//! Stems, bars and tails have their middles elsewhere, too. So rows are taken as such only where each stands below the one
//! before for most of its width.

use super::profile::{BINS, MOST_BINS, is_small, peaks, smoothed};
use crate::ink::{Point, Trace};
use crate::order;
use crate::sequence::LineSize;
use crate::statistics::weighted_median;
use std::collections::BTreeSet;

/// Rows stand this far apart at least, in units. So near, the profile falls below this part of the lower one's peak between
/// them.
const NEAREST: f32 = 1.2;
const NEAR_VALLEY: f32 = 0.1;
/// From this distance on, below this part.
const APART: f32 = 1.9;
const VALLEY: f32 = 0.45;
/// All rows together are not taken to slope by more.
const STEEPEST: f32 = 0.15;
/// Two rows are compared in columns of this width, in units. At least so many columns have ink of both rows, and at least this
/// part of the columns of the narrower row.
const COLUMN: f32 = 0.5;
const FEWEST: usize = 3;
const PART: f32 = 0.5;
/// A stroke that is less high, in units, is a bar.
const BAR: f32 = 0.5;
/// The letters of a row are at least this part as high as those of its neighbour.
const LOWEST: f32 = 0.5;

/// The row of each stroke, from the top, and how many rows there are.
pub fn parted(traces: &[Trace], unit: f32) -> (Vec<usize>, usize) {
    let level = by_middles(traces, unit, 0.0);
    // Parted as if they were level, they tell how they slope.
    let (row_of, count) = match slope(traces, &level) {
        0.0 => level,
        slope => by_middles(traces, unit, slope),
    };
    let of_row = |row: usize| -> Vec<&Trace> {
        traces.iter().zip(&row_of).filter(|(_, of)| **of == row).map(|(trace, _)| trace).collect()
    };
    let all: Vec<Vec<&Trace>> = (0..count).map(of_row).collect();
    // Where a row does not stand below the one before, both are one.
    let mut numbers = vec![0; count];
    for row in 1..count {
        numbers[row] = numbers[row - 1] + usize::from(is_below(&all[row - 1], &all[row], unit));
    }
    (row_of.into_iter().map(|row| numbers[row]).collect(), numbers.last().map_or(1, |last| last + 1))
}

/// The row of each stroke by the densest places of all strokes' middles.
fn by_middles(traces: &[Trace], unit: f32, slope: f32) -> (Vec<usize>, usize) {
    let middles: Vec<(f32, f32)> = traces.iter().map(|trace| middle(trace, slope)).collect();
    let has_large = traces.iter().any(|trace| !is_small(trace, unit));
    let counted = || middles.iter().zip(traces).filter(|(_, trace)| !has_large || !is_small(trace, unit));
    let (top, bottom) =
        counted().fold((f32::MAX, f32::MIN), |(top, bottom), ((y, _), _)| (top.min(*y), bottom.max(*y)));
    let bin = unit / BINS;
    // With room for what smoothing spreads.
    let place = |y: f32| ((y - top) / bin + 2.0).max(0.0) as usize;
    let bins = if top > bottom { 0 } else { place(bottom).saturating_add(3) };
    if bins > MOST_BINS {
        return (vec![0; traces.len()], 1);
    }
    let mut profile = vec![0.0; bins];
    counted().for_each(|((y, way), _)| profile.get_mut(place(*y)).into_iter().for_each(|sum| *sum += way));
    let valley = |apart: f32| {
        let far = (apart - NEAREST) / (APART - NEAREST);
        (far >= 0.0).then(|| NEAR_VALLEY + far.min(1.0) * (VALLEY - NEAR_VALLEY))
    };
    let smooth = smoothed(&smoothed(&profile, 1), 1);
    let peaks: Vec<f32> = peaks(&smooth, NEAREST, valley).into_iter().map(|at| top + (at as f32 - 1.5) * bin).collect();
    let nearest =
        |(y, _): &(f32, f32)| (0..peaks.len()).min_by_key(|at| order::key((peaks[*at] - y).abs())).unwrap_or_default();
    (middles.iter().map(nearest).collect(), peaks.len().max(1))
}

/// The height of a stroke's middle where rows slope so, each part counted by how far it goes up or down; and how far all go.
fn middle(trace: &Trace, slope: f32) -> (f32, f32) {
    let height = |point: &Point| point.y - slope * point.x;
    let parts = trace.points.windows(2).map(|pair| [height(&pair[0]), height(&pair[1])]);
    let (way, sum) = parts.fold((0.0, 0.0), |(way, sum), [from, to]| {
        let part = (to - from).abs();
        (way + part, sum + part * (from + to) / 2.0)
    });
    (if way > 0.0 { sum / way } else { trace.points.first().map_or(0.0, height) }, way)
}

/// How much rows fall for each step to the right: that of the row in the middle, by their ink.
fn slope(traces: &[Trace], (row_of, count): &(Vec<usize>, usize)) -> f32 {
    let of_row = |row: usize| {
        let own = traces.iter().zip(row_of).filter(|(_, of)| **of == row).map(|(trace, _)| trace.points.as_slice());
        let own: Vec<&[Point]> = own.collect();
        Some((LineSize::of(&own)?.slope, own.iter().map(|points| points.len()).sum::<usize>() as f32))
    };
    weighted_median((0..*count).filter_map(of_row).collect()).clamp(-STEEPEST, STEEPEST)
}

/// Whether these are two rows, one below the other.
fn is_below(upper: &[&Trace], lower: &[&Trace], unit: f32) -> bool {
    let letters = |row: &[&Trace]| -> Vec<Vec<Point>> {
        let is_letter = |trace: &&&Trace| !is_small(trace, unit) && trace.bounds.height() >= BAR * unit;
        row.iter().filter(is_letter).map(|trace| trace.points.clone()).collect()
    };
    let [upper, lower] = [letters(upper), letters(lower)];
    let [one, other] = [columns(&upper, unit), columns(&lower, unit)];
    let both = one.intersection(&other).count();
    let (Some(a), Some(b)) = (LineSize::of(&upper), LineSize::of(&lower)) else { return false };
    both >= FEWEST
        && both as f32 >= PART * one.len().min(other.len()) as f32
        && a.unit.min(b.unit) >= LOWEST * a.unit.max(b.unit)
}

/// The columns in which strokes have ink.
fn columns(strokes: &[Vec<Point>], unit: f32) -> BTreeSet<i32> {
    let column = |x: f32| (x / (COLUMN * unit)).floor() as i32;
    let pairs = strokes.iter().flat_map(|points| points.windows(2));
    pairs.flat_map(|pair| column(pair[0].x.min(pair[1].x))..=column(pair[0].x.max(pair[1].x))).collect()
}
