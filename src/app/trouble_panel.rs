//! The engine has failed: why, and a way on. It takes the reading's place, never the sheet's.

use crate::app::engine::Status;
use crate::app::studio::Studio;
use leptos::prelude::*;

#[component]
pub fn TroublePanel() -> impl IntoView {
    let engine = Studio::here().engine;
    let why = move || {
        engine.status.with(|status| match status {
            Status::Broken(trouble) => trouble.to_string(),
            Status::Starting | Status::Ready { .. } => String::new(),
        })
    };
    view! {
        <div class="trouble" role="alert" data-testid="trouble">
            <p>{why}</p>
            <button type="button" class="button" data-testid="retry" on:click=move |_| engine.retry()>
                "Try again"
            </button>
        </div>
    }
}
