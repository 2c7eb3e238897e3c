//! Strokes turned, moved, stretched and drawn by rule.

use crate::ink::{Bounds, Point};
use crate::train::rng::Rng;

pub fn turn(angle: f32) -> [f32; 4] {
    let (sin, cos) = angle.sin_cos();
    [cos, -sin, sin, cos]
}

pub fn mapped(strokes: Vec<Vec<Point>>, map: [f32; 4]) -> Vec<Vec<Point>> {
    each(strokes, |point| Point::at(map[0] * point.x + map[1] * point.y, map[2] * point.x + map[3] * point.y))
}

pub fn moved(strokes: Vec<Vec<Point>>, right: f32, down: f32) -> Vec<Vec<Point>> {
    each(strokes, |point| Point::at(point.x + right, point.y + down))
}

pub fn each(strokes: Vec<Vec<Point>>, change: impl Fn(Point) -> Point) -> Vec<Vec<Point>> {
    strokes.into_iter().map(|points| points.into_iter().map(&change).collect()).collect()
}

pub fn bounds_of(strokes: &[Vec<Point>]) -> Option<Bounds> {
    strokes.iter().filter_map(|points| Bounds::around(points)).reduce(Bounds::union)
}

/// With its longer side of this length.
pub fn scaled(strokes: Vec<Vec<Point>>, longer: f32) -> Vec<Vec<Point>> {
    let by = longer / bounds_of(&strokes).map_or(1.0, |bounds| bounds.longer_side()).max(1e-3);
    each(strokes, |point| Point::at(point.x * by, point.y * by))
}

/// Stretched to this width and height around nought. What has no height to speak of keeps the little it has.
pub fn fitted(strokes: Vec<Vec<Point>>, [width, height]: [f32; 2]) -> Vec<Vec<Point>> {
    let Some(bounds) = bounds_of(&strokes) else { return strokes };
    let (x, y) = bounds.middle();
    let across = width / bounds.width().max(0.05 * bounds.height()).max(1e-3);
    let down =
        if height > 0.0 { height / bounds.height().max(0.05 * bounds.width()).max(1e-3) } else { across.min(1.0) };
    each(strokes, |point| Point::at((point.x - x) * across, (point.y - y) * down))
}

/// A line through corners as a hand draws it: in small steps, slightly off.
pub fn wobbled(corners: &[Point], much: f32, rng: &mut Rng) -> Vec<Point> {
    let mut points = Vec::new();
    let mut off = (0.0, 0.0);
    for pair in corners.windows(2) {
        for step in 0..8 {
            let part = step as f32 / 8.0;
            off = (0.8 * off.0 + rng.normal() * 0.4 * much, 0.8 * off.1 + rng.normal() * 0.4 * much);
            points.push(Point::at(
                pair[0].x + (pair[1].x - pair[0].x) * part + off.0,
                pair[0].y + (pair[1].y - pair[0].y) * part + off.1,
            ));
        }
    }
    points.extend(corners.last().copied());
    points
}
