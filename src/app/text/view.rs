//! The text that was read: the answer panel's content in this mode.

use super::corrections::{Key, WordCorrections};
use super::language::LanguageView;
use super::letters;
use super::on_sheet::OnSheet;
use super::panel::WordPanel;
use super::shown::{ShownWord, spoken, sure_text, text, words};
use crate::app::copy::copy_as;
use crate::app::mode::said::Said;
use crate::app::picture::pictures::Pictures;
use crate::app::reading::Reading;
use crate::app::toast::Toast;
use crate::transcript::{Separator, Transcript};
use crate::web::download;
use crate::web::frame;
use leptos::portal::Portal;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A word by its place, and by its strokes.
type Opened = (usize, Key);

#[component]
pub fn TextView() -> impl IntoView {
    let (reading, said, toast) = (Reading::here(), Said::here(), Toast::here());
    let pictures = Pictures::here();
    let corrections = RwSignal::new(WordCorrections::default());
    let all = Memo::new(move |_| {
        let drawing = reading.ink();
        corrections.with(|corrections| reading.shown.with(|transcript| words(transcript, &drawing, corrections)))
    });
    Effect::new(move || {
        all.with(|all| {
            said.reading.set(sure_text(all));
            said.spoken.set(spoken(all));
            if all.iter().any(|word| word.is_corrected) {
                pictures.put_right(&text(all));
            }
        });
    });
    let pointed = RwSignal::new(None::<usize>);
    // The word whose panel is open; none once its strokes are others.
    let opened = RwSignal::new(None::<Opened>);
    let open = Memo::new(move |_| {
        let (at, key) = opened.get()?;
        all.with(|all| all.get(at).is_some_and(|word| word.key == key)).then_some(at)
    });
    let marked = Memo::new(move |_| pointed.get().or(open.get()));
    Effect::new(move || {
        let symbols = marked.get().and_then(|at| all.with(|all| all.get(at).map(|word| word.symbols.clone())));
        said.marked.set(symbols.unwrap_or_default().collect());
    });
    // On a picture, words are pressed themselves.
    Effect::new(move || {
        let Some(symbol) = said.pressed.get() else { return };
        said.pressed.set(None);
        let word = all.with_untracked(|all| {
            let at = all.iter().position(|word| word.symbols.contains(&symbol))?;
            Some((at, all[at].key.clone()))
        });
        opened.set(word);
    });
    let count = Memo::new(move |_| all.with(Vec::len));
    let is_empty = Memo::new(move |_| count.get() == 0);
    let panel = move || {
        let at = open.get()?;
        let word = all.with(|all| all.get(at).cloned())?;
        let key = word.key.clone();
        let close = Callback::new(move |()| {
            opened.set(None);
            frame::next(move || focus_word(at));
        });
        let said_of = word.clone();
        let correct = Callback::new(move |text: Option<String>| {
            let drawing = untrack(|| reading.ink());
            let heard = all.with_untracked(|all| {
                let read = |read: &Transcript| letters::heard(&said_of, all, &read.symbols, &drawing, text.as_deref());
                reading.shown.with_untracked(read)
            });
            heard.into_iter().for_each(|heard| reading.learn(heard));
            corrections.update(|corrections| corrections.correct(key.clone(), text));
            close.run(());
        });
        Some(view! { <WordPanel word correct close /> })
    };
    let copy = move |_| copy_as(toast, all.with_untracked(|all| text(all)), "the text");
    let save = move |_| {
        let text = all.with_untracked(|all| text(all)) + "\n";
        if !download::bytes("inkling.txt", "text/plain;charset=utf-8", text.as_bytes()) {
            toast.say("The browser did not save the file. Copy the text instead.");
        }
    };
    view! {
        <div class="text-reading">
            <p class="text-lines" data-testid="text">
                <For each=move || 0..count.get() key=|at| *at children=move |at| view! { <WordView at all pointed opened open marked /> } />
            </p>
            {panel}
            <div class="text-tools">
                <LanguageView />
                <span class="text-actions" hidden=is_empty>
                    <button type="button" class="button copy-as" data-testid="copy-text" on:click=copy>"Copy"</button>
                    <button type="button" class="button copy-as" data-testid="save-text" on:click=save>"Save"</button>
                </span>
            </div>
        </div>
        {over_the_ink(all, pointed, marked)}
    }
}

/// A word: pressed, it shows what else it may be.
#[component]
fn WordView(
    at: usize,
    all: Memo<Vec<ShownWord>>,
    pointed: RwSignal<Option<usize>>,
    opened: RwSignal<Option<Opened>>,
    open: Memo<Option<usize>>,
    marked: Memo<Option<usize>>,
) -> impl IntoView {
    let of = move |look: fn(&ShownWord) -> bool| Memo::new(move |_| all.with(|all| all.get(at).is_some_and(look)));
    let (is_doubtful, is_corrected) = (of(|word| !word.is_sure), of(|word| word.is_corrected));
    let text = Memo::new(move |_| all.with(|all| all.get(at).map(|word| word.text.clone()).unwrap_or_default()));
    let separator = Memo::new(move |_| all.with(|all| all.get(at).map(|word| word.separator)));
    let before = move || match separator.get() {
        Some(Separator::Space) => " ",
        Some(Separator::Line) => "\n",
        _ => "",
    };
    let label = move || match (is_doubtful.get(), is_corrected.get()) {
        (true, _) => format!("{}, not sure", text.get()),
        (false, true) => format!("{}, as you say", text.get()),
        (false, false) => text.get(),
    };
    let press = move || {
        let key = all.with_untracked(|all| all.get(at).map(|word| word.key.clone()));
        opened.set(key.filter(|_| open.get_untracked() != Some(at)).map(|key| (at, key)));
    };
    view! {
        {before}
        <span
            class="word"
            class:doubtful=is_doubtful
            class:corrected=is_corrected
            class:pointed=move || marked.get() == Some(at)
            role="button"
            tabindex="0"
            aria-label=label
            aria-expanded=move || (open.get() == Some(at)).to_string()
            data-testid=format!("word-{at}")
            on:pointerenter=move |_| pointed.set(Some(at))
            on:pointerleave=move |_| pointed.set(None)
            on:focus=move |_| pointed.set(Some(at))
            on:blur=move |_| pointed.set(None)
            on:click=move |_| press()
            on:keydown=move |event| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    press();
                }
            }
        >
            {text}
        </span>
    }
}

fn focus_word(at: usize) {
    let word = document().query_selector(&format!("[data-testid='word-{at}']")).ok().flatten();
    if let Some(word) = word.and_then(|word| word.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = word.focus();
    }
}

/// On the sheet, which is another part of the page; the code for it is this part's.
fn over_the_ink(
    words: Memo<Vec<ShownWord>>,
    pointed: RwSignal<Option<usize>>,
    marked: Memo<Option<usize>>,
) -> impl IntoView {
    let sheet = document().query_selector(".sheet").ok().flatten();
    sheet.map(|sheet| view! { <Portal mount=sheet><OnSheet words pointed marked /></Portal> })
}
