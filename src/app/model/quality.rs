//! How good it is: on digits never seen, where it errs, how honest it is, what it refuses.

use crate::app::model::chart::Figure;
use crate::app::model::table::Table;
use crate::app::words::grouped;
use crate::chart::Fact;
use crate::chart::dots::{Row, dots};
use crate::chart::matrix::{matrix, sign};
use crate::chart::pictures::{Picture, pictures};
use crate::chart::reliability::{Bin, reliability};
use crate::chart::words::{interval, percent};
use crate::metrics::{self, Metrics, Mistake, Refusal, TestSet};
use leptos::prelude::*;
use std::sync::Arc;

pub fn view(metrics: &Arc<Metrics>) -> AnyView {
    let calibration = &metrics.calibration;
    let honest = format!(
        "Averaged over {} digits, what it claims and what it keeps differ by {}. A digit is shown as read from a \
         certainty of {:.0}% on; “this is no digit” is said from {:.0}% on.",
        grouped(calibration.n),
        percent(calibration.error),
        100.0 * calibration.sure,
        100.0 * calibration.other,
    );
    view! {
        <h2>"How good it is"</h2>
        <p>
            "Measured on digits that it never saw while it learned: the test part of MNIST, and drawings by writers who were kept aside, each read in the middle of the sheet, small, and in a corner. Point at a chart, or move along it with the arrow keys, and it tells its values."
        </p>
        <Accuracy sets=metrics.sets.clone() />
        <h3>"Where it errs"</h3>
        <Confusion sets=metrics.sets.clone() />
        <Mistakes mistakes=metrics.mistakes.clone() />
        <h3>"How honest it is"</h3>
        <p>{honest}</p>
        <Honesty bins=calibration.bins.clone() />
        <h3>"What it refuses"</h3>
        <p>
            "Ink that is no digit has a class of its own, taught with letters, signs, scribbles and pairs of digits. Here are those that it refuses when it must keep 99% of the digits. Letters that many people write like a digit, such as O and l, are left out."
        </p>
        <Refused refusal=metrics.refusal.clone() />
    }
    .into_any()
}

#[component]
fn Accuracy(sets: Vec<TestSet>) -> impl IntoView {
    let row = |set: &TestSet| Row {
        name: set.name.clone(),
        part: set.accuracy,
        low: set.low,
        high: set.high,
        facts: vec![
            Fact::new(set.name.as_str(), percent(set.accuracy)),
            Fact::new("interval", interval(set.low, set.high)),
            Fact::new("of", grouped(set.n)),
        ],
    };
    let rows: Vec<Row> = sets.iter().map(row).collect();
    let table = move || {
        let part = |count: u32, set: &TestSet| percent(count as f32 / set.n.max(1) as f32);
        let columns = ["set", "digits", "right", "95% interval", "not shown as sure", "shown, and wrong"];
        let cells = |set: &TestSet| {
            vec![
                set.name.clone(),
                grouped(set.n),
                percent(set.accuracy),
                interval(set.low, set.high),
                part(set.rejected, set),
                part(set.wrong_shown, set),
            ]
        };
        Table::new(&columns, sets.iter().map(cells))
    };
    view! {
        <Figure
            handle="chart-accuracy"
            title="Digits read right"
            about="The bar is the 95% interval: how far chance may have moved the result."
            draw=Box::new(move |width| dots(&rows, "read right", width))
            table=Box::new(table)
        />
    }
}

#[component]
fn Confusion(sets: Vec<TestSet>) -> impl IntoView {
    let chosen = RwSignal::new(0usize);
    let names =
        sets.iter().enumerate().map(|(at, set)| view! { <option value=at>{set.name.clone()}</option> }).collect_view();
    let rows = Memo::new(move |_| sets.get(chosen.get()).map(|set| set.confusion.clone()).unwrap_or_default());
    let table = move || {
        let rows = rows.get();
        let columns: Vec<String> = (0..rows.first().map_or(0, Vec::len)).map(|read| sign(read, rows.len())).collect();
        let names: Vec<&str> = std::iter::once("written, read as").chain(columns.iter().map(String::as_str)).collect();
        let cells = |(written, row): (usize, &Vec<u32>)| {
            std::iter::once(written.to_string()).chain(row.iter().map(u32::to_string)).collect()
        };
        Table::new(&names, rows.iter().enumerate().map(cells))
    };
    view! {
        <Figure
            handle="chart-confusion"
            title="Written, and read as"
            about="How often each digit was taken for each other. The diagonal is right; the last column was read as no digit."
            draw=Box::new(move |width| rows.with(|rows| matrix(rows, width)))
            table=Box::new(table)
        >
            <label class="choice">
                "Set "
                <select
                    data-testid="confusion-set"
                    on:change:target=move |event| chosen.set(event.target().value().parse().unwrap_or_default())
                >
                    {names}
                </select>
            </label>
        </Figure>
    }
}

#[component]
fn Mistakes(mistakes: Vec<Mistake>) -> impl IntoView {
    let picture = |mistake: &Mistake| {
        Some(Picture {
            shades: mistake.shades.clone()?,
            words: format!("{} → {}", mistake.written, mistake.read),
            facts: vec![
                Fact::new("written", mistake.written.to_string()),
                Fact::new("read as", mistake.read.to_string()),
                Fact::new("sure", percent(mistake.certainty)),
                Fact::new("set", mistake.set.as_str()),
            ],
        })
    };
    let sheet: Vec<Picture> = mistakes.iter().filter_map(picture).collect();
    // Files of older runs have no pictures.
    (!sheet.is_empty()).then(|| {
        let about = format!(
            "The {} surest of {} mistakes on writers kept aside, as the network saw them: written → read.",
            sheet.len(),
            mistakes.len()
        );
        let table = move || {
            let cells = |mistake: &Mistake| {
                let figures = [mistake.written.to_string(), mistake.read.to_string(), percent(mistake.certainty)];
                std::iter::once(mistake.set.clone()).chain(figures).collect()
            };
            Table::new(&["set", "written", "read as", "sure"], mistakes.iter().map(cells))
        };
        view! {
            <Figure
                handle="chart-mistakes"
                title="The worst mistakes"
                about
                draw=Box::new(move |width| pictures(&sheet, width))
                table=Box::new(table)
            />
        }
    })
}

#[component]
fn Honesty(bins: Vec<(u32, f32, f32)>) -> impl IntoView {
    let bin = |&(n, sure, right): &(u32, f32, f32)| {
        let (low, high) = metrics::interval(right, n);
        Bin { n, sure, right, low, high }
    };
    let bins: Vec<Bin> = bins.iter().map(bin).collect();
    let told = bins.clone();
    let table = move || {
        let cells =
            |bin: &Bin| vec![percent(bin.sure), percent(bin.right), interval(bin.low, bin.high), grouped(bin.n)];
        Table::new(&["sure, on average", "right", "95% interval", "digits"], told.iter().map(cells))
    };
    view! {
        <Figure
            handle="chart-reliability"
            title="Certainty, and what came of it"
            about="Readings of about the same certainty together. On the dashed line, it is right as often as it claims."
            draw=Box::new(move |width| reliability(&bins, width))
            table=Box::new(table)
        />
    }
}

#[component]
fn Refused(refusal: Vec<Refusal>) -> impl IntoView {
    let row = |set: &Refusal| {
        let (low, high) = metrics::interval(set.refused, set.n);
        let facts = vec![
            Fact::new(set.name.as_str(), percent(set.refused)),
            Fact::new("interval", interval(low, high)),
            Fact::new("of", grouped(set.n)),
        ];
        Row { name: set.name.clone(), part: set.refused, low, high, facts }
    };
    let rows: Vec<Row> = refusal.iter().map(row).collect();
    let table = move || {
        let columns = ["ink", "drawings", "refused", "shown as a digit by the page", "AUROC"];
        let cells = |set: &Refusal| {
            let shown = percent(set.shown_as_sure);
            vec![set.name.clone(), grouped(set.n), percent(set.refused), shown, format!("{:.4}", set.auroc)]
        };
        Table::new(&columns, refusal.iter().map(cells))
    };
    view! {
        <Figure
            handle="chart-refusal"
            title="Letters and doodles refused"
            about="The bar is the 95% interval."
            draw=Box::new(move |width| dots(&rows, "refused", width))
            table=Box::new(table)
        />
    }
}
