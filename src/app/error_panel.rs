//! The engine has failed: why, and a way on. It takes the reading's place, never the sheet's.

use crate::app::engine::Engine;
use crate::client::Status;
use leptos::prelude::*;

#[component]
pub fn ErrorPanel() -> impl IntoView {
    let engine = Engine::here();
    let why = move || {
        engine.status.with(|status| match status {
            Status::Broken(error) => error.to_string(),
            Status::Starting | Status::Ready { .. } => String::new(),
        })
    };
    view! {
        <div class="error-panel" role="alert" data-testid="error">
            <p>{why}</p>
            <button type="button" class="button" data-testid="retry" on:click=move |_| engine.client().retry()>
                "Try again"
            </button>
        </div>
    }
}
