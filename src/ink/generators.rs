//! Random drawings for property tests.

use super::limits;
use super::point::Point;
use super::stroke::{Drawing, Stroke};
use proptest::prelude::*;

/// Drawings of any kind that the page itself may make.
pub fn drawings() -> impl Strategy<Value = Drawing> {
    drawings_of(limits::WIDTHS, 0f32..=1.0)
}

/// Drawings as other programs may write them, with widths and pressures that no pen has.
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
    let stroke = (widths, proptest::collection::vec(point, 0..30)).prop_map(|(width, points)| Stroke { width, points });
    proptest::collection::vec(stroke, 0..6).prop_map(|strokes| Drawing { strokes })
}
