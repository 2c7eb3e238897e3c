//! The panel of kept drawings.

use super::actions::Gallery;
use super::card::Card;
use super::export_panel::ExportPanel;
use crate::app::editor::Editor;
use crate::app::sheet::Sheet;
use leptos::html;
use leptos::prelude::*;

/// So many are shown at first, and so many more whenever more are asked for.
const PAGE: usize = 60;

#[component]
pub fn GalleryView() -> impl IntoView {
    let editor = Sheet::here().editor;
    let gallery = Gallery::open();
    let (shown, list) = (RwSignal::new(PAGE), NodeRef::<html::Ul>::new());
    let blank = Memo::new(move |_| editor.with(Editor::is_blank));
    let count = Memo::new(move |_| gallery.kept.with(|kept| kept.as_ref().map(Vec::len)));
    let first = move || {
        let some = |kept: &Vec<_>| kept.iter().take(shown.get()).cloned().collect::<Vec<_>>();
        gallery.kept.with(|kept| kept.as_ref().map(some).unwrap_or_default())
    };
    let undo = move |_| {
        gallery.undo_delete();
        // Where the button goes, the keyboard is not to lose its place.
        if gallery.deleted.with_untracked(Vec::is_empty)
            && let Some(list) = list.get_untracked()
        {
            let _ = list.focus();
        }
    };
    view! {
        <p class="gallery-head">
            <button
                type="button"
                class="button"
                aria-disabled=move || blank.get().then_some("true")
                data-testid="keep"
                on:click=move |_| gallery.keep()
            >
                "Keep this drawing"
            </button>
            <span class="gallery-count">{move || count.get().filter(|count| *count > 0).map(|count| format!("{count} kept"))}</span>
        </p>
        <Show when=move || count.get() == Some(0)>
            <p class="gallery-empty" data-testid="gallery-empty">
                "Nothing is kept yet. Drawings that you keep stay in this browser, on this machine, with a label that you can change."
            </p>
        </Show>
        <ul class="kept-list" aria-label="Kept drawings" tabindex="-1" node_ref=list>
            <For each=first key=|kept| kept.id.clone() children=move |kept| view! { <Card gallery kept /> } />
        </ul>
        <Show when=move || count.get().is_some_and(|count| count > shown.get())>
            <button
                type="button"
                class="button quiet-button"
                data-testid="gallery-more"
                on:click=move |_| shown.update(|shown| *shown += PAGE)
            >
                "Show more"
            </button>
        </Show>
        <ExportPanel gallery />
        <div class="gallery-message" class:silent=move || gallery.said.with(String::is_empty)>
            <p role="status" data-testid="gallery-said">{gallery.said}</p>
            <Show when=move || gallery.deleted.with(|deleted| !deleted.is_empty())>
                <Undo gallery press=undo />
            </Show>
        </div>
    }
}

/// Takes the focus from the card that is gone.
#[component]
fn Undo(gallery: Gallery, press: impl FnMut(leptos::ev::MouseEvent) + 'static) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    Effect::new(move || {
        // Also when one more goes.
        let _ = gallery.deleted.with(Vec::len);
        if let Some(button) = button.get() {
            let _ = button.focus();
        }
    });
    view! {
        <button type="button" class="button quiet-button" node_ref=button data-testid="gallery-undo" on:click=press>
            "Undo delete"
        </button>
    }
}
