//! The box around some ink, or around what was found in a picture.

use super::point::Point;
use serde::{Deserialize, Serialize};

/// A box, in pixels of the pad or of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Bounds {
    /// The box around some points; None where there are none.
    pub fn around(points: &[Point]) -> Option<Self> {
        points.iter().map(|p| Self { left: p.x, top: p.y, right: p.x, bottom: p.y }).reduce(Self::union)
    }

    /// The box around both.
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The box moved by so many pixels.
    pub fn moved(self, right: f32, down: f32) -> Self {
        Self { left: self.left + right, top: self.top + down, right: self.right + right, bottom: self.bottom + down }
    }

    /// So much larger on every side.
    pub fn grown(self, by: f32) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    pub fn longer_side(&self) -> f32 {
        self.width().max(self.height())
    }

    pub fn middle(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }
}
