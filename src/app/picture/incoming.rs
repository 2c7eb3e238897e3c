//! Pictures that come over the page's whole window: dropped, pasted, or named in its address.

use super::pictures::Pictures;
use super::{lazy, link};
use crate::app::lazy::when_loaded;
use crate::app::measure::inbox::Inbox;
use crate::app::route::Route;
use crate::app::toast::Toast;
use crate::datasets::folder::is_hidden;
use crate::web;
use crate::web::files;
use crate::web::keyboard;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::DataTransfer;

/// Whether something is being dragged over the window.
#[derive(Clone, Copy)]
pub struct Hovering(pub RwSignal<bool>);

/// Where what comes goes.
#[derive(Clone, Copy)]
struct Targets {
    pictures: Pictures,
    /// Beside what training measured, files are data to measure.
    inbox: Inbox,
    route: RwSignal<Route>,
    toast: Toast,
}

/// Listens for as long as the page lives.
pub fn listen() -> Hovering {
    let targets =
        Targets { pictures: Pictures::here(), inbox: Inbox::here(), route: Route::in_front(), toast: Toast::here() };
    let hovering = RwSignal::new(false);
    let over = window_event_listener(ev::dragover, move |event| {
        if event.data_transfer().is_some_and(|data| carries_something(&data)) {
            // Without this the browser would leave the page for the file.
            event.prevent_default();
            hovering.set(true);
        }
    });
    let left = window_event_listener(ev::dragleave, move |event| {
        // Between the page's own parts it names the part that is entered.
        if event.related_target().is_none() {
            hovering.set(false);
        }
    });
    let dropped = window_event_listener(ev::drop, move |event| {
        hovering.set(false);
        if let Some(data) = event.data_transfer() {
            event.prevent_default();
            bring(targets, &data);
        }
    });
    let pasted = window_event_listener(ev::paste, move |event| {
        if keyboard::is_for_a_field(&event) {
            return;
        }
        if let Some(data) = event.clipboard_data() {
            bring(targets, &data);
        }
    });
    on_cleanup(move || {
        over.remove();
        left.remove();
        dropped.remove();
        pasted.remove();
    });
    open_what_the_address_names(targets);
    Hovering(hovering)
}

/// Files first; else a link.
fn bring(Targets { pictures, inbox, route, toast }: Targets, data: &DataTransfer) {
    let text = ["text/uri-list", "text/plain"].into_iter().find_map(|kind| {
        let text = data.get_data(kind).ok()?;
        link::address(text.lines().find(|line| !line.starts_with('#'))?)
    });
    let files = files::brought(data, is_hidden);
    spawn_local(async move {
        let files = files.await;
        if !files.is_empty() && route.get_untracked() == Route::Model {
            return inbox.put(files);
        }
        match (files.is_empty(), text) {
            (false, _) => when_loaded(toast, lazy::take_pictures(pictures, files)),
            (true, Some(text)) => when_loaded(toast, lazy::open_link(pictures, text)),
            (true, None) => {
                toast.say("There was no picture in it. Drop or paste a picture, or a link to one.");
                return;
            }
        }
        let _ = location().set_hash(&Route::Read.hash());
    });
}

fn carries_something(data: &DataTransfer) -> bool {
    let kinds = data.types();
    kinds.iter().any(|kind| matches!(kind.as_string().as_deref(), Some("Files" | "text/uri-list")))
}

fn open_what_the_address_names(Targets { pictures, toast, .. }: Targets) {
    if let Some(address) = web::query(link::IMAGE) {
        when_loaded(toast, lazy::open_link(pictures, address));
    }
}
