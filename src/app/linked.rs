//! Drawings that come in the page's address, and what becomes of the visitor's own when they go on with such a one.

use crate::app::editor::Editor;
use crate::app::gallery::import;
use crate::app::lazy::chunk;
use crate::app::picture::pictures::Pictures;
use crate::app::toast::Toast;
use crate::gallery::KeptDrawing;
use crate::ink::link;
use crate::web::{channel, clock, database};
use leptos::prelude::*;
use std::pin::Pin;

// Most visits come without a drawing in the address.
chunk! { linked:
    open(pictures: Pictures, editor: RwSignal<Editor>, toast: Toast, hash: String) -> () = match link::read(&hash) {
        Some(Ok(drawing)) => {
            pictures.open_drawing(drawing);
            editor.update_untracked(|editor| editor.linked = true);
        }
        Some(Err(error)) => toast.say(error.to_string()),
        None => {}
    };
    put_aside(own: String, toast: Toast) -> Pin<Box<dyn Future<Output = bool>>> = Box::pin(among_kept(own, toast));
}

/// Puts a drawing, in its file form, among the kept ones; whether it is there now.
async fn among_kept(own: String, toast: Toast) -> bool {
    // What cannot be read is no drawing that could be lost.
    let Ok(kept) = KeptDrawing::read(&own, clock::since_1970()) else { return true };
    let done = database::add([(kept.id.clone(), kept.line())]).await;
    match &done {
        Ok(_) => {
            channel::notify(import::CHANGED);
            toast.say("You go on with the shared drawing. Your own of before is among the kept drawings.");
        }
        Err(error) => toast.say(format!("Your own drawing stays in its place, and this one in this tab. {error}")),
    }
    done.is_ok()
}
