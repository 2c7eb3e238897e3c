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
#[cfg(any(test, feature = "datasets", feature = "page"))]
mod form_error;
#[cfg(test)]
pub(crate) mod generators;
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
pub mod point;
#[cfg(any(test, feature = "page"))]
pub mod scratch;
pub mod stroke;
#[cfg(any(test, feature = "page"))]
pub mod svg;
pub mod trace;
#[cfg(any(test, feature = "page"))]
pub mod view;

pub use bounds::Bounds;
#[cfg(any(test, feature = "page"))]
pub use history::Ink;
pub use point::{Point, distance_to_segment};
pub use stroke::{Drawing, Stroke};
pub use trace::Trace;
#[cfg(any(test, feature = "page"))]
pub use view::View;
