//! The header: name, pages, connection, theme, help.

use crate::app::dialogs::Dialogs;
use crate::app::icon::{Icon, IconView};
use crate::app::route::Route;
use crate::app::settings::Settings;
use crate::web::online;
use crate::web::palette::Palette;
use crate::web::storage::Store;
use crate::web::theme::{self, Theme};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[component]
pub fn Header() -> impl IntoView {
    let help = Dialogs::here().help;
    let links = Route::ALL.map(|route| view! { <Tab route /> }).into_iter().collect_view();
    view! {
        <header class="header">
            <a class="wordmark" href=Route::Read.hash() aria-label="Inkling" on:click=move |event| follow(&event, Route::Read)>
                <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
                    <path class="drop" d="M16 3.5C20 9.5 26 14.5 26 20.5a10 10 0 0 1-20 0C6 14.5 12 9.5 16 3.5z" />
                    <path class="gleam" d="M11 20.5a5 5 0 0 0 5 5" />
                </svg>
                <span class="name">"Inkling"</span>
            </a>
            <nav class="tabs" aria-label="Pages">{links}</nav>
            <Offline />
            <ThemeButton />
            <button
                type="button"
                class="plain"
                aria-label="Help and keys"
                data-testid="help"
                on:click=move |_| help.set(true)
            >
                <IconView icon=Icon::Help />
                <span class="tip" aria-hidden="true">"Help and keys"</span>
            </button>
        </header>
    }
}

#[component]
fn Tab(route: Route) -> impl IntoView {
    let in_front = Route::in_front();
    view! {
        <a
            class="tab"
            href=route.hash()
            data-testid=format!("tab-{}", route.path())
            aria-current=move || (in_front.get() == route).then_some("page")
            on:click=move |event| follow(&event, route)
        >
            {route.name()}
        </a>
    }
}

/// Sets the hash by hand: with a base address in the document, a bare `#…` may lead to another document.
fn follow(event: &MouseEvent, route: Route) {
    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if !elsewhere && event.button() == 0 {
        event.prevent_default();
        let _ = location().set_hash(&route.hash());
    }
}

#[component]
fn Offline() -> impl IntoView {
    let is_online = RwSignal::new(online::is_online());
    online::watch(move |now| is_online.set(now));
    view! {
        <span class="offline" role="status" data-testid="offline">
            <Show when=move || !is_online.get()>
                <span class="offline-mark">
                    <IconView icon=Icon::Offline />
                    <span class="offline-label">"offline"</span>
                </span>
            </Show>
        </span>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let palette = Settings::here().palette;
    let store = StoredValue::new_local(Store::local());
    let chosen = RwSignal::new(store.with_value(Theme::stored));
    let show = move || {
        chosen.get_untracked().apply();
        palette.set(Palette::current());
    };
    theme::on_system_change(show);
    let choose = move |_| {
        chosen.update(|theme| *theme = theme.next());
        store.with_value(|store| chosen.get_untracked().keep(store));
        show();
    };
    let icon = Signal::derive(move || match chosen.get() {
        Theme::System => Icon::ThemeSystem,
        Theme::Light => Icon::ThemeLight,
        Theme::Dark => Icon::ThemeDark,
    });
    let name = move || format!("Theme: {}", chosen.get().name());
    view! {
        <button type="button" class="plain" aria-label=name data-testid="theme" on:click=choose>
            <IconView icon />
            <span class="tip" aria-hidden="true">{name}</span>
        </button>
    }
}
