//! Tracing: the ink of a picture as strokes, as a pen might have drawn them.
//!
//! The mask is thinned to lines of one pixel, the lines become a graph of edges between ends and crossings, and edges that
//! go straight on through a crossing become one stroke. Which way and in which order a hand drew them is not known:
//! strokes go from the left or from the top, and stand from left to right.

mod graph;
mod join;
mod thin;
mod turns;

use super::components::Component;
use super::filter;
use super::plane::Plane;
use crate::ink::{Drawing, Point, Stroke};
use crate::order;
use graph::Graph;

/// Strokes wider than this, in pixels, are shrunk before they are thinned: their edges' roughness would become lines.
const WIDEST: f32 = 12.0;
/// The part of a shrunk pixel that is to be ink.
const INKED: u8 = 110;
/// Points on either side over which the places of a line of pixels are smoothed.
const SMOOTH: usize = 2;
/// Only so many strokes are told, the longest: a picture with more is a texture, not a page.
pub const MOST: usize = 3000;
/// A stroke is drawn from the top if it is so many times as high as wide; else from the left.
const UPRIGHT: f32 = 1.2;

/// Whether strokes of this width, in pixels, are better traced in a picture made twice as large: in whole pixels of a fine
/// pen, bows and gaps within a symbol are no longer what they were.
pub fn is_fine(pen: f32) -> bool {
    2.0 * pen < WIDEST
}

/// The strokes of some components of a picture of this size, in its pixels.
pub fn drawing(width: usize, height: usize, components: &[Component]) -> Drawing {
    let pen = filter::usual_of(components, Component::stroke_width).max(1.0);
    let factor = (pen / WIDEST).ceil().max(1.0) as usize;
    let mut mask = Plane { width, height, pixels: vec![0; width * height] };
    for run in components.iter().flat_map(|component| &component.runs) {
        let row = run.row as usize * width;
        mask.pixels[row + run.from as usize..row + run.to as usize].fill(255);
    }
    let mask = mask.shrunk(factor).map(|pixel| u8::from(pixel >= INKED));
    let scale = factor as f32;
    let stroke = |points: Vec<Point>| {
        let points = points.into_iter().map(|point| Point::at(point.x * scale, point.y * scale));
        Stroke { width: pen, points: points.collect() }
    };
    Drawing { strokes: strokes(&mask, pen / scale).into_iter().map(stroke).collect() }
}

/// The strokes of a mask, whose lines are about as wide as this pen.
fn strokes(mask: &Plane, pen: f32) -> Vec<Vec<Point>> {
    let graph = Graph::of(&thin::thin(mask), pen);
    let mut strokes = join::strokes(&graph);
    if strokes.len() > MOST {
        strokes.sort_by_key(|points| std::cmp::Reverse(points.len()));
        strokes.truncate(MOST);
    }
    let strokes = strokes.into_iter().map(|points| smoothed(&directed(points))).collect();
    let left = |stroke: &Vec<Point>| order::key(stroke.iter().map(|point| point.x).fold(f32::MAX, f32::min));
    order::ascending(strokes, left)
}

/// The points in the order in which a hand would have drawn them.
fn directed(mut points: Vec<Point>) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else { return points };
    if points.len() > 2 && first.distance(last) < 1.5 {
        return from_the_top(points);
    }
    let (right, down) = (last.x - first.x, last.y - first.y);
    let is_backward = if down.abs() > UPRIGHT * right.abs() { down < 0.0 } else { right < 0.0 };
    if is_backward {
        points.reverse();
    }
    points
}

/// A closed line from its highest point on, to the left first, as most rings are drawn.
fn from_the_top(mut points: Vec<Point>) -> Vec<Point> {
    points.pop();
    let top = (0..points.len()).min_by_key(|at| order::key(points[*at].y)).unwrap_or_default();
    points.rotate_left(top);
    let area: f32 =
        points.iter().zip(points.iter().cycle().skip(1)).map(|(one, next)| one.x * next.y - next.x * one.y).sum();
    // With y downward, a positive area is clockwise.
    if area > 0.0 {
        points[1..].reverse();
    }
    points.extend(points.first().copied());
    points
}

/// Means over neighbouring points, in the middles of pixels; the ends stay.
fn smoothed(points: &[Point]) -> Vec<Point> {
    let mean = |at: usize| {
        let reach = SMOOTH.min(at).min(points.len() - 1 - at);
        let around = &points[at - reach..=at + reach];
        let count = around.len() as f32;
        let (x, y) = around.iter().fold((0.0, 0.0), |(x, y), point| (x + point.x, y + point.y));
        Point::at(x / count + 0.5, y / count + 0.5)
    };
    (0..points.len()).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::components::components;

    /// The strokes of a mask with ink at the pixels for which `ink` is true.
    fn traced(ink: impl Fn(f32, f32) -> bool) -> Vec<Stroke> {
        let (width, height) = (120, 80);
        let pixels = (0..width * height).map(|at| u8::from(ink((at % width) as f32, (at / width) as f32))).collect();
        let mask = Plane { width, height, pixels };
        drawing(width, height, &components(&mask)).strokes
    }

    fn is_near(a: Point, b: (f32, f32)) -> bool {
        a.distance(Point::at(b.0, b.1)) < 5.0
    }

    #[test]
    fn a_cross_is_two_strokes_that_go_straight_on() {
        let found = traced(|x, y| {
            ((x - 60.0).abs() < 2.0 && (10.0..70.0).contains(&y))
                || ((y - 40.0).abs() < 2.0 && (30.0..90.0).contains(&x))
        });
        assert_eq!(found.len(), 2);
        let ends = |stroke: &Stroke| (stroke.points[0], stroke.points[stroke.points.len() - 1]);
        let (level, upright) = (ends(&found[0]), ends(&found[1]));
        assert!(is_near(level.0, (30.0, 40.0)) && is_near(level.1, (90.0, 40.0)), "{level:?}");
        assert!(is_near(upright.0, (60.0, 10.0)) && is_near(upright.1, (60.0, 70.0)), "{upright:?}");
    }

    #[test]
    fn a_ring_is_one_stroke_from_its_top_to_the_left() {
        let found = traced(|x, y| ((x - 60.0).hypot(y - 40.0) - 20.0).abs() < 2.0);
        assert_eq!(found.len(), 1);
        let points = &found[0].points;
        assert!(is_near(points[0], (60.0, 20.0)) && is_near(points[points.len() - 1], (60.0, 20.0)));
        assert!(is_near(points[points.len() / 4], (40.0, 40.0)), "{:?}", points[points.len() / 4]);
    }

    #[test]
    fn of_a_texture_only_so_much_is_told() {
        let mut mark = 7_u32;
        let mut noise = || {
            mark = mark.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::from(mark >> 31 == 0)
        };
        let mask = Plane { width: 400, height: 300, pixels: (0..400 * 300).map(|_| noise()).collect() };
        assert_eq!(strokes(&mask, 1.0).len(), MOST);
    }

    #[test]
    fn dots_are_strokes_and_nothing_is_none() {
        assert_eq!(traced(|x, y| (x - 60.0).hypot(y - 40.0) < 3.0).len(), 1);
        assert_eq!(traced(|_, _| false), Vec::new());
    }
}
