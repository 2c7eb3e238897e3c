//! How likely each digit is: ten bars in fixed places, and the same as a table for those who do not see them.

use crate::app::studio::Studio;
use crate::app::words::percent;
use crate::reader::{DIGITS, Verdict};
use crate::written::Sign;
use leptos::prelude::*;

#[component]
pub fn Bars() -> impl IntoView {
    let studio = Studio::here();
    let sign = Memo::new(move |_| studio.sign());
    let rows: Vec<_> = (0..DIGITS).map(|digit| view! { <Bar digit sign /> }).collect();
    view! {
        <table class="bars" aria-label="Each digit, and how likely it is">
            <tbody>{rows}</tbody>
        </table>
    }
}

/// One digit's bar; pressed, it says that this is the digit.
#[component]
fn Bar(digit: usize, sign: Memo<Option<Sign>>) -> impl IntoView {
    let studio = Studio::here();
    let probability =
        Memo::new(move |_| sign.with(|sign| sign.as_ref().map_or(0.0, |sign| sign.reading.digits[digit])));
    let wins = Memo::new(move |_| {
        sign.with(|sign| {
            sign.as_ref().is_some_and(|sign| sign.digit() == Some(digit) && sign.verdict() != Verdict::NotADigit)
        })
    });
    let sure = Memo::new(move |_| sign.with(|sign| sign.as_ref().is_some_and(|sign| sign.verdict() == Verdict::Sure)));
    let by_hand = Memo::new(move |_| sign.with(|sign| sign.as_ref().is_some_and(|sign| sign.by_hand == Some(digit))));
    let nothing = Memo::new(move |_| sign.with(Option::is_none));
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
                    aria-pressed=move || by_hand.get().to_string()
                    aria-disabled=move || nothing.get().then_some("true")
                    data-testid=format!("choose-{digit}")
                    on:click=move |_| studio.correct(digit)
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
