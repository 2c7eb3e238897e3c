//! Ink as an example keeps it: few points, rounded, and no more strokes around it than a model would see.

use crate::ink::{Bounds, Drawing, Point, Stroke, distance_to_segment};
use crate::order;

/// A point is left out where the line without it is nearer than this part of the sign's longer side: an eighth of a pixel
/// of the glyph.
const TOLERANCE: f32 = 1.0 / 160.0;
/// Coordinates are rounded to a power of two near this part of the longer side, within these limits in pixels.
const GRAIN: f32 = 1.0 / 256.0;
const FINEST: f32 = 1.0 / 16.0;
const COARSEST: f32 = 1.0;
/// Strokes around a sign that are kept, the nearest ones, and how far away they may be, in longer sides of the sign or of
/// the line's height.
const AROUND: usize = 12;
const NEAR: f32 = 2.0;
/// The width of all strokes: reading does not depend on it.
const WIDTH: f32 = 6.0;

/// The ink of a sign and what stands around it, with the corner of the sign's box at nought.
pub fn thinned(ink: &Drawing, around: &Drawing, height: f32) -> (Drawing, Drawing) {
    let Some(bounds) = ink.bounds() else { return Default::default() };
    let longer = bounds.longer_side();
    let grain = FINEST.max(longer * GRAIN).log2().round().exp2().min(COARSEST);
    let put = |stroke: &Stroke| {
        let points = line(&stroke.points, longer * TOLERANCE);
        let round = |number: f32| (number / grain).round() * grain;
        let point = |p: Point| Point::at(round(p.x - bounds.left), round(p.y - bounds.top));
        Stroke { width: WIDTH, points: points.into_iter().map(point).collect() }
    };
    let inked =
        |drawing: &Drawing| drawing.strokes.iter().filter(|stroke| !stroke.points.is_empty()).map(put).collect();
    let reach = NEAR * longer.max(height);
    let far = |stroke: &Stroke| stroke.bounds().map_or(f32::MAX, |of| apart(of, bounds));
    let near = around.strokes.iter().filter(|stroke| far(stroke) <= reach).cloned().collect();
    let mut near = order::ascending(near, |stroke| order::key(far(stroke)));
    near.truncate(AROUND);
    (Drawing { strokes: inked(ink) }, Drawing { strokes: inked(&Drawing { strokes: near }) })
}

/// How far two boxes are apart.
fn apart(one: Bounds, other: Bounds) -> f32 {
    let gap = |low: f32, high: f32, from: f32, to: f32| (from - high).max(low - to).max(0.0);
    gap(one.left, one.right, other.left, other.right).hypot(gap(one.top, one.bottom, other.top, other.bottom))
}

/// The points without those that the line hardly needs (Ramer, Douglas and Peucker).
fn line(points: &[Point], tolerance: f32) -> Vec<Point> {
    let Some(last) = points.len().checked_sub(1) else { return Vec::new() };
    let mut kept = vec![false; points.len()];
    (kept[0], kept[last]) = (true, true);
    let mut parts = vec![(0, last)];
    while let Some((from, to)) = parts.pop() {
        let far = |at: &usize| distance_to_segment(points[*at], points[from], points[to]);
        let Some(farthest) = (from + 1..to).max_by(|a, b| far(a).total_cmp(&far(b))) else { continue };
        if far(&farthest) > tolerance {
            kept[farthest] = true;
            parts.extend([(from, farthest), (farthest, to)]);
        }
    }
    points.iter().zip(kept).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn wave(from: f32, count: usize) -> Stroke {
        let point = |at: usize| Point::at(from + at as f32 * 0.5, 20.0 * (at as f32 * 0.05).sin());
        Stroke { width: 3.0, points: (0..count).map(point).collect() }
    }

    #[test]
    fn few_points_keep_the_line() {
        let ink = Drawing { strokes: vec![wave(100.0, 200)] };
        let (thin, around) = thinned(&ink, &Drawing::default(), 0.0);
        let points = &thin.strokes[0].points;
        assert!(points.len() < 40 && around.strokes.is_empty(), "{}", points.len());
        let bounds = ink.bounds().unwrap();
        let moved = |p: &Point| Point::at(p.x - bounds.left, p.y - bounds.top);
        for point in ink.strokes[0].points.iter().map(moved) {
            let near = points.windows(2).map(|pair| distance_to_segment(point, pair[0], pair[1]));
            assert!(near.fold(f32::MAX, f32::min) < 1.5);
        }
    }

    #[test]
    fn only_what_is_near_stands_around() {
        let ink = Drawing { strokes: vec![wave(0.0, 100)] };
        let around = Drawing { strokes: vec![wave(60.0, 100), wave(4000.0, 100), Stroke::default()] };
        let (_, around) = thinned(&ink, &around, 0.0);
        assert_eq!(around.strokes.len(), 1);
        assert!(around.strokes[0].points[0].x > 50.0);
        assert_eq!(thinned(&Drawing::default(), &ink, 9.0), Default::default());
    }

    #[test]
    fn a_dot_stays_a_dot() {
        let dot = Drawing { strokes: vec![Stroke { width: 2.0, points: vec![Point::at(5.0, 7.0); 9] }] };
        assert_eq!(thinned(&dot, &Drawing::default(), 40.0).0.strokes[0].points.len(), 2);
    }
}
