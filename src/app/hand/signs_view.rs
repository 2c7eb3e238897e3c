//! Each sign with the examples that it was learned from.

use super::actions::Actions;
use super::examples::{Examples, by_sign};
use super::figures;
use crate::alphabet::SymbolId;
use crate::app::explain::picture::{InkPicture, frame};
use crate::app::icon::{Icon, IconView};
use crate::hand::Example;
use crate::web::clock;
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn SignsView(actions: Actions) -> impl IntoView {
    let learner = actions.learner;
    let signs = Memo::new(move |_| learner.examples.with(|list| by_sign(list.as_ref().unwrap_or(&Vec::new()))));
    let key = |(sign, list): &(SymbolId, Examples)| (*sign, list.iter().map(|example| example.id).collect::<Vec<_>>());
    view! {
        <For
            each=move || signs.get()
            key=key
            children=move |(sign, list)| {
                let mixed_up = move || {
                    learner.report.with(|report| report.as_ref().map(|report| figures::taken_for(report, sign)))
                };
                let examples = list.into_iter().map(|example| view! { <ExampleView example actions /> }).collect_view();
                view! {
                    <section class="hand-sign" data-testid=format!("hand-sign-{sign}")>
                        <h3>
                            {sign.to_string()} " " <span class="hand-mixed-up">{mixed_up}</span>
                        </h3>
                        <ul>{examples}</ul>
                    </section>
                }
            }
        />
    }
}

#[component]
fn ExampleView(example: Arc<Example>, actions: Actions) -> impl IntoView {
    let (sign, time) = (example.symbol, clock::local_time(example.at.max(0.0) as u64));
    let strokes = example.ink.strokes.clone();
    let frame = frame(&strokes);
    let name = format!("Forget this {sign} of {time}");
    let forget = move |_| actions.forget(vec![example.clone()], format!("Forgot one {sign}."));
    view! {
        <li class="hand-example" data-testid="hand-example">
            <InkPicture strokes frame width=frame.width() * 0.06 />
            <button type="button" class="hand-forget" aria-label=name data-testid="hand-forget" on:click=forget>
                <IconView icon=Icon::Close />
            </button>
        </li>
    }
}
