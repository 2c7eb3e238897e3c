//! Ways to bring a picture, beside the tools for it: a link, and a word about the others.

use super::lazy;
use super::pictures::Pictures;
use crate::app::dialog::Dialog;
use crate::app::dialogs::Dialogs;
use crate::app::lazy::{Lazy, when_loaded};
use crate::app::toast::Toast;
use crate::web::files;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The kinds that the page opens, for the browser's chooser.
const KINDS: &str = "image/*,.heic,.heif,.avif";

#[component]
pub fn OpenPanel() -> impl IntoView {
    let (pictures, toast) = (Pictures::here(), Toast::here());
    let address = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        if let Some(input) = pictures.chooser.get_untracked() {
            let files = files::listed(input.files());
            // The same file may be chosen again.
            input.set_value("");
            when_loaded(toast, lazy::take_pictures(pictures, files));
        }
    };
    let open_link = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = address.get_untracked() {
            when_loaded(toast, lazy::open_link(pictures, input.value()));
        }
    };
    view! {
        <section class="open-panel" aria-label="Bring a picture">
            <input
                class="unseen"
                type="file"
                multiple
                accept=KINDS
                tabindex="-1"
                aria-label="Pictures"
                node_ref=pictures.chooser
                data-testid="file-input"
                on:change=chosen
            />
            <form class="link-form" on:submit=open_link novalidate>
                <input
                    type="url"
                    aria-label="Link to a picture"
                    placeholder="https://… a picture’s link"
                    autocomplete="off"
                    spellcheck="false"
                    node_ref=address
                    data-testid="link-input"
                />
                <button type="submit" class="button quiet-button" data-testid="link-open">
                    "Open"
                </button>
            </form>
            <p class="open-more">"Or drop or paste pictures anywhere."</p>
            <Dialog open=Dialogs::here().camera title="Camera" name="camera">
                <Lazy part=lazy::camera />
            </Dialog>
        </section>
    }
}
