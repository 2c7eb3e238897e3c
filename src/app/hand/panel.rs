//! The places of what is shown of a learned hand; what is in them is fetched when it is first wanted.

use super::learning::Learning;
use super::{note_view, view};
use crate::app::dialog::Dialog;
use crate::app::dialogs::Dialogs;
use crate::app::engine::Engine;
use crate::app::lazy::{Lazy, Part, chunk};
use crate::client::Status;
use crate::web::listener::Listener;
use leptos::prelude::*;

// With the gallery, whose database it shares: every part of its own makes the script longer that fetches them all.
chunk! { gallery:
    note() -> Part = || note_view::NoteView().into_any();
    hand() -> Part = || view::HandView().into_any();
}

/// The line after a correction. With it comes what learns, as soon as there is something to learn or to read by.
#[component]
pub fn HandNote() -> impl IntoView {
    let (engine, learning) = (Engine::here(), Learning::here());
    let look = move || {
        // The first reading goes before.
        if learning.is_kept() && engine.status.with_untracked(|status| *status != Status::Starting) {
            learning.wanted.set(true);
        }
    };
    Effect::new(move || {
        engine.status.track();
        look();
    });
    // Another tab may have learned something.
    let changed = StoredValue::new_local(Listener::new(&window(), "storage", move |_: web_sys::Event| look()));
    on_cleanup(move || changed.dispose());
    view! { <Lazy part=note wanted=learning.wanted /> }
}

#[component]
pub fn HandPanel() -> impl IntoView {
    view! {
        <Dialog open=Dialogs::here().hand title="Your hand" name="hand">
            <Lazy part=hand />
        </Dialog>
    }
}

/// Opens the panel, beside what else says how a reading came about.
#[component]
pub fn HandButton() -> impl IntoView {
    let open = Dialogs::here().hand;
    view! {
        <p class="hand-open">
            <button type="button" class="button quiet-button" data-testid="hand" on:click=move |_| open.set(true)>
                "Your hand"
            </button>
            <span>"It learns from what you put right."</span>
        </p>
    }
}
