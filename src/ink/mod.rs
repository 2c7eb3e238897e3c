//! Ink: points, strokes and drawings. Strokes are the only truth about a drawing; every picture of it is a view.
//!
//! Coordinates are CSS pixels as drawn, with the origin in the middle of the pad and y growing downward, so that a
//! drawing keeps its place when the pad grows, shrinks or turns.
//!
//! An engine needs points, strokes and bounds. What the pad does with them, and their file forms, need a feature.

pub mod bounds;
#[cfg(any(test, feature = "page"))]
pub mod cursor;
#[cfg(any(test, feature = "page"))]
pub mod curve;
#[cfg(any(test, feature = "page"))]
pub mod eraser;
#[cfg(any(test, feature = "datasets", feature = "page"))]
pub mod form;
#[cfg(any(test, feature = "page"))]
pub mod history;
#[cfg(any(test, feature = "datasets", feature = "page"))]
pub mod limits;
#[cfg(any(test, feature = "page"))]
pub mod link;
#[cfg(any(test, feature = "page"))]
pub mod open;
#[cfg(any(test, feature = "page"))]
pub mod pen;
#[cfg(any(test, feature = "page"))]
pub mod png;
#[cfg(any(test, feature = "page"))]
pub mod svg;
#[cfg(any(test, feature = "page"))]
pub mod view;

pub use bounds::Bounds;
#[cfg(any(test, feature = "page"))]
pub use history::Ink;
#[cfg(any(test, feature = "page"))]
pub use view::View;

use serde::{Deserialize, Serialize};

/// One sample of the pen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub x: f32,
    pub y: f32,
    /// Milliseconds since the drawing's first sample.
    pub time: f32,
    /// 0..1; 0.5 where the device knows no pressure.
    pub pressure: f32,
}

impl Point {
    /// A point from a device that knows neither time nor pressure.
    pub fn at(x: f32, y: f32) -> Self {
        Self { x, y, time: 0.0, pressure: 0.5 }
    }

    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// What the pen left between going down and coming up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// The pen's width as drawn; it matters to the eye, never to the reading.
    pub width: f32,
    pub points: Vec<Point>,
}

impl AsRef<[Point]> for Stroke {
    fn as_ref(&self) -> &[Point] {
        &self.points
    }
}

impl Stroke {
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(&self.points)
    }

    /// How far `place` is from the line of this stroke.
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
    pub fn is_empty(&self) -> bool {
        self.strokes.iter().all(|stroke| stroke.points.is_empty())
    }

    pub fn bounds(&self) -> Option<Bounds> {
        self.strokes.iter().filter_map(Stroke::bounds).reduce(Bounds::union)
    }
}

/// The distance from `place` to the segment from `a` to `b`.
pub fn distance_to_segment(place: Point, a: Point, b: Point) -> f32 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    if length <= f32::EPSILON {
        return place.distance(a);
    }
    let along = (((place.x - a.x) * dx + (place.y - a.y) * dy) / length).clamp(0.0, 1.0);
    (place.x - a.x - along * dx).hypot(place.y - a.y - along * dy)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Drawings of any kind.
    pub fn drawings() -> impl Strategy<Value = Drawing> {
        drawings_of(limits::WIDTHS, 0f32..=1.0)
    }

    /// Drawings as other programs may write them, of pens that there are not.
    pub fn foreign_drawings() -> impl Strategy<Value = Drawing> {
        drawings_of(prop_oneof![-1e9f32..1e9, 0f32..0.1, 990f32..1010.0], prop_oneof![-1e9f32..1e9, -1f32..2.0])
    }

    fn drawings_of(
        widths: impl Strategy<Value = f32>,
        pressures: impl Strategy<Value = f32>,
    ) -> impl Strategy<Value = Drawing> {
        let point = (-900f32..900.0, -900f32..900.0, 0f32..1e6, pressures).prop_map(|(x, y, time, pressure)| Point {
            x,
            y,
            time,
            pressure,
        });
        let stroke =
            (widths, proptest::collection::vec(point, 0..30)).prop_map(|(width, points)| Stroke { width, points });
        proptest::collection::vec(stroke, 0..6).prop_map(|strokes| Drawing { strokes })
    }

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
