//! One sample of the pen.

use serde::{Deserialize, Serialize};

/// One sample of the pen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// CSS pixels to the right of the pad's middle.
    pub x: f32,
    /// CSS pixels below the pad's middle.
    pub y: f32,
    /// Milliseconds since the drawing's first sample.
    pub time: f32,
    /// The pressure, 0..1; 0.5 where the device measures none.
    pub pressure: f32,
}

impl Point {
    /// A point at time 0 with neutral pressure, as of a device that measures neither.
    pub fn at(x: f32, y: f32) -> Self {
        Self { x, y, time: 0.0, pressure: 0.5 }
    }

    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
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
