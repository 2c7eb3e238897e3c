//! How likely each digit is: ten bars in fixed places, and the same as a table for those who do not see them.

use crate::app::reading::Reading;
use crate::app::words::percent;
use crate::prediction::{DIGITS, Verdict};
use crate::transcript::Symbol;
use leptos::prelude::*;

#[component]
pub fn Bars() -> impl IntoView {
    let reading = Reading::here();
    let symbol = Memo::new(move |_| reading.symbol());
    let rows: Vec<_> = (0..DIGITS).map(|digit| view! { <Bar digit symbol /> }).collect();
    view! {
        <table class="bars" aria-label="Each digit, and how likely it is">
            <tbody>{rows}</tbody>
        </table>
    }
}

/// One digit's bar; pressed, it says that this is the digit.
#[component]
fn Bar(digit: usize, symbol: Memo<Option<Symbol>>) -> impl IntoView {
    let reading = Reading::here();
    let probability =
        Memo::new(move |_| symbol.with(|symbol| symbol.as_ref().map_or(0.0, |symbol| symbol.prediction.digits[digit])));
    let wins = Memo::new(move |_| {
        symbol.with(|symbol| {
            symbol
                .as_ref()
                .is_some_and(|symbol| symbol.digit() == Some(digit) && symbol.verdict() != Verdict::NotADigit)
        })
    });
    let sure = Memo::new(move |_| {
        symbol.with(|symbol| symbol.as_ref().is_some_and(|symbol| symbol.verdict() == Verdict::Sure))
    });
    let correction = Memo::new(move |_| {
        symbol.with(|symbol| symbol.as_ref().is_some_and(|symbol| symbol.correction == Some(digit)))
    });
    let nothing = Memo::new(move |_| symbol.with(Option::is_none));
    view! {
        <tr
            class="bar"
            class:wins=wins
            class:sure=move || wins.get() && sure.get()
            data-testid=format!("prob-{digit}")
            data-value=move || probability.get().to_string()
        >
            <th scope="row">
                <button
                    type="button"
                    class="choose"
                    title=format!("It is a {digit}")
                    tabindex=move || nothing.get().then_some("-1")
                    aria-pressed=move || correction.get().to_string()
                    aria-disabled=move || nothing.get().then_some("true")
                    data-testid=format!("choose-{digit}")
                    on:click=move |_| reading.correct(digit)
                >
                    {digit}
                </button>
            </th>
            <td class="track" aria-hidden="true">
                <span class="fill" style:transform=move || format!("scaleX({})", probability.get()) />
            </td>
            <td class="percent">{move || percent(probability.get())}</td>
        </tr>
    }
}
