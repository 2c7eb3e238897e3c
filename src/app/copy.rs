//! Text for the clipboard, and the word that it is there.

use crate::app::toast::Toast;
use crate::web::clipboard;
use leptos::task::spawn_local;

/// Puts the text on the clipboard and says so.
pub fn copy(toast: Toast, text: String) {
    let name = text.clone();
    copy_as(toast, text, name);
}

/// The same for a text too long to be said.
pub fn copy_as(toast: Toast, text: String, name: impl Into<String>) {
    let name = name.into();
    spawn_local(async move {
        if clipboard::copy(&text).await {
            toast.say(format!("Copied {name}"));
        } else {
            toast.say("The browser does not let this page use the clipboard. Select the text and copy it.");
        }
    });
}
