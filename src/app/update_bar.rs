//! Another build than this tab runs is there: reload when it suits.

use crate::app::lazy::chunk;
use crate::app::updates::Updates;
use crate::web::{timer, updates};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::time::Duration;

/// Keeping the page for later loads all of its files once more; the first reading goes before that.
const FIRST: Duration = Duration::from_millis(1500);

chunk! { updates:
    watch(told: Updates) -> () = updates::watch(move |update| told.tell(Rc::new(move || update.take_over())));
}

/// Looks for other builds, from soon on. Without that the page works all the same.
pub fn watch_soon(told: Updates) {
    timer::after(FIRST, move || spawn_local(async move { _ = watch(told).await }));
}

#[component]
pub fn UpdateBar() -> impl IntoView {
    let updates = Updates::here();
    view! {
        <Show when=move || updates.are_ready()>
            <div class="update" role="status" data-testid="update">
                <span>"Update ready"</span>
                <button type="button" class="button" data-testid="update-reload" on:click=move |_| updates.take_over()>
                    "Reload"
                </button>
            </div>
        </Show>
    }
}
