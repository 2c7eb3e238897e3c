//! A practice under way: one sign after the other on one pad, which goes on when the pen rests.

use super::super::examples::counted;
use super::super::learner::Learner;
use super::pad::PracticePad;
use super::plan::{Plan, TIMES};
use crate::app::engine::Engine;
use crate::app::words::with_article;
use crate::mode::Mode;
use leptos::prelude::*;

#[component]
pub fn PracticeView(learner: Learner, plan: RwSignal<Option<Plan>>, said: RwSignal<String>) -> impl IntoView {
    let engine = Engine::here();
    let now = Memo::new(move |_| plan.with(|plan| plan.as_ref().and_then(Plan::now)));
    let progress = Memo::new(move |_| plan.with(|plan| plan.as_ref().map(Plan::progress)).unwrap_or_default());
    let written = Memo::new(move |_| plan.with(|plan| plan.as_ref().map(Plan::written)).unwrap_or_default());
    let change = move |work: &dyn Fn(&mut Plan)| plan.update(|plan| plan.iter_mut().for_each(work));
    let end = move || {
        let count = written.get_untracked();
        said.set(match count {
            0 => "Nothing was written, so nothing has changed.".to_owned(),
            count => format!("It has {} more to read by.", counted(count)),
        });
        plan.set(None);
    };
    // The last sign is written, or skipped.
    Effect::new(move || {
        if now.with(Option::is_none) && plan.with_untracked(Option::is_some) {
            end();
        }
    });
    let wrote = Callback::new(move |(ink, height)| {
        let Some((sign, _)) = now.get_untracked() else { return };
        if let Some(example) = learner.add(ink, sign, height) {
            change(&|plan| plan.wrote(example));
        }
    });
    let back = move |_| {
        let example = plan.try_update(|plan| plan.as_mut().and_then(Plan::back)).flatten();
        example.into_iter().for_each(|example| learner.forget(&[example]));
    };
    let sign = Memo::new(move |_| now.get().map(|(sign, _)| sign));
    let asked = move || {
        let (sign, time) = now.get()?;
        Some(format!("Write {}, {time} of {TIMES}", with_article(sign)))
    };
    let has_rules = Memo::new(move |_| engine.mode.get() == Mode::Text);
    view! {
        <div class="practice">
            <p class="practice-asked">
                <span class="practice-sign" aria-hidden="true" data-testid="practice-sign">
                    {move || sign.get().map(|sign| sign.to_string())}
                </span>
                <span role="status" data-testid="practice-asked">{asked}</span>
            </p>
            <PracticePad wrote has_rules />
            <progress
                max=move || progress.get().1.to_string()
                prop:value=move || progress.get().0.to_string()
                aria-label="Written so far"
            />
            <div class="export-options">
                <button
                    type="button"
                    class="button quiet-button"
                    aria-disabled=move || (written.get() == 0).then_some("true")
                    data-testid="practice-back"
                    on:click=back
                >
                    "One back"
                </button>
                <button
                    type="button"
                    class="button quiet-button"
                    data-testid="practice-skip"
                    on:click=move |_| change(&Plan::skip)
                >
                    "Next sign"
                </button>
                <button type="button" class="button" data-testid="practice-stop" on:click=move |_| end()>
                    "Stop"
                </button>
            </div>
            <p class="hand-hint">
                "The pad goes on when your pen rests. By keyboard: arrow keys and Space draw as on the sheet, Enter goes on."
            </p>
        </div>
    }
}
