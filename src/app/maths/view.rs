//! The expressions that were read, worked out: the answer panel's content in this mode.

use super::angle::{self, AngleSwitch};
use super::choices_view::ChoicesView;
use super::copying::Copying;
use super::dragging::Dragging;
use super::line::LineView;
use super::on_sheet::OnSheet;
use super::pointing::Pointing;
use super::scratching;
use super::what_if::WhatIf;
use super::worked::{Worked, worked_with};
use crate::app::mode::said::Said;
use crate::app::picture::pictures::Pictures;
use crate::app::reading::Reading;
use crate::app::sheet::Sheet;
use crate::transcript::Transcript;
use leptos::portal::Portal;
use leptos::prelude::*;

#[component]
pub fn MathsView() -> impl IntoView {
    let (reading, said, pictures) = (Reading::here(), Said::here(), Pictures::here());
    let angle = RwSignal::new(angle::kept());
    let what_if = RwSignal::new(WhatIf::default());
    let changed = Memo::new(move |_| {
        if what_if.with(WhatIf::is_empty) {
            return Vec::new();
        }
        let drawing = reading.ink();
        reading.shown.with(|transcript| what_if.with(|what_if| what_if.numbers(transcript, &drawing)))
    });
    let worked = Memo::new(move |_| {
        reading.shown.with(|transcript| changed.with(|changed| worked_with(transcript, angle.get(), changed)))
    });
    let pointing = Pointing::new(reading);
    provide_context(pointing);
    let dragging = Dragging::new(what_if, worked, pointing);
    provide_context(dragging);
    scratching::watch(Sheet::here().editor);
    Effect::new(move || {
        worked.with(|worked| {
            said.reading.set(if worked.is_sure { worked.latex() } else { String::new() });
            said.spoken.set(if worked.lines.is_empty() { String::new() } else { worked.spoken() });
            let is_corrected = |read: &Transcript| read.symbols.iter().any(|symbol| symbol.correction.is_some());
            if reading.shown.with_untracked(is_corrected) {
                pictures.put_right(&worked.latex());
            }
        });
    });
    Effect::new(move || said.marked.set(pointing.marked.get()));
    // On a picture, symbols are pressed themselves.
    Effect::new(move || {
        if let Some(symbol) = said.pressed.get() {
            said.pressed.set(None);
            pointing.press(symbol);
        }
    });
    let count = Memo::new(move |_| worked.with(|worked| worked.lines.len()));
    let is_changed = Memo::new(move |_| worked.with(Worked::is_changed));
    let has_angle = Memo::new(move |_| worked.with(Worked::has_angle));
    let answer = Memo::new(move |_| worked.with(Worked::answer));
    view! {
        <div class="maths">
            <span class="unseen" data-testid="answer" data-value=answer aria-hidden="true">{answer}</span>
            <ol class="maths-lines">
                <For each=move || 0..count.get() key=|at| *at children=move |at| view! { <LineView at worked /> } />
            </ol>
            <Show when=move || is_changed.get()>
                <p class="what-if">
                    "Tried with other numbers"
                    <button
                        type="button"
                        class="button copy-as"
                        data-testid="as-written"
                        on:click=move |_| dragging.reset()
                    >
                        "As written"
                    </button>
                </p>
            </Show>
            <Show when=move || has_angle.get()>
                <AngleSwitch angle />
            </Show>
            <Copying worked />
        </div>
        <ChoicesView />
        {over_the_ink(worked)}
    }
}

/// On the sheet, which is another part of the page; the code for it is this part's.
fn over_the_ink(worked: Memo<Worked>) -> impl IntoView {
    let sheet = document().query_selector(".sheet").ok().flatten();
    sheet.map(|sheet| view! { <Portal mount=sheet><OnSheet worked /></Portal> })
}
