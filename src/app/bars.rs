//! How likely each digit is: ten bars in fixed places, and the same as a table for those who do not see them.

use crate::app::studio::Studio;
use crate::app::words::percent;
use crate::reader::{DIGITS, Reading, Verdict};
use leptos::prelude::*;

#[component]
pub fn Bars() -> impl IntoView {
    let engine = Studio::here().engine;
    let reading = Memo::new(move |_| engine.answer.with(|answer| answer.reading.clone()));
    let rows: Vec<_> = (0..DIGITS).map(|digit| view! { <Bar digit reading /> }).collect();
    view! {
        <table class="bars" aria-label="Each digit, and how likely it is">
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn Bar(digit: usize, reading: Memo<Reading>) -> impl IntoView {
    let probability = Memo::new(move |_| reading.with(|reading| reading.digits[digit]));
    let wins = Memo::new(move |_| {
        reading.with(|reading| reading.best() == Some(digit) && reading.verdict != Verdict::NotADigit)
    });
    let sure = Memo::new(move |_| reading.with(|reading| reading.verdict == Verdict::Sure));
    view! {
        <tr
            class="bar"
            class:wins=wins
            class:sure=move || wins.get() && sure.get()
            data-testid=format!("prob-{digit}")
            data-value=move || probability.get().to_string()
        >
            <th scope="row">{digit}</th>
            <td class="track" aria-hidden="true">
                <span class="fill" style:transform=move || format!("scaleX({})", probability.get()) />
            </td>
            <td class="percent">{move || percent(probability.get())}</td>
        </tr>
    }
}
