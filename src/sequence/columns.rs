//! A line seen column by column, from left to right: for ink of which nobody knows in what order it was drawn.
//!
//! Each column has a few rows of cells, and each cell says how much ink there is in four directions. Neither the order of
//! strokes nor how tracing parted them makes a difference.

use super::size::LineSize;
use super::{path, surroundings};
use crate::ink::Point;
use std::f32::consts::{FRAC_PI_4, PI};

/// The width of a column, in units of the line.
pub const STEP: f32 = 0.15;
/// The height of a row of cells.
const HIGH: f32 = 0.25;
const ROWS: usize = 22;
const DIRECTIONS: usize = 4;
/// How many numbers describe a column.
pub const FEATURES: usize = ROWS * DIRECTIONS;
/// Columns without ink before the first and behind the last: the narrowest sign has some frames to be told in.
const MARGIN: usize = 5;
/// Ink is counted at points of this distance.
const FINE: f32 = 0.05;
/// How much of one point fills a cell: ink straight across a cell's height does.
const POINT: f32 = FINE / HIGH;
/// A line of more columns is no line that anybody writes; what is behind is left out.
const MOST: usize = 20_000;

/// The columns of a line.
#[derive(Debug)]
pub struct Columns {
    /// For each column, `FEATURES` numbers.
    pub frames: Vec<f32>,
    /// For each, the stroke with most ink in it.
    pub strokes: Vec<Option<u32>>,
    /// For each, where its middle is in the drawing.
    pub places: Vec<[f32; 2]>,
}

/// The columns of some strokes; None where there is no ink.
pub fn columns<S: AsRef<[Point]>>(strokes: &[S], size: &LineSize) -> Option<Columns> {
    let put = |p: &Point| [p.x / size.unit, (p.y - size.middle - size.slope * p.x) / size.unit];
    let placed: Vec<Vec<[f32; 2]>> =
        strokes.iter().map(|stroke| stroke.as_ref().iter().map(put).collect::<Vec<_>>()).collect();
    let across = || placed.iter().flatten().map(|[x, _]| *x);
    let (left, right) = across().fold((f32::MAX, f32::MIN), |(left, right), x| (left.min(x), right.max(x)));
    if left > right {
        return None;
    }
    let count = (((right - left) / STEP) as usize).min(MOST) + 2 * MARGIN + 1;
    let mut frames = vec![0.0_f32; count * FEATURES];
    // The stroke with most ink in each column.
    let mut most = vec![(0.0_f32, None); count];
    for (stroke, places) in (0..).zip(&placed) {
        let mut own = vec![0.0_f32; count];
        let fine = path::resampled(places, FINE);
        for (point, [x, y]) in fine.iter().enumerate() {
            let parts = directions(path::way(&fine, point));
            for (column, across) in within((x - left) / STEP + MARGIN as f32, count) {
                own[column] += across;
                for (row, down) in within(y / HIGH + (ROWS - 1) as f32 / 2.0, ROWS) {
                    let cell = &mut frames[column * FEATURES + row * DIRECTIONS..][..DIRECTIONS];
                    parts.iter().for_each(|(direction, part)| cell[*direction] += POINT * across * down * part);
                }
            }
        }
        for (most, own) in most.iter_mut().zip(own) {
            if own > most.0 {
                *most = (own, Some(stroke));
            }
        }
    }
    frames.iter_mut().for_each(|ink| *ink = ink.min(1.0));
    let place = |column: usize| {
        let x = (left + (column as f32 - MARGIN as f32) * STEP) * size.unit;
        [x, size.middle + size.slope * x]
    };
    let strokes = most.into_iter().map(|(_, stroke)| stroke).collect();
    Some(Columns { frames, strokes, places: (0..count).map(place).collect() })
}

/// The two numbers below `count` beside a place, and how near it is to each.
fn within(place: f32, count: usize) -> impl Iterator<Item = (usize, f32)> {
    let beside = surroundings::beside(place).into_iter();
    beside.filter_map(move |(at, part)| Some((usize::try_from(at).ok().filter(|at| *at < count)?, part)))
}

/// How much of each direction a way has: of the two that it is between.
fn directions([dx, dy]: [f32; 2]) -> [(usize, f32); DIRECTIONS] {
    if dx == 0.0 && dy == 0.0 {
        return std::array::from_fn(|direction| (direction, 1.0 / DIRECTIONS as f32));
    }
    // Ways there and back are one.
    let turn = dy.atan2(dx).rem_euclid(PI) / FRAC_PI_4;
    let (low, part) = (turn as usize % DIRECTIONS, turn.fract());
    std::array::from_fn(|direction| {
        let part = match (direction + DIRECTIONS - low) % DIRECTIONS {
            0 => 1.0 - part,
            1 => part,
            _ => 0.0,
        };
        (direction, part)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn line(from: (f32, f32), to: (f32, f32)) -> Vec<Point> {
        let at = |part: f32| Point::at(from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        (0..=20).map(|step| at(step as f32 / 20.0)).collect()
    }

    const SIZE: LineSize = LineSize { unit: 10.0, middle: 5.0, slope: 0.0 };

    #[test]
    fn neither_order_nor_parting_of_strokes_makes_a_difference() {
        let (down, across) = (line((0.0, 0.0), (0.0, 10.0)), line((0.0, 5.0), (30.0, 5.0)));
        let whole = columns(&[down.clone(), across.clone()], &SIZE).unwrap();
        let [before, after] = [across[..=9].to_vec(), across[9..].iter().rev().copied().collect()];
        let parted = columns(&[after, down, before], &SIZE).unwrap();
        assert_eq!((whole.places, whole.frames.len()), (parted.places, parted.frames.len()));
        let apart = whole.frames.iter().zip(&parted.frames).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(apart < 0.25, "{apart}");
    }

    #[test]
    fn cells_tell_where_ink_is_and_which_way_it_goes() {
        let seen = columns(&[line((0.0, 0.0), (0.0, 10.0)), line((10.0, 5.0), (20.0, 5.0))], &SIZE).unwrap();
        assert_eq!(seen.strokes.len(), 2 * MARGIN + 14);
        let of = |column: usize| &seen.frames[column * FEATURES..][..FEATURES];
        let direction =
            |column: usize, direction: usize| of(column).iter().skip(direction).step_by(DIRECTIONS).sum::<f32>();
        assert!(direction(MARGIN, 2) > 3.0 && direction(MARGIN, 0) < 0.1);
        let bar = MARGIN + 10;
        assert!(direction(bar, 0) > 0.3 && direction(bar, 2) < 0.1, "{:?}", of(bar));
        assert_eq!(of(0).iter().sum::<f32>(), 0.0);
        assert_eq!([seen.strokes[MARGIN], seen.strokes[bar], seen.strokes[0]], [Some(0), Some(1), None]);
        let [x, y] = seen.places[bar];
        assert!((x - 15.0).abs() < 1e-3 && y == 5.0);
    }

    #[test]
    fn a_dot_is_seen_and_nothing_is_not() {
        let dot = columns(&[vec![Point::at(3.0, 4.0)]], &SIZE).unwrap();
        assert_eq!(dot.strokes.len(), 2 * MARGIN + 1);
        assert!(dot.frames.iter().sum::<f32>() > 0.3);
        assert!(columns(&[Vec::new()], &SIZE).is_none());
    }
}
