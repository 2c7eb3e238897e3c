//! What a line comes to: large, and beside it what else it may come to.

use super::alternatives::{OtherResult, words};
use super::pointing::Pointing;
use super::worked::WorkedLine;
use crate::app::reading::Reading;
use crate::maths::{Outcome, Piece, write};
use leptos::prelude::*;

/// Results of more characters are set smaller, or they would not fit beside the sheet.
const LONG: usize = 12;

#[component]
pub fn ResultView(line: Memo<Option<WorkedLine>>) -> impl IntoView {
    let outcome = Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.outcome.clone())));
    let others =
        Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.others.clone()).unwrap_or_default()));
    let says_more = Memo::new(move |_| line.with(|line| line.as_ref().is_some_and(WorkedLine::says_more)));
    let is_long = move || outcome.with(|outcome| outcome.as_ref().is_some_and(|it| it.text().chars().count() > LONG));
    let kind = Memo::new(move |_| outcome.with(|outcome| outcome.as_ref().map_or("", kind)));
    let pieces = move || {
        let pieces = outcome.with(|outcome| outcome.as_ref().filter(|_| says_more.get()).map(Outcome::pieces));
        let pieces = pieces.unwrap_or_default();
        pieces.into_iter().map(piece).collect_view()
    };
    let beside = move || {
        let is_sentence = !says_more.get() || matches!(kind.get(), "sentence" | "none");
        others.get().into_iter().map(|other| view! { <OtherView other is_sentence /> }).collect_view()
    };
    view! {
        <p class="result" class:long=is_long data-kind=kind>
            {pieces}
            <span class="other-results">{beside}</span>
        </p>
    }
}

fn piece(piece: Piece) -> AnyView {
    match piece {
        Piece::Words(words) => view! { <span>{words}</span> }.into_any(),
        Piece::Row(row) => view! { <span inner_html=write::mathml(&row) /> }.into_any(),
    }
}

/// How it is set: `asked` large, `value` quietly, a `sentence` small.
fn kind(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Nothing | Outcome::Graph { .. } => "none",
        Outcome::Value { asked: false, .. } | Outcome::Assignment { .. } => "value",
        Outcome::Value { .. } | Outcome::Truth { .. } => "asked",
        Outcome::Solutions { values, .. } if !values.is_empty() => "asked",
        Outcome::Solutions { .. } | Outcome::EverySolution { .. } | Outcome::Refused(_) => "sentence",
    }
}

/// Pressed, it says that the symbol is what the other result needs.
#[component]
fn OtherView(other: OtherResult, is_sentence: bool) -> impl IntoView {
    let (reading, pointing) = (Reading::here(), Pointing::here());
    let text = words(&other, is_sentence);
    let Some((at, id)) = other.change else { return view! { <span>{text}</span> }.into_any() };
    let point = move || pointing.point(vec![at]);
    view! {
        <button
            type="button"
            class="other-result"
            on:pointerenter=move |_| point()
            on:pointerleave=move |_| pointing.point(Vec::new())
            on:focus=move |_| point()
            on:blur=move |_| pointing.point(Vec::new())
            on:click=move |_| reading.correct_at(at as usize, id)
        >
            {text}
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::{Line, Settings, work_out};

    #[test]
    fn every_outcome_is_set_in_its_way() {
        let lines = ["2+3=", "2+3", "x=3", "2=3", "y²=4", "y²=-4", "z=z", "y=2t", "3÷", "ab"];
        let lines = lines.map(|text| Line::Text(text.to_owned()));
        let kinds: Vec<&str> = work_out(&lines, Settings::default()).iter().map(kind).collect();
        let (large, quiet, small) = ("asked", "value", "sentence");
        assert_eq!(kinds, [large, quiet, quiet, large, large, small, small, "none", small, "none"]);
    }
}
