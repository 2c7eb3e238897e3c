//! A stroke with its box, for what asks for it again and again.

use super::bounds::Bounds;
use super::point::Point;

/// The points of a stroke, never none, with the box around them.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    pub points: Vec<Point>,
    pub bounds: Bounds,
}

impl Trace {
    /// None where there are no points.
    pub fn new(points: Vec<Point>) -> Option<Self> {
        let bounds = Bounds::around(&points)?;
        Some(Self { points, bounds })
    }

    /// The same with points left out that are nearer than `step` to the last one kept; the ends are kept.
    pub fn thinned(&self, step: f32) -> Self {
        let mut points: Vec<Point> = Vec::new();
        for (left, point) in (0..self.points.len()).rev().zip(&self.points) {
            if left == 0 || points.last().is_none_or(|last| last.distance(*point) >= step) {
                points.push(*point);
            }
        }
        Self { points, bounds: self.bounds }
    }
}
