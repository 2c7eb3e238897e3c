//! The reading: the digit or the number, large, and a sentence about it; or why there is none.

use crate::app::copy;
use crate::app::engine::Engine;
use crate::app::error_panel::ErrorPanel;
use crate::app::lazy::Lazy;
use crate::app::maths;
use crate::app::mode::said::Said;
use crate::app::reading::Reading;
use crate::app::text;
use crate::app::toast::Toast;
use crate::app::words;
use crate::client::Status;
use crate::mode::Mode;
use crate::prediction::Verdict;
use crate::protocol::recognizer::ModelState;
use crate::transcript::{Separator, Symbol, Transcript};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// A reading of more symbols goes over several lines.
const IN_A_LINE: usize = 10;
/// A reading that has stood for so long is read aloud.
const SETTLED: Duration = Duration::from_millis(500);

#[component]
pub fn AnswerView() -> impl IntoView {
    let (engine, toast, shown) = (Engine::here(), Toast::here(), Reading::here().shown);
    let said = Said::here();
    let is_in = |mode: Mode| Memo::new(move |_| engine.mode.get() == mode);
    let (is_maths, is_text) = (is_in(Mode::Maths), is_in(Mode::Text));
    // Views of their own show expressions and text. What is read in those modes need not be either.
    let is_laid_out = Memo::new(move |_| shown.with(|transcript| !transcript.layout.is_empty()));
    let is_words = Memo::new(move |_| shown.with(|transcript| transcript.layout.is_text()));
    let text = Memo::new(move |_| if is_laid_out.get() { said.reading.get() } else { shown.with(Transcript::text) });
    // Words are corrected as a whole.
    let state = Memo::new(move |_| match is_words.get() && !said.reading.with(String::is_empty) {
        true => "sure",
        false => shown.with(words::state),
    });
    let count =
        Memo::new(move |_| if is_laid_out.get() { 0 } else { shown.with(|transcript| transcript.symbols.len()) });
    let sentence = Memo::new(move |_| match (engine.status.get(), engine.slow.get()) {
        (Status::Starting, true) => "getting ready…".into(),
        (Status::Starting, false) | (Status::Broken(_), _) => String::new(),
        (Status::Ready { .. }, _) if is_laid_out.get() => String::new(),
        (Status::Ready { .. }, _) => shown.with(words::sentence),
    });
    let model_state = Memo::new(move |_| match engine.model.get() {
        None => "absent",
        Some(ModelState::Loading(_)) => "loading",
        Some(ModelState::Ready(_)) => "ready",
        Some(ModelState::Failed(_)) => "failed",
    });
    let broken = Memo::new(move |_| engine.status.with(|status| matches!(status, Status::Broken(_))));
    // What the reading would be if it were sure keeps the place, quietly.
    let guess = Memo::new(move |_| {
        if text.with(String::is_empty) && !is_laid_out.get() { shown.with(Transcript::guess) } else { String::new() }
    });
    let spoken = Signal::derive(move || match is_laid_out.get() {
        true => said.spoken.get(),
        false => shown.with(words::spoken),
    });
    let several = move || {
        let symbols = shown.with(|transcript| transcript.symbols.iter().map(SymbolLook::of).collect::<Vec<_>>());
        symbols.into_iter().enumerate().map(|(at, look)| view! { <SymbolButton at look /> }).collect_view()
    };
    let room = move || format!("{}", shown.with(|transcript| transcript.guess().chars().count()).max(1));
    view! {
        <section class="answer" class:of-expression=is_laid_out aria-label="Reading" data-state=state>
            <p class="digit" class:several=move || { count.get() > 1 } class:many=move || { count.get() > IN_A_LINE } style:--symbols=room>
                <span data-testid="reading" class:unseen=move || { count.get() > 1 }>
                    {text}
                </span>
                <Show when=move || { count.get() > 1 } fallback=move || view! { <span class="guess" aria-hidden="true">{guess}</span> }>
                    <span class="symbols">{several}</span>
                </Show>
            </p>
            <p class="sentence" class:same=move || sentence.get() == text.get() data-testid="sentence">{sentence}</p>
            <Show when=move || { count.get() > 1 && !text.with(String::is_empty) }>
                <button type="button" class="button copy" data-testid="copy" on:click=move |_| copy::copy(toast, text.get_untracked())>
                    "Copy"
                </button>
            </Show>
            <span class="unseen" data-testid="reading-state" data-state=state data-value=state aria-hidden="true">
                {state}
            </span>
            <span class="unseen" data-testid="model-state" data-value=model_state aria-hidden="true">
                {model_state}
            </span>
            <Show when=move || is_maths.get()>
                <Lazy part=maths::lazy::maths />
            </Show>
            <Show when=move || is_text.get()>
                <Lazy part=text::lazy::text />
            </Show>
            <Show when=move || broken.get()>
                <ErrorPanel />
            </Show>
            <p class="unseen" aria-live="polite">{settled(spoken)}</p>
        </section>
    }
}

/// What there is to see of a symbol in the number.
#[derive(Clone, PartialEq)]
struct SymbolLook {
    separator: Separator,
    word: String,
    sure: bool,
}

impl SymbolLook {
    fn of(symbol: &Symbol) -> Self {
        Self { separator: symbol.separator, word: symbol.guess(), sure: symbol.verdict() == Verdict::Sure }
    }
}

/// One digit of a number: pressed, the bars are about it.
#[component]
fn SymbolButton(at: usize, look: SymbolLook) -> impl IntoView {
    let reading = Reading::here();
    let focused = Memo::new(move |_| reading.focus.get() == Some(at));
    view! {
        <button
            type="button"
            class="symbol"
            class:apart=look.separator != Separator::Nothing
            class:doubtful=!look.sure
            aria-pressed=move || focused.get().to_string()
            data-testid=format!("symbol-{at}")
            on:click=move |_| reading.pick(at)
        >
            {look.word}
        </button>
    }
}

/// The words for the reading, once it has not changed for a while: not one for each frame of a stroke.
fn settled(words: Signal<String>) -> ReadSignal<String> {
    let (spoken, speak) = signal(String::new());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move || {
        let words = words.get();
        let handle = set_timeout_with_handle(move || speak.set(words), SETTLED).ok();
        if let Some(earlier) = waiting.try_update_value(|waiting| std::mem::replace(waiting, handle)).flatten() {
            earlier.clear();
        }
    });
    spoken
}
