//! Which strokes may be of one symbol, by where they are.

use crate::ink::{Bounds, Trace, distance_to_segment};

/// Distances below are in usual sizes of a stroke. Strokes nearer than this are linked, whatever they are.
const TOUCH: f32 = 0.12;
/// A bar and a stroke that is none are linked up to this distance, a bar of more than `LONG_BAR` at its ends alone.
const BAR_NEAR: f32 = 0.3;
const LONG_BAR: f32 = 2.0;
/// Strokes beside each other, as the halves of a K, are linked up to this distance.
const APART: f32 = 0.4;
/// Strokes of which none is `LIKE` times as large as the other are linked where their boxes overlap or are not farther
/// apart, as the angle and the leaning bar of a ≥ are.
const CROSSING: f32 = 0.08;
const LIKE: f32 = 2.5;
/// A dot is smaller than this, and linked up to this distance from what it is above or below of.
const DOT: f32 = 0.36;
const DOT_APART: f32 = 1.1;
/// No strokes are linked over a larger distance.
const FARTHEST: f32 = 1.1;
/// A bar and what stands above or below it, as in ≤, are linked up to this distance.
const BAR_APART: f32 = 0.6;
/// Two bars above each other, as in =, are linked up to this distance, or up to this part of their length.
const BARS_APART: f32 = 0.85;
const BARS_APART_OF_LENGTH: f32 = 0.8;

/// Whether one symbol could have both strokes.
pub fn are_linked(one: &Trace, other: &Trace, usual: f32) -> bool {
    let (a, b) = (one.bounds, other.bounds);
    let high = overlap((a.top, a.bottom), (b.top, b.bottom));
    let wide = overlap((a.left, a.right), (b.left, b.right));
    // The distance of the boxes; that of the strokes is not smaller.
    let boxes = (-wide).max(0.0).hypot((-high).max(0.0));
    if boxes > FARTHEST * usual {
        return false;
    }
    let is_dot = |bounds: Bounds| bounds.longer_side() < DOT * usual;
    if is_dot(a) || is_dot(b) {
        return wide > -DOT * usual && -high < DOT_APART * usual;
    }
    let is_flat = |bounds: Bounds| bounds.height() < 0.45 * bounds.width();
    let (narrow, broad) = (a.width().min(b.width()), a.width().max(b.width()));
    let apart = (BARS_APART_OF_LENGTH * broad).max(BARS_APART * usual);
    if is_flat(a) && is_flat(b) && wide > 0.5 * narrow && narrow > 0.4 * broad && -high < apart {
        return true;
    }
    // A bar under or over something else, as in ≤ and ±.
    if (is_flat(a) || is_flat(b)) && wide > 0.6 * narrow && broad < 2.5 * narrow && -high < BAR_APART * usual {
        return true;
    }
    let (small, large) = (a.longer_side().min(b.longer_side()), a.longer_side().max(b.longer_side()));
    if boxes <= CROSSING * usual && large < LIKE * small {
        return true;
    }
    let beside = high > 0.3 * a.height().min(b.height());
    let limit = if beside { APART } else { TOUCH } * usual;
    if boxes <= limit && distance(one, other, limit) <= limit {
        return true;
    }
    match [is_flat(a), is_flat(b)] {
        [true, false] => is_near_bar(one, other, usual),
        [false, true] => is_near_bar(other, one, usual),
        _ => false,
    }
}

/// Whether a stroke is near a bar, as the legs of a π are; of a long bar, which may be that of a fraction, near one of its
/// ends, as the hook of a root is near its roof.
fn is_near_bar(bar: &Trace, stroke: &Trace, usual: f32) -> bool {
    let limit = BAR_NEAR * usual;
    if bar.bounds.width() < LONG_BAR * usual {
        return distance(bar, stroke, limit) <= limit;
    }
    let ends = [bar.points[0], bar.points[bar.points.len() - 1]];
    ends.into_iter().filter_map(|end| Trace::new(vec![end])).any(|end| distance(&end, stroke, limit) <= limit)
}

/// How far two intervals overlap; below zero, how far they are apart.
fn overlap(a: (f32, f32), b: (f32, f32)) -> f32 {
    a.1.min(b.1) - a.0.max(b.0)
}

/// The least distance of the lines of two strokes, or the first that is found to be within the limit.
fn distance(one: &Trace, other: &Trace, limit: f32) -> f32 {
    let from = |points: &Trace, line: &Trace| {
        let segments = line.points.windows(2).map(|pair| (pair[0], pair[1]));
        let segments: Vec<_> = segments.chain([(line.points[0], line.points[0])]).collect();
        let mut least = f32::MAX;
        for point in &points.points {
            for (a, b) in &segments {
                least = least.min(distance_to_segment(*point, *a, *b));
            }
            if least <= limit {
                break;
            }
        }
        least
    };
    let least = from(one, other);
    if least <= limit { least } else { least.min(from(other, one)) }
}
