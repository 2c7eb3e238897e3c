//! The pictures of one cell of the table, as the network saw them.

use super::Measuring;
use crate::app::settings::Settings;
use crate::app::words::grouped;
use crate::chart::matrix::name;
use crate::datasets::article::names;
use crate::datasets::measured::{Measured, Shown, state};
use crate::web::canvas;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn Gallery() -> impl IntoView {
    let measuring = expect_context::<Measuring>();
    let (cell, measured) = (measuring.cell, measuring.measured);
    let title = move || {
        let Some((label, read)) = cell.get() else { return String::new() };
        let count = measured.with(|measured| measured.confusion[label][read]) as usize;
        let shown = measured.with(|measured| measured.shown(label, read).len());
        let symbols = measured.with(names);
        let what = format!("{} read as {}", name(&symbols, label), name(&symbols, read));
        match (count, shown) {
            (0, _) => format!("{what}: there is no such picture"),
            (1, _) => format!("{what}: one picture"),
            (count, shown) if shown < count => format!("{what}: the first {shown} of {}", grouped(count as u32)),
            (count, _) => format!("{what}: {count} pictures"),
        }
    };
    let pictures = move || {
        let Some((label, read)) = cell.get() else { return Vec::new() };
        measured.with(|measured| {
            measured.shown(label, read).iter().map(|shown| described(measured, shown)).collect::<Vec<_>>()
        })
    };
    let tiles = move || pictures().into_iter().map(|(shown, words)| view! { <Tile shown words /> }).collect_view();
    view! {
        <div class="measure-cell" data-testid="dataset-cell" role="region" aria-label="Pictures of a cell">
            <p role="status">
                {move || if cell.get().is_none() { "Press a cell of the table to see its pictures.".into() } else { title() }}
            </p>
            <ul class="measure-tiles">{tiles}</ul>
        </div>
    }
}

/// With where it is from and what was read.
fn described(measured: &Measured, shown: &Shown) -> (Shown, String) {
    let words = measured.rows.get(shown.row).map_or_else(String::new, |row| {
        let gap = if row.place.is_empty() { "" } else { ", " };
        let read = if row.read.is_empty() { "nothing" } else { &row.read };
        let sure = 100.0 * row.certainty;
        format!("{}{gap}{}: {} read as {read}, {sure:.1}%, {}", row.file, row.place, row.label, state(row.verdict))
    });
    (shown.clone(), words)
}

#[component]
fn Tile(shown: Shown, words: String) -> impl IntoView {
    let palette = Settings::here().palette;
    let picture = NodeRef::<html::Canvas>::new();
    let glyph = StoredValue::new(shown.glyph);
    Effect::new(move || {
        if let Some(picture) = picture.get() {
            palette.with(|palette| glyph.with_value(|glyph| canvas::paint_glyph(&picture, Some(glyph), palette)));
        }
    });
    view! {
        <li>
            <canvas
                node_ref=picture
                width="28"
                height="28"
                role="img"
                aria-label=words.clone()
                title=words
                data-testid="dataset-picture"
            />
        </li>
    }
}
