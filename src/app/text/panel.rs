//! What a pressed word may be instead: other readings, or what somebody spells; and how it was read.

use super::moments::MomentsView;
use super::shown::ShownWord;
use crate::app::words::percent;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn WordPanel(
    word: ShownWord,
    /// Says what the word is, or that it is what was read.
    correct: Callback<Option<String>>,
    close: Callback<()>,
) -> impl IntoView {
    let ShownWord { text, read, is_corrected, probability, others, moments, .. } = word;
    let spelled = NodeRef::<html::Input>::new();
    let spell = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = spelled.get_untracked().map(|input| input.value()).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            correct.run(Some(text));
        }
    };
    let choice = |text: String, probability: f32, is_chosen: bool, said: Option<String>| {
        view! {
            <button
                type="button"
                class="word-choice"
                aria-pressed=is_chosen.to_string()
                data-testid=format!("word-choice-{text}")
                on:click=move |_| correct.run(said.clone())
            >
                <span class="word-choice-text">{text.clone()}</span>
                <span class="percent">{percent(probability)}</span>
            </button>
        }
    };
    let first = choice(read.clone(), probability, !is_corrected, None);
    let rest = others.into_iter().map(|(other, probability)| {
        let is_chosen = is_corrected && other == text;
        choice(other.clone(), probability, is_chosen, Some(other))
    });
    let rest = rest.collect_view();
    view! {
        <div
            class="word-panel"
            role="group"
            aria-label=format!("What {read} is")
            data-testid="word-panel"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    close.run(());
                }
            }
        >
            <div class="word-choices">{first}{rest}</div>
            <form class="spelling" on:submit=spell>
                <label>
                    <span class="unseen">"Spell it"</span>
                    <input
                        node_ref=spelled
                        type="text"
                        value=text.clone()
                        autocapitalize="off"
                        autocomplete="off"
                        spellcheck="false"
                        data-testid="spelling"
                    />
                </label>
                <button type="submit" class="button copy-as" data-testid="spell">"This is it"</button>
                <button type="button" class="button copy-as" data-testid="word-close" on:click=move |_| close.run(())>
                    "Close"
                </button>
            </form>
            <details class="how-read">
                <summary>"How it was read"</summary>
                <MomentsView moments />
            </details>
        </div>
    }
}
