//! The page: Leptos components, one file each, over plain structs that own the operations; a folder for each feature
//! that has several.
//!
//! What components share is small structs of signals, one for each concern (`toast`, `engine`, `sheet`, `pictures`,
//! `reading`, `dialogs`, `settings`, the route), which `shell` provides as contexts; a component takes those that it
//! needs with `here()`. No file imports one that imports it: plain types and `lazy` are at the bottom, views above them,
//! `shell` on top.
//!
//! Knows the browser only through `web` and the workers only through `client`.

pub mod about_page;
pub mod answer;
pub mod autosave;
pub mod bars;
pub mod copy;
pub mod corrections;
pub mod device;
pub mod dialog;
pub mod dialogs;
pub mod edit;
pub mod editor;
pub mod engine;
pub mod error_panel;
pub mod explain;
pub mod export;
pub mod focus;
pub mod gallery;
pub mod glyph_view;
pub mod hand;
pub mod header;
pub mod help;
pub mod icon;
pub mod ink_pointing;
pub mod key_table;
pub mod lazy;
pub mod linked;
pub mod maths;
pub mod measure;
pub mod mode;
pub mod model;
pub mod pad;
pub mod picture;
pub mod preference;
pub mod read_page;
pub mod reading;
pub mod route;
pub mod settings;
pub mod sheet;
pub mod shell;
pub mod shortcut;
pub mod text;
pub mod toast;
pub mod tool;
pub mod tools;
pub mod update_bar;
pub mod updates;
pub mod width;
pub mod words;

use crate::web;
use crate::web::early_ink::{self, EarlyInk};
use crate::web::timer;
use autosave::Stores;
use leptos::prelude::document;
use shell::Begun;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Puts the page in place of the outline that the document came with.
pub fn start() {
    web::panic::install();
    let place = document().get_element_by_id("app").or_else(|| document().body().map(Into::into));
    let Some(place) = place.and_then(|place| place.dyn_into().ok()) else { return };
    let begun = begin();
    // Browsers hand a starting worker what it is asked between two tasks, and mounting is a long one.
    timer::after(Duration::ZERO, move || {
        early_ink::once_pen_is_up(move |early| std::mem::forget(show(begun, place, early)));
    });
}

/// Mounts the page into an element, whose content goes, with the drawing that was left on the sheet, or what was written
/// on the outline since. The page is there until what is returned goes.
pub fn mount(place: HtmlElement, early: EarlyInk) -> impl Sized {
    show(begin(), place, early)
}

fn begin() -> Begun {
    let stores = Stores::of_page();
    let restored = stores.restore();
    Begun::new(stores, restored)
}

fn show(begun: Begun, place: HtmlElement, early: EarlyInk) -> impl Sized {
    place.set_text_content(None);
    begun.mount(place, early)
}
