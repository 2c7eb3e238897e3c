//! The invitation to a practice: which signs are to be written.

use super::super::learner::Learner;
use super::plan::{Plan, TIMES, named, suggested};
use crate::app::engine::Engine;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn PracticeStart(learner: Learner, plan: RwSignal<Option<Plan>>) -> impl IntoView {
    let engine = Engine::here();
    let signs = NodeRef::<html::Input>::new();
    let trouble = RwSignal::new(String::new());
    let suggestion = Memo::new(move |_| {
        engine.alphabet.with(|alphabet| {
            learner.report.with(|report| {
                let none = Vec::new();
                learner.examples.with(|list| {
                    suggested(engine.mode.get(), alphabet, report.as_ref(), list.as_ref().unwrap_or(&none))
                })
            })
        })
    });
    // What was typed stays, whatever is suggested meanwhile.
    let typed = RwSignal::new(None::<String>);
    let value = move || typed.get().unwrap_or_else(|| suggestion.get());
    let start = move |event: SubmitEvent| {
        event.prevent_default();
        let text = signs.get_untracked().map(|input| input.value()).unwrap_or_default();
        let (signs, unknown) = engine.alphabet.with_untracked(|alphabet| named(&text, alphabet));
        match (signs.is_empty(), unknown.is_empty()) {
            (_, false) => {
                let mode = engine.mode.get_untracked().title();
                trouble.set(format!("{} is not read in the mode {mode}. Take it out, then start.", unknown.join(" ")));
            }
            (true, true) => trouble.set("Name the signs that you want to write, such as 1 7 9.".to_owned()),
            (false, true) => plan.set(Some(Plan::of(signs))),
        }
    };
    view! {
        <form class="practice-start" on:submit=start>
            <label>
                "Show it these signs"
                <input
                    type="text"
                    prop:value=value
                    autocapitalize="off"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="200"
                    node_ref=signs
                    data-testid="practice-signs"
                    on:input=move |event| typed.set(Some(event_target_value(&event)))
                />
            </label>
            <button type="submit" class="button" data-testid="practice-start">"Write them"</button>
            <p class="hand-hint">{format!("Each {TIMES} times: ten digits take less than a minute. You can stop at any time.")}</p>
            <p class="hand-unkept" role="alert" data-testid="practice-trouble">{trouble}</p>
        </form>
    }
}
