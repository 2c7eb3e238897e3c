//! What is read without each stroke.

use super::picture::{InkPicture, frame};
use super::study::Study;
use crate::app::words::percent;
use crate::reader::{Reading, Verdict};
use leptos::prelude::*;

#[component]
pub fn Strokes(study: Study) -> impl IntoView {
    let several = Memo::new(move |_| study.without.with(|without| without.len() > 1));
    let rows = move || {
        let strokes = study.subject.with(|subject| subject.as_ref().map(|subject| subject.strokes.clone()));
        let strokes = strokes.unwrap_or_default();
        let frame = frame(&strokes);
        let without = study.without.get();
        let row = |(at, reading): (usize, Option<Reading>)| {
            view! {
                <li>
                    <InkPicture strokes=strokes.clone() frame width=frame.width() * 0.04 faded=Some(at) />
                    <p>{format!("Without stroke {}: {}", at + 1, reading.map_or_else(|| "nothing".into(), words))}</p>
                </li>
            }
        };
        let same = without.len() == strokes.len();
        without.into_iter().enumerate().filter(|_| same).map(row).collect_view()
    };
    view! {
        <section hidden=move || !several.get() data-testid="inside-strokes">
            <h2>"What each stroke brings"</h2>
            <ul class="inside-strokes">{rows}</ul>
        </section>
    }
}

/// A reading in a few words.
pub fn words(reading: Reading) -> String {
    let best = reading.ranked()[0];
    match reading.verdict {
        Verdict::Empty => "nothing".into(),
        Verdict::NotADigit => format!("no digit, {}", percent(reading.other())),
        Verdict::Sure | Verdict::Unsure => format!("{best}, {}", percent(reading.digits[best])),
    }
}
