//! The help panel: every key, and what it does.

use crate::app::dialog::Dialog;
use crate::app::dialogs::Dialogs;
use crate::app::key_table::KeyTable;
use crate::app::lazy::{Lazy, Part, chunk};
use crate::app::settings::Settings;
use crate::app::shortcut::{self, CURSOR_KEYS, SHEET_KEYS};
use crate::web::storage::Store;
use leptos::prelude::*;

chunk! { pages:
    words() -> Part = || HelpWords().into_any();
}

#[component]
pub fn Help() -> impl IntoView {
    view! {
        <Dialog open=Dialogs::here().help title="Help and keys" name="help">
            <Lazy part=words />
        </Dialog>
    }
}

#[component]
fn HelpWords() -> impl IntoView {
    let letters = Settings::here().letters;
    let turn = move |event| {
        let on = event_target_checked(&event);
        letters.set(on);
        shortcut::keep_letters(&Store::local(), on);
    };
    view! {
        <p>
            "Write a number with mouse, finger or stylus. It is read while you write. The other end of a stylus, or its eraser button, erases."
        </p>
        <p>
            "Pictures are read, too: choose, drop or paste them (Ctrl V), use the camera, or give a link. PNG, JPEG, WebP, GIF and BMP up to 64 MB and 100 million pixels; other kinds where your browser knows them."
        </p>
        <p>
            "What you write can be kept in this browser, with a label: open Kept drawings among the tools. Kept drawings leave as one file that brings them back, also when it is dropped here, or as labelled data for training."
        </p>
        <p>
            "What you put right is learned: from then on the page reads by your hand, too. Open Your hand below the bars to see what it learned, to show it more signs, or to have it forget."
        </p>
        <h3>"Keys"</h3>
        <p>"On a Mac, ⌘ takes the place of Ctrl."</p>
        <KeyTable keys=&SHEET_KEYS />
        <label class="letters">
            <input type="checkbox" prop:checked=move || letters.get() data-testid="letters" on:change=turn />
            "Single letters and digits are keys, too"
        </label>
        <h3>"Drawing without a mouse"</h3>
        <p>"When the sheet has the focus:"</p>
        <KeyTable keys=&CURSOR_KEYS />
    }
}
