//! A new build waits: reload when it suits.

use crate::web::updates::{self, Update};
use leptos::prelude::*;

#[component]
pub fn UpdateBar() -> impl IntoView {
    let update = RwSignal::new_local(None::<Update>);
    updates::watch(move |ready| update.set(Some(ready)));
    let reload = move |_| {
        update.with_untracked(|update| {
            if let Some(update) = update {
                update.take_over();
            }
        });
    };
    view! {
        <Show when=move || update.with(Option::is_some)>
            <div class="update" role="status" data-testid="update">
                <span>"Update ready"</span>
                <button type="button" class="button" data-testid="update-reload" on:click=reload>
                    "Reload"
                </button>
            </div>
        </Show>
    }
}
