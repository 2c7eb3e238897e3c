//! Strokes as a small picture.

use crate::ink::{Bounds, Stroke};
use leptos::prelude::*;

/// Strokes with one width, on a part of their plane.
#[component]
pub fn InkPicture(
    strokes: Vec<Stroke>,
    frame: Bounds,
    width: f32,
    /// A box that is drawn around some of it.
    #[prop(default = None)]
    around: Option<Bounds>,
    /// The stroke that is only hinted at.
    #[prop(default = None)]
    faded: Option<usize>,
) -> impl IntoView {
    let paths = strokes.iter().enumerate().map(|(at, stroke)| {
        view! { <path class:faded=faded == Some(at) d=path(stroke) stroke-width=width.to_string() /> }
    });
    let around = around.map(|around| {
        view! {
            <rect
                class="around"
                x=around.left.to_string()
                y=around.top.to_string()
                width=around.width().to_string()
                height=around.height().to_string()
            />
        }
    });
    let view_box = format!("{} {} {} {}", frame.left, frame.top, frame.width(), frame.height());
    view! {
        <svg class="ink-picture" viewBox=view_box aria-hidden="true">
            {paths.collect_view()}
            {around}
        </svg>
    }
}

fn path(stroke: &Stroke) -> String {
    let mut places: Vec<String> = stroke.points.iter().map(|point| format!("{:.1} {:.1}", point.x, point.y)).collect();
    // A dot is a line without a length.
    if let [only] = places.as_slice() {
        places.push(only.clone());
    }
    format!("M{}", places.join("L"))
}

/// A square around some strokes, with room for the pen.
pub fn frame(strokes: &[Stroke]) -> Bounds {
    let bounds = strokes.iter().filter_map(Stroke::bounds).reduce(Bounds::union);
    let bounds = bounds.unwrap_or(Bounds { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 });
    let (x, y) = bounds.middle();
    let half = bounds.longer_side().max(10.0) * 0.62;
    Bounds { left: x - half, top: y - half, right: x + half, bottom: y + half }
}
