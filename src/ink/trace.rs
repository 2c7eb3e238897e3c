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

    /// The same with each point moved halfway to the middle of its neighbours, where both are within `reach`: devices that
    /// count in whole pixels draw slow lines in steps. The ends stay.
    pub fn steadied(&self, reach: f32) -> Self {
        let mut points = self.points.clone();
        for (point, around) in points.iter_mut().skip(1).zip(self.points.windows(3)) {
            let [before, at, after] = [around[0], around[1], around[2]];
            if before.distance(at) <= reach && at.distance(after) <= reach {
                point.x = (before.x + 2.0 * at.x + after.x) / 4.0;
                point.y = (before.y + 2.0 * at.y + after.y) / 4.0;
            }
        }
        let bounds = Bounds::around(&points).unwrap_or(self.bounds);
        Self { points, bounds }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_whole_pixels_are_steadied_and_corners_far_apart_stay() {
        let trace =
            |points: &[(f32, f32)]| Trace::new(points.iter().map(|(x, y)| Point::at(*x, *y)).collect()).unwrap();
        let stairs = trace(&[(0.0, 0.0), (1.0, 0.0), (2.0, 1.0), (3.0, 1.0), (4.0, 2.0), (5.0, 2.0)]);
        let off = |trace: &Trace| trace.points.iter().map(|point| (point.y - 0.45 * point.x).abs()).fold(0.0, f32::max);
        let steadied = stairs.steadied(2.0);
        assert!(off(&steadied) < 0.7 * off(&stairs), "{} {}", off(&steadied), off(&stairs));
        assert_eq!((steadied.points[0], steadied.points[5]), (stairs.points[0], stairs.points[5]));
        let corner = trace(&[(0.0, 0.0), (20.0, 0.0), (20.0, 20.0)]);
        assert_eq!(corner.steadied(2.0), corner);
    }
}
