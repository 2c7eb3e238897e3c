//! One kept drawing: what it looks like, its label, and what can be done with it.

use super::actions::Gallery;
use crate::app::icon::{Icon, IconView};
use crate::app::settings::Settings;
use crate::gallery::{KeptDrawing, LONGEST_LABEL};
use crate::ink::svg;
use crate::web::{canvas, clock};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// A thumbnail's longer side, in pixels of its own: sharp on a sharp screen.
const THUMB: f64 = 224.0;
/// Small drawings are not blown up beyond this.
const LARGEST_SCALE: f64 = 2.0;

#[component]
pub fn Card(gallery: Gallery, kept: Arc<KeptDrawing>) -> impl IntoView {
    let palette = Settings::here().palette;
    let canvas = NodeRef::<html::Canvas>::new();
    let id = StoredValue::new(kept.id.clone());
    let time = clock::local_time(kept.at);
    let label = Memo::new(move |_| id.with_value(|id| gallery.label(id)));
    let name = move |verb: &str| {
        label.with(|label| format!("{verb} {}", if label.is_empty() { "the drawing" } else { label }))
    };
    Effect::new(move || {
        if let Some(canvas) = canvas.get() {
            let frame = svg::frame(&kept.drawing);
            let scale = (THUMB / f64::from(frame.longer_side())).min(LARGEST_SCALE);
            palette.with(|palette| canvas::portray(&canvas, &kept.drawing, frame, scale, &palette.ink, None));
        }
    });
    let of = time.clone();
    view! {
        <li class="kept" data-testid="kept">
            <button
                type="button"
                class="kept-open"
                aria-label=move || name("Open")
                data-testid="kept-open"
                on:click=move |_| id.with_value(|id| gallery.put_on_sheet(id))
            >
                <canvas node_ref=canvas width="1" height="1" aria-hidden="true" />
                <span class="kept-hint" aria-hidden="true">"Open"</span>
            </button>
            <div class="kept-line">
                <input
                    class="kept-label"
                    aria-label=format!("Label of the drawing of {of}")
                    placeholder="Label"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=LONGEST_LABEL
                    prop:value=label
                    data-testid="kept-label"
                    on:change=move |event| id.with_value(|id| gallery.rename(id, &event_target_value(&event)))
                />
                <button
                    type="button"
                    class="plain"
                    aria-label=move || name("Delete")
                    data-testid="kept-delete"
                    on:click=move |_| gallery.delete(id.get_value())
                >
                    <IconView icon=Icon::Clear />
                </button>
            </div>
            <p class="kept-time">{time}</p>
        </li>
    }
}
