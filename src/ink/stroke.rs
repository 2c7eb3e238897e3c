//! Strokes, and drawings of them.

use super::bounds::Bounds;
use super::point::{Point, distance_to_segment};
use serde::{Deserialize, Serialize};

/// What the pen left between going down and coming up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// The pen's width as drawn, in CSS pixels; recognition does not depend on it.
    pub width: f32,
    pub points: Vec<Point>,
}

impl AsRef<[Point]> for Stroke {
    fn as_ref(&self) -> &[Point] {
        &self.points
    }
}

impl Stroke {
    /// The box around its points; None where there are none.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(&self.points)
    }

    /// The distance in pixels from `place` to the line of this stroke; infinite for a stroke without points.
    pub fn distance(&self, place: Point) -> f32 {
        match self.points.as_slice() {
            [] => f32::INFINITY,
            [only] => only.distance(place),
            points => {
                points.windows(2).map(|pair| distance_to_segment(place, pair[0], pair[1])).fold(f32::INFINITY, f32::min)
            }
        }
    }
}

/// All strokes on the pad, in the order in which they were drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    pub strokes: Vec<Stroke>,
}

impl Drawing {
    /// Whether there are no points at all.
    pub fn is_empty(&self) -> bool {
        self.strokes.iter().all(|stroke| stroke.points.is_empty())
    }

    /// The box around all points; None where there are none.
    pub fn bounds(&self) -> Option<Bounds> {
        self.strokes.iter().filter_map(Stroke::bounds).reduce(Bounds::union)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(width: f32, points: &[(f32, f32)]) -> Stroke {
        Stroke { width, points: points.iter().map(|&(x, y)| Point::at(x, y)).collect() }
    }

    #[test]
    fn a_dot_has_a_distance_too() {
        assert_eq!(line(2.0, &[(3.0, 4.0)]).distance(Point::at(0.0, 0.0)), 5.0);
        assert_eq!(line(2.0, &[]).distance(Point::at(0.0, 0.0)), f32::INFINITY);
    }

    #[test]
    fn a_drawing_of_empty_strokes_is_empty() {
        assert!(Drawing { strokes: vec![Stroke::default()] }.is_empty());
        assert_eq!(Drawing::default().bounds(), None);
    }
}
