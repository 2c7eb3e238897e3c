//! The pictures of one cell of the confusion table, as the network was given them.

use super::Measuring;
use super::article::names;
use crate::app::settings::Settings;
use crate::app::words::grouped;
use crate::chart::matrix::name;
use crate::datasets::measured::{CellPicture, Measured, state};
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
        let shown = measured.with(|measured| measured.pictures(label, read).len());
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
            measured.pictures(label, read).iter().map(|picture| described(measured, picture)).collect::<Vec<_>>()
        })
    };
    let tiles = move || pictures().into_iter().map(|(picture, words)| view! { <Tile picture words /> }).collect_view();
    view! {
        <div class="measure-cell" data-testid="dataset-cell" role="region" aria-label="Pictures of a cell">
            <p role="status">
                {move || if cell.get().is_none() { "Press a cell of the table to see its pictures.".into() } else { title() }}
            </p>
            <ul class="measure-tiles">{tiles}</ul>
        </div>
    }
}

/// A picture, and where it is from and what was read of it.
fn described(measured: &Measured, picture: &CellPicture) -> (CellPicture, String) {
    let words = measured.rows.get(picture.row).map_or_else(String::new, |row| {
        let gap = if row.place.is_empty() { "" } else { ", " };
        let read = if row.read.is_empty() { "nothing" } else { &row.read };
        let sure = 100.0 * row.certainty;
        format!("{}{gap}{}: {} read as {read}, {sure:.1}%, {}", row.file, row.place, row.label, state(row.verdict))
    });
    (picture.clone(), words)
}

#[component]
fn Tile(picture: CellPicture, words: String) -> impl IntoView {
    let palette = Settings::here().palette;
    let node = NodeRef::<html::Canvas>::new();
    let glyph = StoredValue::new(picture.glyph);
    Effect::new(move || {
        if let Some(node) = node.get() {
            palette.with(|palette| glyph.with_value(|glyph| canvas::paint_glyph(&node, Some(glyph), palette)));
        }
    });
    view! {
        <li>
            <canvas
                node_ref=node
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
