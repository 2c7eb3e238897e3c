//! The results of a measurement: numbers while it goes on, and figures once it is done.

use super::article;
use super::gallery::Gallery;
use super::{Measuring, Stage};
use crate::app::model::live::Live;
use crate::app::words::grouped;
use crate::chart::words::{interval, percent};
use crate::datasets::measured::Measured;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Results() -> impl IntoView {
    let measuring = expect_context::<Measuring>();
    let measured = measuring.measured;
    let none = Memo::new(move |_| measured.with(Measured::is_empty));
    let over = Memo::new(move |_| matches!(measuring.stage.get(), Stage::Done { .. }));
    let action = move |name: &'static str, testid: &'static str, save: fn(Measuring)| {
        view! {
            <button type="button" class="button quiet-button" data-testid=testid on:click=move |_| save(measuring)>
                {name}
            </button>
        }
    };
    view! {
        <div class="measure-results" hidden=move || none.get()>
            <Numbers />
            <Show when=move || over.get() && !none.get()>
                <Figures />
                <Gallery />
                <div class="measure-actions">
                    {action("Save every reading as CSV", "dataset-csv", Measuring::save_csv)}
                    {action("Save all as JSON", "dataset-json", Measuring::save_json)}
                </div>
            </Show>
        </div>
    }
}

/// The accuracy, what was refused, what was shown and wrong, and the speed.
#[component]
fn Numbers() -> impl IntoView {
    let measuring = expect_context::<Measuring>();
    let of = move |value: fn(&Measured) -> String| move || measuring.measured.with(value);
    let accuracy = of(|measured| measured.tally.accuracy().to_string());
    let right = of(|measured| percent(measured.tally.accuracy() as f32));
    let of_all = of(|measured| format!("{} of {}", count(measured.tally.correct), count(measured.tally.n)));
    let ends = of(|measured| {
        let (low, high) = measured.tally.interval();
        interval(low as f32, high as f32)
    });
    let refused = of(|measured| count(measured.tally.rejected));
    let unsure = of(|measured| count(measured.tally.rejected - measured.rejected_ink) + " not sure");
    let rejected = of(|measured| count(measured.rejected_ink) + " no digit");
    let wrong = of(|measured| count(measured.tally.wrong_shown));
    let wrong_part =
        of(|measured| percent(measured.tally.wrong_shown as f32 / measured.tally.n.max(1) as f32) + " of all");
    let speed = move || grouped(measuring.speed.get().round() as u32);
    view! {
        <dl class="facts measure-facts">
            <div>
                <dt>"Read right"</dt>
                <dd data-testid="dataset-accuracy" data-value=accuracy>
                    {right}
                </dd>
                <dd class="measure-note" data-testid="dataset-right">{of_all}</dd>
                <dd class="measure-note">
                    "95% interval " <span class="measure-ends" data-testid="dataset-interval">
                        {ends}
                    </span>
                </dd>
            </div>
            <div>
                <dt>"Not shown as sure"</dt>
                <dd data-testid="dataset-refused">{refused}</dd>
                <dd class="measure-note">{unsure}</dd>
                <dd class="measure-note">{rejected}</dd>
            </div>
            <div>
                <dt>"Shown, and wrong"</dt>
                <dd data-testid="dataset-wrong">{wrong}</dd>
                <dd class="measure-note">{wrong_part}</dd>
            </div>
            <div>
                <dt>"Images a second"</dt>
                <dd data-testid="dataset-speed" data-value=move || measuring.speed.get().to_string()>
                    {speed}
                </dd>
            </div>
        </dl>
    }
}

fn count(count: usize) -> String {
    grouped(count as u32)
}

/// The confusion table, whose cells open, and the reliability diagram.
#[component]
fn Figures() -> impl IntoView {
    let measuring = expect_context::<Measuring>();
    let place = NodeRef::<html::Div>::new();
    let live = StoredValue::new_local(None::<Live>);
    Effect::new(move || {
        let Some(place) = place.get() else { return };
        let article = measuring.measured.with_untracked(article::write);
        let press = move |handle: &str, spot: usize| {
            if handle == article::CONFUSION {
                measuring.cell.set(Some(measuring.measured.with_untracked(|measured| article::cell(measured, spot))));
            }
        };
        live.set_value(Some(Live::with_presses(article, &place, press)));
    });
    view! { <div class="measure-figures" node_ref=place /> }
}
