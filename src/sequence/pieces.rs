//! Strokes that were traced from a picture, put in an order for reading: the order in which they were drawn is not known.
//!
//! What goes straight on through a crossing is one stroke after tracing, and may run through several letters whose other
//! parts end on it. Such strokes are cut where others end on them, and the pieces are taken from left to right, so that
//! what a letter is made of stands together.

use crate::ink::{Bounds, Point};
use crate::order;

/// Strokes less wide than this, in units, are left whole.
const WIDE: f32 = 0.8;
/// A stroke ends on another if it comes as near as this, in units.
const TOUCH: f32 = 0.2;
/// No piece is shorter than this, in units.
const SHORT: f32 = 0.3;

/// The pieces of some strokes, from left to right, each with the stroke that it is of.
pub fn pieces<S: AsRef<[Point]>>(strokes: &[S], unit: f32) -> Vec<(usize, Vec<Point>)> {
    let ends = |stroke: usize| strokes[stroke].as_ref().first().into_iter().chain(strokes[stroke].as_ref().last());
    let mut pieces = Vec::with_capacity(strokes.len());
    for (at, stroke) in strokes.iter().enumerate() {
        let points = stroke.as_ref();
        let Some(bounds) = Bounds::around(points) else { continue };
        let mut cuts: Vec<usize> = Vec::new();
        if bounds.width() >= WIDE * unit {
            let others = (0..strokes.len()).filter(|other| *other != at).flat_map(ends);
            let is_beside = |end: &&Point| end.x > bounds.left && end.x < bounds.right;
            cuts.extend(others.filter(is_beside).filter_map(|end| nearest(points, *end, TOUCH * unit)));
            cuts.sort_unstable();
        }
        let mut from = 0;
        for cut in cuts {
            let is_long = |range: &[Point]| length(range) >= SHORT * unit;
            if cut > from && is_long(&points[from..=cut]) && is_long(&points[cut..]) {
                pieces.push((at, points[from..=cut].to_vec()));
                from = cut;
            }
        }
        pieces.push((at, points[from..].to_vec()));
    }
    let middle = |(_, points): &(usize, Vec<Point>)| {
        order::key(points.iter().map(|point| point.x).sum::<f32>() / points.len().max(1) as f32)
    };
    order::ascending(pieces, middle)
}

/// The point that is nearest to a place, if one is as near as this.
fn nearest(points: &[Point], place: Point, reach: f32) -> Option<usize> {
    let far = |at: &usize| order::key(points[*at].distance(place));
    (0..points.len()).min_by_key(far).filter(|at| points[*at].distance(place) <= reach)
}

fn length(points: &[Point]) -> f32 {
    points.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(from: (f32, f32), to: (f32, f32)) -> Vec<Point> {
        let at = |part: f32| Point::at(from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        (0..=20).map(|step| at(step as f32 / 20.0)).collect()
    }

    #[test]
    fn a_long_stroke_is_cut_where_others_end_on_it() {
        let strokes = [line((0.0, 0.0), (4.0, 0.0)), line((1.0, -1.0), (1.0, 0.0)), line((3.0, -1.0), (3.1, 0.1))];
        let found = pieces(&strokes, 1.0);
        assert_eq!(found.iter().map(|(stroke, _)| *stroke).collect::<Vec<_>>(), [0, 1, 0, 2, 0]);
        let ink: f32 = found.iter().map(|(_, points)| length(points)).sum();
        assert!((ink - strokes.iter().map(|stroke| length(stroke)).sum::<f32>()).abs() < 1e-3);
    }

    #[test]
    fn what_is_narrow_or_only_crossed_stays_whole() {
        let strokes = [line((0.0, 0.0), (0.1, 2.0)), line((-1.0, 1.0), (1.0, 1.0)), line((0.05, 1.0), (0.6, 2.0))];
        let found = pieces(&strokes[..2], 1.0);
        assert_eq!(found.len(), 2);
        assert_eq!(pieces(&strokes, 1.0).iter().filter(|(stroke, _)| *stroke == 0).count(), 1);
        assert_eq!(pieces::<Vec<Point>>(&[Vec::new()], 1.0), Vec::new());
    }
}
