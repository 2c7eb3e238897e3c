//! A hand leaves as a file and comes back from one; and all of it can be forgotten.

use super::actions::Actions;
use super::examples::{Examples, MOST, counted};
use crate::hand::{Example, file};
use crate::web::files::NamedFile;
use crate::web::{download, files};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

const NAME: &str = "inkling-hand.json";

#[component]
pub fn LeavingView(actions: Actions, is_empty: Memo<bool>) -> impl IntoView {
    let chooser = NodeRef::<html::Input>::new();
    let (asks, keep) = (RwSignal::new(false), NodeRef::<html::Button>::new());
    Effect::new(move || {
        if let Some(keep) = keep.get().filter(|_| asks.get()) {
            let _ = keep.focus();
        }
    });
    let chosen = move |_| {
        if let Some(input) = chooser.get_untracked() {
            let file = files::listed(input.files()).pop();
            // The same file may be chosen again.
            input.set_value("");
            file.into_iter().for_each(|file| import(actions, file));
        }
    };
    let forget_all = move |_| {
        asks.set(false);
        let all = all(actions);
        actions.learner.forget(&all.iter().map(|example| example.id).collect::<Vec<_>>());
        actions.learner.turn(true);
        actions.forgotten.set(Vec::new());
        actions.said.set("All is forgotten. Readings are as they were before.".to_owned());
    };
    let question = move || format!("Forget all {}? This cannot be undone.", counted(all(actions).len()));
    view! {
        <div class="export-options hand-leaving">
            <button
                type="button"
                class="button quiet-button"
                hidden=is_empty
                data-testid="hand-export"
                on:click=move |_| export(actions)
            >
                "Export"
            </button>
            <button
                type="button"
                class="button quiet-button"
                data-testid="hand-import"
                on:click=move |_| chooser.get_untracked().into_iter().for_each(|chooser| chooser.click())
            >
                "Import…"
            </button>
            <button
                type="button"
                class="button quiet-button"
                hidden=is_empty
                data-testid="hand-forget-all"
                on:click=move |_| asks.set(true)
            >
                "Forget all…"
            </button>
            <input
                class="unseen"
                type="file"
                accept=".json,.jsonl,application/json"
                tabindex="-1"
                aria-label="File of a hand"
                node_ref=chooser
                data-testid="hand-import-input"
                on:change=chosen
            />
        </div>
        <Show when=move || asks.get() && !is_empty.get()>
            <p class="hand-question" role="alertdialog" aria-label="Forget all">
                {question}
                <button type="button" class="button" data-testid="hand-forget-all-yes" on:click=forget_all>
                    "Forget all"
                </button>
                <button
                    type="button"
                    class="button quiet-button"
                    node_ref=keep
                    data-testid="hand-forget-all-no"
                    on:click=move |_| asks.set(false)
                >
                    "Keep them"
                </button>
            </p>
        </Show>
    }
}

fn all(actions: Actions) -> Examples {
    actions.learner.examples.get().unwrap_or_default()
}

fn export(actions: Actions) {
    let all: Vec<Example> = untrack(|| all(actions)).iter().map(|example| Example::clone(example)).collect();
    let text = file::write(&all);
    actions.said.set(match download::bytes(NAME, "application/json", text.as_bytes()) {
        true => format!("Saved {} as {NAME}.", counted(all.len())),
        false => "The browser does not let this page save files. Allow it, then try again.".to_owned(),
    });
}

fn import(actions: Actions, named: NamedFile) {
    spawn_local(async move {
        let said = match files::bytes(&named.blob).await.as_deref().map(file::read) {
            None => "The file could not be read. Choose it again.".to_owned(),
            Some(Err(error)) => error.to_string(),
            Some(Ok(found)) => take_in(actions, found),
        };
        actions.said.try_set(said);
    });
}

/// What is not known yet joins the others.
fn take_in(actions: Actions, found: Vec<Example>) -> String {
    let list = actions.learner.examples.get_untracked().unwrap_or_default();
    let (known, new): (Vec<Example>, Vec<Example>) = found.into_iter().partition(|example| is_known(&list, example));
    let new: Examples = new.into_iter().map(Arc::new).collect();
    let went = actions.learner.change(&new, &[]);
    summary(new.len(), known.len(), went)
}

fn is_known(list: &Examples, example: &Example) -> bool {
    list.iter().any(|other| other.id == example.id || (other.symbol == example.symbol && other.ink == example.ink))
}

fn summary(new: usize, known: usize, went: usize) -> String {
    let known = if known == 1 { "1 is known".to_owned() } else { format!("{known} are known") };
    let mut said = match (new, known.as_str()) {
        (0, _) => format!("Nothing new: {known} already."),
        (_, "0 are known") => format!("Imported {}.", counted(new)),
        _ => format!("Imported {}; {known} already.", counted(new)),
    };
    if went > 0 {
        said += &format!(" Only {MOST} are kept: the oldest of the most frequent signs went.");
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_new_known_and_too_much_is_told() {
        assert_eq!(summary(1, 0, 0), "Imported 1 example.");
        assert_eq!(summary(2, 1, 0), "Imported 2 examples; 1 is known already.");
        assert_eq!(summary(0, 3, 0), "Nothing new: 3 are known already.");
        assert!(summary(400, 0, 9).ends_with("Only 500 are kept: the oldest of the most frequent signs went."));
    }
}
