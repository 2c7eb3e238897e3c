//! The reading as the symbol was written: a line for each likely symbol over time, and a slider along them.

use super::explanation::Explanation;
use super::picture::{InkPicture, frame};
use super::strokes::words;
use crate::alphabet::SymbolId;
use crate::explain::strokes::Moment;
use crate::prediction::Prediction;
use leptos::prelude::*;

/// The chart's measures; the style sheet stretches it.
const WIDE: f32 = 200.0;
const HIGH: f32 = 60.0;
/// A symbol that was never likelier than this has no line.
const LIKELY: f32 = 0.02;

#[component]
pub fn Growth(explanation: Explanation) -> impl IntoView {
    let at = RwSignal::new(usize::MAX);
    // Whatever is written next is first shown whole.
    Effect::new(move || {
        explanation.subject.track();
        at.set(usize::MAX);
    });
    let count = Memo::new(move |_| explanation.moments.with(Vec::len));
    let shown = move || at.get().min(count.get().saturating_sub(1));
    let moment = move || explanation.moments.with(|moments| moments.get(shown()).cloned());
    let whole = Memo::new(move |_| {
        explanation.subject.with(|subject| subject.as_ref().map(|subject| subject.strokes.clone()).unwrap_or_default())
    });
    let picture = move || {
        let (moment, _) = moment()?;
        let frame = frame(&whole.get());
        Some(view! { <InkPicture strokes=moment.strokes frame width=frame.width() * 0.035 /> })
    };
    let caption = move || moment().map(|(moment, prediction)| describe(&moment, prediction)).unwrap_or_default();
    let best = Memo::new(move |_| {
        explanation.subject.with(|subject| subject.as_ref().and_then(|subject| subject.symbol.id()))
    });
    let lines = move || {
        let best = best.get();
        explanation.moments.with(|moments| {
            let line = |id| view! { <polyline class:wins=Some(id) == best points=points(moments, id) /> };
            likely(moments).map(line).collect_view()
        })
    };
    let names = move || {
        let best = best.get();
        explanation.moments.with(|moments| {
            let name = |id: SymbolId| {
                let (at, likeliest) = peak(moments, id);
                let left = format!("{}%", 100.0 * place(at, moments.len()) / WIDE);
                let top = format!("{}%", 100.0 * (1.0 - likeliest));
                view! { <span class:wins=Some(id) == best style:left=left style:top=top>{id.to_string()}</span> }
            };
            likely(moments).map(name).collect_view()
        })
    };
    let here = move || place(shown(), count.get()).to_string();
    view! {
        <section hidden=move || { count.get() < 2 } data-testid="explain-growth" data-value=move || count.get().to_string()>
            <h2>"While it was written"</h2>
            <div class="explain-growth">
                <div class="explain-moment">{picture}</div>
                <div class="explain-lines">
                    <div class="explain-chart" aria-hidden="true">
                    <svg viewBox=format!("0 0 {WIDE} {HIGH}") preserveAspectRatio="none">
                        {lines}
                        <line class="here" x1=here x2=here y1="0" y2=HIGH.to_string() />
                    </svg>
                    {names}
                    </div>
                    <input
                        type="range"
                        min="0"
                        max=move || count.get().saturating_sub(1).to_string()
                        prop:value=move || shown().to_string()
                        aria-label="How far it was written"
                        aria-valuetext=caption
                        data-testid="inside-time"
                        on:input=move |event| at.set(event_target_value(&event).parse().unwrap_or_default())
                    />
                    <p class="explain-note" data-testid="inside-told">{caption}</p>
                </div>
            </div>
        </section>
    }
}

/// The symbols that were likely at some time.
fn likely(moments: &[(Moment, Prediction)]) -> impl Iterator<Item = SymbolId> {
    let symbols = moments.last().map(|(_, prediction)| prediction.probabilities.as_slice()).unwrap_or_default();
    let is_likely = |id: SymbolId| moments.iter().any(|(_, prediction)| prediction.probability(id) >= LIKELY);
    symbols.iter().map(|(id, _)| *id).filter(move |id| is_likely(*id))
}

/// The middle of the time in which a symbol was likeliest, and how likely it was then.
fn peak(moments: &[(Moment, Prediction)], id: SymbolId) -> (usize, f32) {
    let most = moments.iter().map(|(_, prediction)| prediction.probability(id)).fold(0.0, f32::max);
    let high = |(_, prediction): &(Moment, Prediction)| prediction.probability(id) > 0.98 * most;
    let first = moments.iter().position(high).unwrap_or_default();
    let long = moments[first..].iter().take_while(|moment| high(moment)).count();
    (first + long / 2, most)
}

fn place(at: usize, count: usize) -> f32 {
    WIDE * at as f32 / count.saturating_sub(1).max(1) as f32
}

fn points(moments: &[(Moment, Prediction)], id: SymbolId) -> String {
    let point = |(at, (_, prediction)): (usize, &(Moment, Prediction))| {
        format!("{:.1},{:.1}", place(at, moments.len()), HIGH * (1.0 - prediction.probability(id)))
    };
    moments.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
}

fn describe(moment: &Moment, prediction: Prediction) -> String {
    match moment.time {
        Some(time) => format!("After {:.1} s: {}", time / 1000.0, words(prediction)),
        None => words(prediction),
    }
}
