//! How a picture was read: what it looked like after each step.

use super::pictures::Pictures;
use crate::picture::Step;
use crate::web::pixels::paint_grey;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Steps() -> impl IntoView {
    let pictures = Pictures::here();
    let steps = move || {
        let steps = pictures.open.with(|open| open.as_ref().map(|opened| opened.found.steps.clone()));
        steps.unwrap_or_default().into_iter().map(|step| view! { <StepView step /> }).collect_view()
    };
    view! {
        <details class="picture-steps" data-testid="steps">
            <summary>"How it was read"</summary>
            <ol>{steps}</ol>
        </details>
    }
}

#[component]
fn StepView(step: Step) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let name = step.name.clone();
    Effect::new(move || {
        if let Some(canvas) = canvas.get() {
            paint_grey(&canvas, step.width, step.height, &step.grey);
        }
    });
    view! {
        <li>
            <canvas node_ref=canvas aria-hidden="true" />
            <p>{name}</p>
        </li>
    }
}
