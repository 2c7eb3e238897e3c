//! The help panel: every key, and what it does.

use crate::app::icon::{Icon, IconView};
use crate::app::shortcut::{CURSOR_KEYS, SHEET_KEYS};
use crate::app::studio::Studio;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Help() -> impl IntoView {
    let open = Studio::here().help;
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let (true, Some(dialog)) = (open.get(), dialog.get())
            && !dialog.open()
        {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog class="help" node_ref=dialog aria-labelledby="help-title" data-testid="help-panel" on:close=move |_| open.set(false)>
            <div class="help-head">
                <h2 id="help-title">"Help and keys"</h2>
                <button type="button" class="plain" aria-label="Close" on:click=close>
                    <IconView icon=Icon::Close />
                </button>
            </div>
            <p>
                "Write a number with mouse, finger or stylus. It is read while you write. The other end of a stylus, or its eraser button, erases."
            </p>
            <p>
                "Pictures are read, too: choose, drop or paste them (Ctrl V), use the camera, or give a link. PNG, JPEG, WebP, GIF and BMP up to 64 MB and 100 million pixels; other kinds where your browser knows them."
            </p>
            <h3>"Keys"</h3>
            <p>"On a Mac, ⌘ takes the place of Ctrl."</p>
            <KeyTable keys=&SHEET_KEYS />
            <h3>"Drawing without a mouse"</h3>
            <p>"When the sheet has the focus:"</p>
            <KeyTable keys=&CURSOR_KEYS />
        </dialog>
    }
}

/// Keys beside what they do.
#[component]
pub fn KeyTable(keys: &'static [(&'static [&'static str], &'static str)]) -> impl IntoView {
    let rows = keys.iter().map(|(names, what)| {
        let names = names.iter().map(|name| view! { <kbd>{*name}</kbd> }).collect_view();
        view! {
            <tr>
                <td class="keys">{names}</td>
                <th scope="row">{*what}</th>
            </tr>
        }
    });
    view! {
        <table class="key-table">
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
