//! The line after a correction: what was noted, with a way back; or which of two words on one shape holds.

use super::learner::{Learner, Note};
use crate::app::editor::Editor;
use crate::app::focus;
use crate::app::sheet::Sheet;
use crate::app::words::with_article;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// What needs no answer goes by itself.
const SHOWN_FOR: Duration = Duration::from_secs(8);

#[component]
pub fn NoteView() -> impl IntoView {
    let learner = Learner::here();
    hide_by_itself(learner);
    hide_when_writing_goes_on(learner, Sheet::here().editor);
    let said = move || match learner.note.get() {
        Some(Note::Kept(example)) => format!("Noted: your {}. {}", example.symbol, learner.unkept.get()),
        Some(Note::Asked(_, _, against)) => {
            format!("Earlier you said this shape is {}. Which holds?", with_article(against.earlier))
        }
        None => String::new(),
    };
    let buttons = move || {
        let press = |name: String, testid: &'static str, does: Box<dyn Fn() + Send + Sync>| {
            let pressed = move |_| {
                does();
                // The button is gone.
                focus::on_pad();
            };
            view! {
                <button type="button" class="button quiet-button" data-testid=testid on:click=pressed>
                    {name}
                </button>
            }
        };
        let all = match learner.note.get()? {
            Note::Kept(example) => {
                vec![press("Undo".into(), "hand-undo-note", Box::new(move || learner.forget(&[example.id])))]
            }
            Note::Asked(_, example, against) => {
                let it_is = |symbol| format!("It is {}", with_article(symbol));
                vec![
                    press(it_is(example.symbol), "hand-new-holds", Box::new(move || learner.settle(true, false))),
                    press(it_is(against.earlier), "hand-earlier-holds", Box::new(move || learner.settle(false, true))),
                    press("Both".into(), "hand-both-hold", Box::new(move || learner.settle(true, true))),
                ]
            }
        };
        Some(all.into_iter().collect_view())
    };
    view! {
        <div class="hand-note" hidden=move || learner.note.with(Option::is_none) data-testid="hand-note">
            <p role="status" data-testid="hand-noted">{said}</p>
            <p class="hand-note-buttons">{buttons}</p>
        </div>
    }
}

/// It is never in the way of the pen. A question stays until it is answered.
fn hide_when_writing_goes_on(learner: Learner, editor: RwSignal<Editor>) {
    let is_writing = Memo::new(move |_| editor.with(|editor| editor.live().is_some()));
    Effect::new(move || {
        if is_writing.get() && learner.note.with_untracked(|note| matches!(note, Some(Note::Kept(_)))) {
            learner.note.set(None);
        }
    });
}

fn hide_by_itself(learner: Learner) {
    let hiding = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move || {
        let shown = learner.note.get();
        let hides = matches!(shown, Some(Note::Kept(_)));
        let hide = move || {
            if learner.note.try_with_untracked(|now| *now == shown) == Some(true) {
                learner.note.set(None);
            }
        };
        let handle = if hides { set_timeout_with_handle(hide, SHOWN_FOR).ok() } else { None };
        if let Some(earlier) = hiding.try_update_value(|hiding| std::mem::replace(hiding, handle)).flatten() {
            earlier.clear();
        }
    });
}
