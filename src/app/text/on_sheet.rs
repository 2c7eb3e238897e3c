//! What lies over the ink on the sheet: the strokes of the words that are pointed at or being corrected.

use super::shown::ShownWord;
use crate::app::editor::Editor;
use crate::app::ink_pointing::{lit, point_from_ink, view_box};
use crate::app::picture::pictures::Pictures;
use crate::app::sheet::Sheet;
use leptos::prelude::*;

#[component]
pub fn OnSheet(
    words: Memo<Vec<ShownWord>>,
    pointed: RwSignal<Option<usize>>,
    marked: Memo<Option<usize>>,
) -> impl IntoView {
    let sheet = Sheet::here();
    let covered = Pictures::here().covered;
    point_from_ink(sheet, move |stroke| {
        let word = stroke.and_then(|stroke| {
            words.with_untracked(|words| words.iter().position(|word| word.strokes.contains(&stroke)))
        });
        if pointed.get_untracked() != word {
            pointed.set(word);
        }
    });
    let ink = move || {
        let at = marked.get().filter(|_| !covered.get())?;
        let strokes = words.with(|words| words.get(at).map(|word| word.strokes.clone()))?;
        let drawing = sheet.editor.with(Editor::drawing);
        let strokes = strokes.iter().filter_map(|at| drawing.strokes.get(*at as usize));
        Some(strokes.map(lit).collect_view())
    };
    view! {
        <svg class="on-sheet" viewBox=move || view_box(sheet) aria-hidden="true" data-testid="on-sheet">
            <g class="pointed-ink">{ink}</g>
        </svg>
    }
}
