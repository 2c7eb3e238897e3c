//! What is read without each stroke.

use super::explanation::Explanation;
use super::picture::{InkPicture, frame};
use crate::app::words::percent;
use crate::prediction::{Prediction, Verdict};
use leptos::prelude::*;

#[component]
pub fn Strokes(explanation: Explanation) -> impl IntoView {
    let several = Memo::new(move |_| explanation.without.with(|without| without.len() > 1));
    let rows = move || {
        let strokes = explanation.subject.with(|subject| subject.as_ref().map(|subject| subject.strokes.clone()));
        let strokes = strokes.unwrap_or_default();
        let frame = frame(&strokes);
        let without = explanation.without.get();
        let row = |(at, prediction): (usize, Option<Prediction>)| {
            view! {
                <li>
                    <InkPicture strokes=strokes.clone() frame width=frame.width() * 0.04 faded=Some(at) />
                    <p>{format!("Without stroke {}: {}", at + 1, prediction.map_or_else(|| "nothing".into(), words))}</p>
                </li>
            }
        };
        let same = without.len() == strokes.len();
        without.into_iter().enumerate().filter(|_| same).map(row).collect_view()
    };
    view! {
        <section hidden=move || !several.get() data-testid="explain-strokes">
            <h2>"What each stroke brings"</h2>
            <ul class="explain-strokes">{rows}</ul>
        </section>
    }
}

/// A reading in a few words.
pub fn words(prediction: Prediction) -> String {
    let best = prediction.best().map(|symbol| symbol.to_string()).unwrap_or_default();
    match prediction.verdict {
        Verdict::Empty => "nothing".into(),
        Verdict::Rejected => format!("no digit, {}", percent(prediction.reject())),
        Verdict::Sure | Verdict::Unsure => format!("{best}, {}", percent(prediction.certainty())),
    }
}
