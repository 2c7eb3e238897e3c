//! Export and import of kept drawings: all of them in a file, or as labelled data.

use super::actions::Gallery;
use crate::gallery::labelled::{self, LabelledSet};
use crate::gallery::{KeptDrawing, file};
use crate::web::{download, files};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

const TOO_MANY: &str = "There are more drawings than one zip file can hold. Take the strokes instead.";
const NO_SYMBOLS: &str = "No drawing has a single symbol as its label yet. Label some, then take them as data.";
const REFUSED: &str = "The browser does not let this page save files. Allow it, then try again.";

#[component]
pub fn ExportPanel(gallery: Gallery) -> impl IntoView {
    let chooser = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        if let Some(input) = chooser.get_untracked() {
            let file = files::listed(input.files()).pop();
            // The same file may be chosen again.
            input.set_value("");
            file.into_iter().for_each(|file| gallery.import(file));
        }
    };
    let way = move |name: &'static str, testid: &'static str, does: fn(Gallery, Vec<Arc<KeptDrawing>>)| {
        let press = move |_| match gallery.in_time() {
            none if none.is_empty() => gallery.say("Nothing is kept yet, so there is nothing to export."),
            all => does(gallery, all),
        };
        view! {
            <button type="button" class="button quiet-button" data-testid=testid on:click=press>
                {name}
            </button>
        }
    };
    view! {
        <h3>"All drawings in a file"</h3>
        <div class="export-options">
            {way("Export all", "export-all", export_all)}
            <button
                type="button"
                class="button quiet-button"
                data-testid="import"
                on:click=move |_| chooser.get_untracked().into_iter().for_each(|chooser| chooser.click())
            >
                "Import…"
            </button>
            <input
                class="unseen"
                type="file"
                accept=".jsonl,.json,application/jsonl"
                tabindex="-1"
                aria-label="File of kept drawings"
                node_ref=chooser
                data-testid="import-input"
                on:change=chosen
            />
        </div>
        <h3>"Labelled data"</h3>
        <p class="gallery-note">
            "For training: pictures of 28 × 28 pixels of all drawings whose label is one symbol, or the strokes of all that have a label."
        </p>
        <div class="export-options">
            {way("IDX", "export-idx", export_idx)} {way("PNG", "export-png", export_pngs)}
            {way("Strokes", "export-strokes", export_strokes)}
        </div>
    }
}

fn export_all(gallery: Gallery, all: Vec<Arc<KeptDrawing>>) {
    let text = file::write(all.iter().map(Arc::as_ref));
    save(gallery, "inkling-drawings.jsonl", "application/jsonl", text.as_bytes(), all.len(), "");
}

fn export_idx(gallery: Gallery, all: Vec<Arc<KeptDrawing>>) {
    pictures(gallery, &all, "inkling-idx.zip", LabelledSet::idx);
}

fn export_pngs(gallery: Gallery, all: Vec<Arc<KeptDrawing>>) {
    pictures(gallery, &all, "inkling-png.zip", LabelledSet::pngs);
}

fn pictures(gallery: Gallery, all: &[Arc<KeptDrawing>], name: &str, form: fn(&LabelledSet) -> Option<Vec<u8>>) {
    let set = LabelledSet::of(all.iter().map(Arc::as_ref));
    match form(&set) {
        _ if set.is_empty() => gallery.say(NO_SYMBOLS),
        Some(zip) => save(gallery, name, "application/zip", &zip, set.len(), &set.left_out()),
        None => gallery.say(TOO_MANY),
    }
}

fn export_strokes(gallery: Gallery, all: Vec<Arc<KeptDrawing>>) {
    match labelled::strokes(all.iter().map(Arc::as_ref)) {
        (_, 0, _) => gallery.say("No drawing has a label yet. Label some, then take them as data."),
        (text, count, bare) => {
            let left_out = if bare == 0 { String::new() } else { format!("Left out: {bare} without a label.") };
            save(gallery, "inkling-strokes.jsonl", "application/jsonl", text.as_bytes(), count, &left_out);
        }
    }
}

fn save(gallery: Gallery, name: &str, kind: &str, bytes: &[u8], count: usize, left_out: &str) {
    if download::bytes(name, kind, bytes) {
        let drawings = if count == 1 { "1 drawing" } else { &format!("{count} drawings") };
        gallery.say(format!("Saved {drawings} as {name}. {left_out}").trim_end());
    } else {
        gallery.say(REFUSED);
    }
}
