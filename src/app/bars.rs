//! How likely each symbol is: bars in fixed places, and the same as a table for those who do not see them.

use crate::alphabet::SymbolId;
use crate::app::engine::Engine;
use crate::app::reading::Reading;
use crate::app::words::{decimal, percent};
use crate::prediction::Verdict;
use crate::transcript::Symbol;
use leptos::prelude::*;

/// Of a larger alphabet only so many of the likeliest symbols have bars.
const MOST: usize = 12;
/// Decimal places of a probability, about as many as it has.
const PLACES: u32 = 7;

#[component]
pub fn Bars() -> impl IntoView {
    let (engine, reading) = (Engine::here(), Reading::here());
    let symbol = Memo::new(move |_| reading.symbol());
    let shown = Memo::new(move |_| {
        let alphabet = engine.alphabet.with(|alphabet| alphabet.symbols().to_vec());
        match alphabet.len() {
            0..=MOST => alphabet,
            _ => symbol.with(|symbol| {
                let ranked = symbol.as_ref().map(|symbol| symbol.prediction.ranked()).unwrap_or_default();
                ranked.into_iter().take(MOST).collect()
            }),
        }
    });
    view! {
        <table class="bars" aria-label="Each symbol, and how likely it is">
            <tbody>
                {move || shown.get().into_iter().map(|id| view! { <Bar id symbol /> }).collect_view()}
            </tbody>
        </table>
    }
}

/// One symbol's bar; pressed, it says that this is the symbol.
#[component]
fn Bar(id: SymbolId, symbol: Memo<Option<Symbol>>) -> impl IntoView {
    let reading = Reading::here();
    let name = id.to_string();
    let probability = Memo::new(move |_| {
        symbol.with(|symbol| symbol.as_ref().map_or(0.0, |symbol| symbol.prediction.probability(id)))
    });
    let wins = Memo::new(move |_| {
        symbol.with(|symbol| {
            symbol.as_ref().is_some_and(|symbol| symbol.id() == Some(id) && symbol.verdict() != Verdict::Rejected)
        })
    });
    let sure = Memo::new(move |_| {
        symbol.with(|symbol| symbol.as_ref().is_some_and(|symbol| symbol.verdict() == Verdict::Sure))
    });
    let correction =
        Memo::new(move |_| symbol.with(|symbol| symbol.as_ref().is_some_and(|symbol| symbol.correction == Some(id))));
    let nothing = Memo::new(move |_| symbol.with(Option::is_none));
    view! {
        <tr
            class="bar"
            class:wins=wins
            class:sure=move || wins.get() && sure.get()
            data-testid=format!("prob-{name}")
            data-value=move || decimal(probability.get(), PLACES)
        >
            <th scope="row">
                <button
                    type="button"
                    class="choose"
                    title=format!("It is a {name}")
                    tabindex=move || nothing.get().then_some("-1")
                    aria-pressed=move || correction.get().to_string()
                    aria-disabled=move || nothing.get().then_some("true")
                    data-testid=format!("choose-{name}")
                    on:click=move |_| reading.correct(id)
                >
                    {name.clone()}
                </button>
            </th>
            <td class="track" aria-hidden="true">
                <span class="fill" style:transform=move || format!("scaleX({})", decimal(probability.get(), PLACES)) />
            </td>
            <td class="percent">{move || percent(probability.get())}</td>
        </tr>
    }
}
