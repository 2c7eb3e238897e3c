//! What else a pressed symbol may be, in a panel under the typeset lines.

use super::choices::choices;
use super::elements;
use super::pointing::Pointing;
use crate::alphabet::SymbolId;
use crate::app::reading::Reading;
use crate::web::frame;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The width of six choices, and how far they are below their symbol; in pixels.
const WIDEST: f64 = 272.0;
const BELOW: f64 = 6.0;

#[component]
pub fn ChoicesView() -> impl IntoView {
    let (reading, pointing) = (Reading::here(), Pointing::here());
    let panel = NodeRef::<html::Div>::new();
    let all = Memo::new(move |_| {
        let at = pointing.open.get()?;
        Some((at, reading.shown.with(|transcript| choices(transcript, at as usize))))
    });
    let corner = Memo::new(move |_| pointing.open.get().and_then(corner).unwrap_or_default());
    let is_open = Memo::new(move |_| all.with(Option::is_some));
    let pressed = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let inside = target.and_then(|target| target.closest(".choices, .expression").ok().flatten());
        if inside.is_none() {
            pointing.close();
        }
    });
    on_cleanup(move || pressed.remove());
    // The keyboard goes on in the panel.
    Effect::new(move || {
        if let (true, Some(panel)) = (is_open.get(), panel.get()) {
            frame::next(move || {
                if let Ok(Some(first)) = panel.query_selector("button") {
                    elements::focus(&first);
                }
            });
        }
    });
    let leave = move |at: u32| {
        pointing.close();
        frame::next(move || elements::part_of(at).iter().for_each(elements::focus));
    };
    let buttons = move || {
        let (at, ids) = all.get()?;
        let button = |id: SymbolId| {
            let is_chosen = move || {
                let now = reading.shown.with(|transcript| transcript.symbols.get(at as usize).and_then(|one| one.id()));
                (now == Some(id)).to_string()
            };
            let choose = move |_| {
                reading.correct_at(at as usize, id);
                leave(at);
            };
            view! {
                <button
                    type="button"
                    class="choice"
                    aria-pressed=is_chosen
                    data-testid=format!("choice-{id}")
                    on:click=choose
                >
                    {id.to_string()}
                </button>
            }
        };
        Some(ids.into_iter().map(button).collect_view())
    };
    view! {
        <Show when=move || is_open.get()>
            <div
                class="choices"
                role="group"
                aria-label="What it is"
                style:left=move || format!("{:.0}px", corner.get().0)
                style:top=move || format!("{:.0}px", corner.get().1)
                node_ref=panel
                data-testid="choices"
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.stop_propagation();
                        pointing.open.get_untracked().into_iter().for_each(leave);
                    }
                }
            >
                {buttons}
            </div>
        </Show>
    }
}

/// Under the symbol, from the corner of the panel with the answer; no further right than the choices have room.
fn corner(symbol: u32) -> Option<(f64, f64)> {
    let part = elements::part_of(symbol)?;
    let around = part.closest(".answer").ok().flatten()?.get_bounding_client_rect();
    let on = part.get_bounding_client_rect();
    let last = (around.width() - WIDEST).max(0.0);
    Some(((on.left() - around.left()).clamp(0.0, last), on.bottom() - around.top() + BELOW))
}
