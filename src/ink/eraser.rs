//! The eraser: which strokes its path touches.

use super::point::Point;
use super::stroke::{Drawing, Stroke};

/// The eraser takes a stroke up to this far from its edge, in pad pixels.
pub const REACH: f32 = 8.0;

/// The indices of the strokes that a straight path touches, last drawn first, so that they can be erased in this order.
pub fn touched(drawing: &Drawing, from: Point, to: Point) -> Vec<usize> {
    // Samples closer together than the reach leave no gap that a stroke could slip through.
    let steps = (from.distance(to) / REACH).ceil().clamp(1.0, 1000.0) as usize;
    let places: Vec<Point> = (0..=steps)
        .map(|step| {
            let along = step as f32 / steps as f32;
            Point::at(from.x + (to.x - from.x) * along, from.y + (to.y - from.y) * along)
        })
        .collect();
    let hit = |stroke: &Stroke| places.iter().any(|place| stroke.distance(*place) <= REACH + stroke.width / 2.0);
    (0..drawing.strokes.len()).rev().filter(|index| hit(&drawing.strokes[*index])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(x: f32) -> Stroke {
        Stroke { width: 4.0, points: vec![Point::at(x, -50.0), Point::at(x, 50.0)] }
    }

    #[test]
    fn a_fast_sweep_takes_every_stroke_that_it_crosses() {
        let drawing = Drawing { strokes: vec![bar(0.0), bar(100.0), bar(400.0)] };
        assert_eq!(touched(&drawing, Point::at(-60.0, 0.0), Point::at(200.0, 0.0)), [1, 0]);
    }

    #[test]
    fn a_tap_takes_what_is_under_it() {
        let drawing = Drawing { strokes: vec![bar(0.0), bar(100.0)] };
        assert_eq!(touched(&drawing, Point::at(95.0, 0.0), Point::at(95.0, 0.0)), [1]);
        assert_eq!(touched(&drawing, Point::at(50.0, 0.0), Point::at(50.0, 0.0)), Vec::<usize>::new());
    }
}
