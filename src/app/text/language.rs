//! In which language text is read: chosen here, kept for later visits.

use crate::app::engine::Engine;
use crate::app::picture::pictures::Pictures;
use crate::protocol::recognizer::{ModelName, ModelState};
use crate::web::storage::Store;
use leptos::prelude::*;

/// Where the choice is kept.
const KEY: &str = "language";

/// A choice: its name in the store, as people read it, and the files that it takes.
const CHOICES: [(&str, &str, &[&str]); 4] = [
    ("english", "English", &["english"]),
    ("german", "German", &["german"]),
    ("both", "English and German", &["english", "german"]),
    ("none", "No language", &[]),
];

/// The place of the choice of an earlier visit among all.
fn kept() -> usize {
    let kept = Store::local().load(KEY).unwrap_or_default();
    CHOICES.iter().position(|(name, ..)| *name == kept).unwrap_or_default()
}

#[component]
pub fn LanguageView() -> impl IntoView {
    let (engine, pictures) = (Engine::here(), Pictures::here());
    let chosen = RwSignal::new(kept());
    Effect::new(move || {
        let (_, _, files) = CHOICES[chosen.get()];
        engine.client().use_languages(files.iter().map(|name| ModelName::new(name)).collect());
    });
    let choose = move |event| {
        let value = event_target_value(&event);
        if let Some(at) = CHOICES.iter().position(|(name, ..)| *name == value) {
            // A store that refuses makes the choice one for this visit.
            let _ = Store::local().save(KEY, &value);
            chosen.set(at);
            pictures.read_as_chosen();
        }
    };
    let options = CHOICES.into_iter().enumerate().map(|(at, (name, title, _))| {
        view! { <option value=name selected=move || chosen.get() == at>{title}</option> }
    });
    let failure = Memo::new(move |_| {
        let (_, _, files) = CHOICES[chosen.get()];
        engine.models.with(|models| {
            let failed = |(name, state): &(ModelName, ModelState)| {
                files.contains(&name.as_str()) && matches!(state, ModelState::Failed(_))
            };
            models.iter().any(failed)
        })
    });
    view! {
        <label class="language">
            <span class="language-word">"Words of"</span>
            <select data-testid="language" on:change=choose>
                {options.collect_view()}
            </select>
        </label>
        <Show when=move || failure.get()>
            <p class="model-word" role="alert">
                "The list of words could not be loaded; text is read without it. Check the connection, then try again."
                <button
                    type="button"
                    class="button quiet-button"
                    data-testid="language-retry"
                    on:click=move |_| {
                        engine.client().load_model();
                        engine.client().ask_again();
                    }
                >
                    "Try again"
                </button>
            </p>
        </Show>
    }
}
