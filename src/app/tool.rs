//! A button among tools.

use crate::app::icon::{Icon, IconView};
use leptos::prelude::*;

/// One tool. What cannot be used now stays focusable, so that the keyboard does not lose its place.
#[component]
pub fn Tool(
    icon: Icon,
    name: &'static str,
    #[prop(into)] testid: String,
    press: impl Fn() + 'static,
    #[prop(optional, into)] pressed: Signal<Option<bool>>,
    #[prop(default = true.into(), into)] enabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="tool"
            aria-label=name
            aria-pressed=move || pressed.get().map(|pressed| pressed.to_string())
            aria-disabled=move || (!enabled.get()).then_some("true")
            data-testid=testid
            on:click=move |_| press()
        >
            <IconView icon />
            <span class="tip" aria-hidden="true">{name}</span>
        </button>
    }
}
