//! The panel: what was learned of a hand and what it brought, the examples of each sign, and what can be done with them.

use super::actions::Actions;
use super::figures;
use super::learner::Learner;
use super::leaving::LeavingView;
use super::practice::{Plan, PracticeStart, PracticeView};
use super::signs_view::SignsView;
use crate::app::engine::Engine;
use crate::app::focus;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn HandView() -> impl IntoView {
    let learner = Learner::here();
    let actions = Actions { learner, said: RwSignal::new(String::new()), forgotten: RwSignal::new(Vec::new()) };
    let plan = RwSignal::new(None::<Plan>);
    let is_practising = Memo::new(move |_| plan.with(Option::is_some));
    let has_practised = StoredValue::new(false);
    Effect::new(move || has_practised.update_value(|has| *has |= is_practising.get()));
    let is_there = Memo::new(move |_| learner.examples.with(Option::is_some));
    view! {
        <Show when=move || is_there.get()>
            <Show when=move || is_practising.get() fallback=move || view! { <Overview actions plan has_practised /> }>
                <PracticeView learner plan said=actions.said />
            </Show>
        </Show>
    }
}

#[component]
fn Overview(actions: Actions, plan: RwSignal<Option<Plan>>, has_practised: StoredValue<bool>) -> impl IntoView {
    let engine = Engine::here();
    let Actions { learner, said, forgotten } = actions;
    let list = NodeRef::<html::Div>::new();
    // The pad that had the focus is gone.
    focus::once_there(list, move || has_practised.get_value());
    let is_empty = Memo::new(move |_| learner.examples.with(|list| list.as_ref().is_none_or(Vec::is_empty)));
    let size = move || learner.examples.with(|list| list.as_ref().map(figures::size));
    let gain = Memo::new(move |_| {
        learner.report.with(|report| report.as_ref().map(|report| figures::gain(report, engine.mode.get())))
    });
    let undo = move |_| {
        actions.undo();
        // Where the button goes, the keyboard is not to lose its place.
        if forgotten.with_untracked(Vec::is_empty)
            && let Some(list) = list.get_untracked()
        {
            let _ = list.focus();
        }
    };
    view! {
        <p class="hand-empty" hidden=move || !is_empty.get() data-testid="hand-empty">
            "Put a reading right, and the page notes how you write that sign. From then on it reads by your hand, too. Or show it a few signs now."
        </p>
        <div class="hand-head" hidden=move || is_empty.get()>
            <p data-testid="hand-size">{size}</p>
            <label class="hand-switch">
                <input
                    type="checkbox"
                    role="switch"
                    prop:checked=learner.is_on
                    data-testid="hand-on"
                    on:change=move |event| learner.turn(event_target_checked(&event))
                />
                "Read by your hand"
            </label>
        </div>
        <p class="hand-gain" data-testid="hand-gain">{gain}</p>
        <p class="hand-unkept" role="status" data-testid="hand-unkept">{learner.unkept}</p>
        <PracticeStart learner plan />
        <div class="hand-signs" tabindex="-1" node_ref=list>
            <SignsView actions />
        </div>
        <LeavingView actions is_empty />
        <p class="hand-private">"Your examples stay in this browser. Nothing leaves this machine."</p>
        <div class="gallery-message" class:silent=move || said.with(String::is_empty)>
            <p role="status" data-testid="hand-said">{said}</p>
            <Show when=move || forgotten.with(|forgotten| !forgotten.is_empty())>
                <button type="button" class="button quiet-button" data-testid="hand-undo" on:click=undo>
                    "Undo"
                </button>
            </Show>
        </div>
    }
}
