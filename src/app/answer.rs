//! The reading: the digit, large, and a sentence about it; or why there is none.

use crate::app::engine::Status;
use crate::app::studio::Studio;
use crate::app::trouble_panel::TroublePanel;
use crate::app::words;
use crate::reader::Verdict;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// A reading that has stood for so long is read aloud.
const SETTLED: Duration = Duration::from_millis(500);

#[component]
pub fn AnswerView() -> impl IntoView {
    let engine = Studio::here().engine;
    let reading = Memo::new(move |_| engine.answer.with(|answer| answer.reading.clone()));
    let text = Memo::new(move |_| reading.with(|reading| reading.text()));
    let state = Memo::new(move |_| reading.with(words::state));
    // What the reading would be if it were sure; it keeps the place, quietly.
    let guess = Memo::new(move |_| {
        reading.with(|reading| match reading.verdict {
            Verdict::Unsure => reading.ranked()[0].to_string(),
            Verdict::NotADigit => "\u{2013}".into(),
            Verdict::Sure | Verdict::Empty => String::new(),
        })
    });
    let sentence = Memo::new(move |_| match (engine.status.get(), engine.slow.get()) {
        (Status::Starting, true) => "getting ready…".into(),
        (Status::Starting, false) | (Status::Broken(_), _) => String::new(),
        (Status::Ready { .. }, _) => reading.with(words::sentence),
    });
    let broken = Memo::new(move |_| engine.status.with(|status| matches!(status, Status::Broken(_))));
    view! {
        <section class="answer" aria-label="Reading" data-state=state>
            <p class="digit">
                <span data-testid="reading">{text}</span>
                <span class="guess" aria-hidden="true">{guess}</span>
            </p>
            <p class="sentence" class:same=move || sentence.get() == text.get() data-testid="sentence">{sentence}</p>
            <span class="unseen" data-testid="reading-state" data-state=state data-value=state aria-hidden="true">
                {state}
            </span>
            <Show when=move || broken.get()>
                <TroublePanel />
            </Show>
            <p class="unseen" aria-live="polite">{settled(reading.into())}</p>
        </section>
    }
}

/// The words for the reading, once it has not changed for a while: not one for each frame of a stroke.
fn settled(reading: Signal<crate::reader::Reading>) -> ReadSignal<String> {
    let (spoken, speak) = signal(String::new());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move || {
        let words = reading.with(words::spoken);
        let handle = set_timeout_with_handle(move || speak.set(words), SETTLED).ok();
        if let Some(earlier) = waiting.try_update_value(|waiting| std::mem::replace(waiting, handle)).flatten() {
            earlier.clear();
        }
    });
    spoken
}
