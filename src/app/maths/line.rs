//! A line: typeset, with what it comes to below it.

use super::dragging::Dragging;
use super::elements;
use super::graph::view::GraphView;
use super::markup::markup;
use super::pointing::Pointing;
use super::result::ResultView;
use super::worked::{Worked, WorkedLine};
use crate::app::reading::Reading;
use crate::maths::Outcome;
use crate::web::frame::Frame;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn LineView(at: usize, worked: Memo<Worked>) -> impl IntoView {
    let (reading, pointing, dragging) = (Reading::here(), Pointing::here(), Dragging::here());
    let line = Memo::new(move |_| worked.with(|worked| worked.lines.get(at).cloned()));
    let typeset = Memo::new(move |_| {
        let written = |line: &WorkedLine| reading.shown.with(|transcript| markup(line, &transcript.symbols));
        line.with(|line| line.as_ref().map(written).unwrap_or_default())
    });
    let graph = Memo::new(move |_| match line.with(|line| line.as_ref().map(|line| line.outcome.clone()))? {
        Outcome::Graph { graph, .. } => Some(*graph),
        _ => None,
    });
    let (start, seen) = (StoredValue::new(None), RwSignal::new(None));
    let said = Memo::new(move |_| line.with(|line| line.as_ref().map(WorkedLine::said)));
    let place = NodeRef::<html::Div>::new();
    let mark = Frame::new(move || {
        if let Some(place) = place.try_get_untracked().flatten() {
            pointing.marked.try_with_untracked(|symbols| elements::mark(&place, symbols));
        }
    });
    Effect::new(move || {
        // What is typeset anew has lost its marks.
        typeset.track();
        pointing.marked.track();
        mark.request();
    });
    let key = move |event: KeyboardEvent| {
        let (Some(place), Some(part)) = (place.get_untracked(), elements::part(&event)) else { return };
        match event.key().as_str() {
            key @ ("ArrowUp" | "ArrowDown") if event.alt_key() => {
                if !dragging.step(&part, if key == "ArrowUp" { 1 } else { -1 }) {
                    return;
                }
            }
            "Enter" | " " => elements::offered(&part).into_iter().for_each(|symbol| pointing.press(symbol)),
            key => match elements::neighbour(&place, &part, key) {
                Some(next) => elements::focus(&next),
                None => return,
            },
        }
        event.prevent_default();
    };
    let point = move |part: Option<web_sys::Element>| {
        pointing.point(part.map(|part| elements::places(&part)).unwrap_or_default());
    };
    view! {
        <li class="maths-line" class:ruled=move || line.with(|line| line.as_ref().is_some_and(|line| line.is_rule))>
            <div
                class="expression"
                role="group"
                aria-label=said
                node_ref=place
                inner_html=typeset
                data-testid=format!("expression-{at}")
                on:pointerover=move |event| point(elements::part(&event))
                on:pointerleave=move |_| point(None)
                on:focusin=move |event| point(elements::part(&event))
                on:focusout=move |_| point(None)
                on:pointerdown=move |event| dragging.press(&event)
                on:click=move |event| {
                    if dragging.ends() {
                        return;
                    }
                    let symbol = elements::part(&event).and_then(|part| elements::offered(&part));
                    symbol.into_iter().for_each(|symbol| pointing.press(symbol));
                }
                on:keydown=key
            />
            <ResultView line />
            {move || {
                let graph = graph.get()?;
                // While a number is tried, the curve moves and what is seen of its plane stays.
                let kept = start.get_value().filter(|_| worked.with_untracked(Worked::is_changed));
                if kept.is_none() {
                    seen.set(None);
                }
                let whole = kept.unwrap_or(graph.window);
                start.set_value(Some(whole));
                Some(view! { <GraphView graph start=whole seen /> })
            }}
        </li>
    }
}
