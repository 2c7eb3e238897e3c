//! What lies over the ink on the sheet: the strokes that are pointed at, and the answers behind equals signs. It takes
//! no pointer events, and belongs to no export.

use super::pencil::Stroke as PencilStroke;
use super::pointing::Pointing;
use super::sheet_answers::{SheetAnswer, answers};
use super::worked::Worked;
use crate::app::editor::Editor;
use crate::app::ink_pointing::{lit, point_from_ink, view_box};
use crate::app::picture::pictures::Pictures;
use crate::app::reading::Reading;
use crate::app::sheet::Sheet;
use leptos::prelude::*;

#[component]
pub fn OnSheet(worked: Memo<Worked>) -> impl IntoView {
    let (reading, sheet, pointing) = (Reading::here(), Sheet::here(), Pointing::here());
    let covered = Pictures::here().covered;
    point_from_ink(sheet, move |stroke| {
        let symbol = stroke.and_then(|stroke| {
            reading.shown.with_untracked(|transcript| {
                transcript.symbols.iter().position(|symbol| symbol.strokes.contains(&stroke))
            })
        });
        pointing.point(symbol.map(|at| at as u32).into_iter().collect());
    });
    let answers = Memo::new(move |_| {
        if covered.get() {
            return Vec::new();
        }
        let sight = sheet.view.get().in_sight();
        worked.with(|worked| {
            reading
                .shown
                .with(|transcript| sheet.editor.with(|editor| answers(worked, transcript, &editor.drawing(), sight)))
        })
    });
    let answers = move || answers.get().into_iter().map(answer).collect_view();
    let pointed = move || {
        let symbols = pointing.marked.get();
        if symbols.is_empty() || covered.get() {
            return Vec::new();
        }
        let strokes: Vec<u32> = reading.shown.with(|transcript| {
            let symbols = symbols.iter().filter_map(|at| transcript.symbols.get(*at as usize));
            symbols.flat_map(|symbol| symbol.strokes.clone()).collect()
        });
        let drawing = sheet.editor.with(Editor::drawing);
        let strokes = strokes.iter().filter_map(|at| drawing.strokes.get(*at as usize));
        strokes.map(lit).collect()
    };
    view! {
        <svg class="on-sheet" viewBox=move || view_box(sheet) aria-hidden="true" data-testid="on-sheet">
            <g class="pointed-ink">{pointed}</g>
            <g class="pencil">{answers}</g>
        </svg>
    }
}

fn answer(answer: SheetAnswer) -> impl IntoView {
    let placed = answer.placed;
    let size = placed.digit / 10.0;
    let strokes = answer.setting.strokes.into_iter().map(|stroke| {
        let PencilStroke { path, x, y, scale } = stroke;
        view! { <path d=path transform=format!("translate({x:.2} {y:.2}) scale({scale:.3})") /> }
    });
    view! {
        <g
            class="sheet-answer"
            class:doubtful=answer.doubtful
            transform=format!("translate({:.1} {:.1}) scale({size:.3})", placed.x, placed.y)
            data-testid="sheet-answer"
        >
            {strokes.collect_view()}
        </g>
    }
}
