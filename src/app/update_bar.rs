//! Another build than this tab runs is there: reload when it suits.

use crate::app::updates::Updates;
use leptos::prelude::*;

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
