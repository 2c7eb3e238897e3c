//! The page: Leptos components, one file each, over plain structs that own the operations.
//!
//! Knows the browser only through `web` and the network only through `protocol`.

pub mod about_page;
pub mod answer;
pub mod autosave;
pub mod bars;
pub mod client;
pub mod corrections;
pub mod device;
pub mod dialog;
pub mod editor;
pub mod error_panel;
pub mod explain;
pub mod export;
pub mod gallery;
pub mod glyph_view;
pub mod header;
pub mod help;
pub mod icon;
pub mod lazy;
pub mod measure;
pub mod model;
pub mod pad;
pub mod picture;
pub mod read_page;
pub mod route;
pub mod shell;
pub mod shortcut;
pub mod state;
pub mod toast;
pub mod tools;
pub mod update_bar;
pub mod updates;
pub mod width;
pub mod words;

use crate::web;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Puts the page in place of the outline that the document came with.
pub fn start() {
    web::panic::install();
    let place = document().get_element_by_id("app").or_else(|| document().body().map(Into::into));
    if let Some(place) = place.and_then(|place| place.dyn_into::<web_sys::HtmlElement>().ok()) {
        std::mem::forget(mount(place));
    }
}

/// Mounts the page into an element, whose content goes; the page is there until what is returned goes.
pub fn mount(place: web_sys::HtmlElement) -> impl Sized {
    place.set_text_content(None);
    mount_to(place, shell::Shell)
}
