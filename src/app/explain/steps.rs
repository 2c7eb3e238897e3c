//! From ink to the network's picture.

use super::explanation::Explanation;
use super::picture::{InkPicture, frame};
use crate::app::settings::Settings;
use crate::glyph::{BOX, DOT, PEN, SIDE};
use crate::ink::{Bounds, Stroke};
use crate::web::canvas;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Steps(explanation: Explanation) -> impl IntoView {
    let palette = Settings::here().palette;
    let glyph = NodeRef::<html::Canvas>::new();
    Effect::new(move || {
        if let Some(picture) = glyph.get() {
            let seen = explanation.subject.with(|subject| subject.as_ref().map(|subject| subject.symbol.glyph.clone()));
            palette.with(|palette| canvas::paint_glyph(&picture, seen.as_ref(), palette));
        }
    });
    let strokes = Memo::new(move |_| {
        explanation.subject.with(|subject| subject.as_ref().map(|subject| subject.strokes.clone()).unwrap_or_default())
    });
    let drawn = move || {
        let strokes = strokes.get();
        let bounds = strokes.iter().filter_map(Stroke::bounds).reduce(Bounds::union)?;
        let frame = frame(&strokes);
        let pen = frame.width() * 0.03;
        let (fitted, place) = fitted(&strokes, bounds);
        Some(view! {
            <li>
                <InkPicture strokes=strokes.clone() frame width=pen />
                <p>"Ink"</p>
            </li>
            <li>
                <InkPicture strokes frame width=pen around=Some(bounds) />
                <p>"Its box"</p>
            </li>
            <li>
                <InkPicture strokes=fitted frame=SHEET width=PEN around=Some(place) />
                <p>"Fitted"</p>
            </li>
        })
    };
    view! {
        <section data-testid="explain-steps">
            <h2>"From ink to picture"</h2>
            <ol class="explain-steps">
                {drawn}
                <li>
                    <canvas class="explain-glyph" node_ref=glyph aria-hidden="true" />
                    <p>"28 × 28"</p>
                </li>
            </ol>
            <p class="explain-note">
                "The box’s longer side becomes 20 pixels, one pen draws it anew, and its centre of mass moves to the middle."
            </p>
        </section>
    }
}

const SHEET: Bounds = Bounds { left: 0.0, top: 0.0, right: SIDE as f32, bottom: SIDE as f32 };

/// The strokes in the network's square, before they are centred, and the box that they fill there.
fn fitted(strokes: &[Stroke], bounds: Bounds) -> (Vec<Stroke>, Bounds) {
    let scale = (BOX - PEN) / bounds.longer_side().max(DOT);
    let (x, y) = bounds.middle();
    let middle = SIDE as f32 / 2.0;
    let mut fitted = strokes.to_vec();
    for point in fitted.iter_mut().flat_map(|stroke| &mut stroke.points) {
        (point.x, point.y) = ((point.x - x) * scale + middle, (point.y - y) * scale + middle);
    }
    let half = |length: f32| (length * scale + PEN) / 2.0;
    let (wide, high) = (half(bounds.width()), half(bounds.height()));
    (fitted, Bounds { left: middle - wide, top: middle - high, right: middle + wide, bottom: middle + high })
}
