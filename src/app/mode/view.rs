//! The control that chooses a mode, and how its model comes.

use crate::app::engine::Engine;
use crate::app::words::decimal;
use crate::client::Models;
use crate::mode::Mode;
use crate::protocol::recognizer::ModelState;
use crate::web::storage::Store;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Where the choice is kept for later visits.
const KEY: &str = "mode";

/// Reads in the mode that was chosen last.
pub fn restore(engine: Engine) {
    if let Some(kept) = Store::local().load(KEY).and_then(|name| Mode::named(&name)) {
        engine.read_in(kept);
    }
}

#[component]
pub fn ModeView() -> impl IntoView {
    let engine = Engine::here();
    let modes: Vec<Mode> = Models::of_page().modes().collect();
    let choose = move |mode: Mode| {
        // A store that refuses makes the choice one for this visit.
        let _ = Store::local().save(KEY, mode.name());
        engine.read_in(mode);
    };
    let all = modes.clone();
    let step = move |event: KeyboardEvent| {
        let steps = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => all.len() - 1,
            _ => return,
        };
        event.prevent_default();
        let at = all.iter().position(|mode| *mode == engine.mode.get_untracked()).unwrap_or_default();
        choose(all[(at + steps) % all.len()]);
    };
    let options = modes.into_iter().map(|mode| {
        let is_chosen = move || engine.mode.get() == mode;
        view! {
            <button
                type="button"
                role="radio"
                class="mode"
                aria-checked=move || is_chosen().to_string()
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                data-testid=format!("mode-{}", mode.name())
                on:click=move |_| choose(mode)
            >
                {mode.title()}
            </button>
        }
    });
    let part = move || match engine.model.get() {
        Some(ModelState::Loading(part)) => Some(part),
        _ => None,
    };
    let failure = move || match engine.model.get() {
        Some(ModelState::Failed(failure)) => Some(failure.to_string()),
        _ => None,
    };
    let is_loading = Memo::new(move |_| part().is_some());
    let has_failed = Memo::new(move |_| failure().is_some());
    view! {
        <div class="modes" role="radiogroup" aria-label="What you write" on:keydown=step>
            {options.collect_view()}
        </div>
        <Show when=move || is_loading.get()>
            <p class="model-word" role="status">
                "The model is being loaded; what you write is read as soon as it is there."
                <progress max="1" prop:value=move || decimal(part().unwrap_or_default(), 3) aria-label="Loaded" />
            </p>
        </Show>
        <Show when=move || has_failed.get()>
            <p class="model-word" role="alert">
                {failure}
                <button
                    type="button"
                    class="button quiet-button"
                    data-testid="model-retry"
                    on:click=move |_| engine.client().ask_again()
                >
                    "Try again"
                </button>
            </p>
        </Show>
    }
}
