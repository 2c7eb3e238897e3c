//! What lies over the ink on the sheet: the strokes that are pointed at, and the answers behind equals signs. It takes
//! no pointer events, and belongs to no export.

use super::pencil::Stroke as PencilStroke;
use super::pointing::Pointing;
use super::sheet_answers::{SheetAnswer, answers};
use super::worked::Worked;
use crate::app::editor::Editor;
use crate::app::picture::pictures::Pictures;
use crate::app::reading::Reading;
use crate::app::sheet::Sheet;
use crate::ink::{Point, Stroke};
use crate::web::listener::Listener;
use leptos::prelude::*;
use web_sys::PointerEvent;

/// A pointer this close to a stroke points at it, in pixels of the pad.
const REACH: f32 = 9.0;

#[component]
pub fn OnSheet(worked: Memo<Worked>) -> impl IntoView {
    let (reading, sheet, pointing) = (Reading::here(), Sheet::here(), Pointing::here());
    let covered = Pictures::here().covered;
    point_from_ink(reading, sheet, pointing);
    let view_box = move || {
        let sight = sheet.view.get().in_sight();
        format!("{} {} {} {}", sight.left, sight.top, sight.width(), sight.height())
    };
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
        strokes.map(|stroke| view! { <path d=path(stroke) stroke-width=(stroke.width + 8.0).to_string() /> }).collect()
    };
    view! {
        <svg class="on-sheet" viewBox=view_box aria-hidden="true" data-testid="on-sheet">
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

/// A pointer that rests over ink points at its symbol; a pen that writes does not.
fn point_from_ink(reading: Reading, sheet: Sheet, pointing: Pointing) {
    let Some(pad) = document().get_element_by_id("pad") else { return };
    let on = pad.clone();
    let moved = Listener::new(&pad, "pointermove", move |event: PointerEvent| {
        if event.buttons() != 0 || event.pointer_type() == "touch" {
            return pointing.point(Vec::new());
        }
        let corner = on.get_bounding_client_rect();
        let view = sheet.view.get_untracked();
        let (x, y) =
            view.to_ink(event.client_x() as f32 - corner.left() as f32, event.client_y() as f32 - corner.top() as f32);
        let nearest = sheet.editor.with_untracked(|editor| {
            let strokes = editor.ink().drawing().strokes.iter().zip(0u32..);
            let near = strokes.map(|(stroke, at)| (stroke.distance(Point::at(x, y)), at));
            near.min_by(|one, other| one.0.total_cmp(&other.0))
        });
        let stroke = nearest.filter(|(distance, _)| *distance * view.scale <= REACH).map(|(_, at)| at);
        let symbol = stroke.and_then(|stroke| {
            reading.shown.with_untracked(|transcript| {
                transcript.symbols.iter().position(|symbol| symbol.strokes.contains(&stroke))
            })
        });
        pointing.point(symbol.map(|at| at as u32).into_iter().collect());
    });
    let left = Listener::new(&pad, "pointerleave", move |_: PointerEvent| pointing.point(Vec::new()));
    let listeners = StoredValue::new_local((moved, left));
    on_cleanup(move || listeners.dispose());
}

fn path(stroke: &Stroke) -> String {
    let mut places: Vec<String> = stroke.points.iter().map(|point| format!("{:.1} {:.1}", point.x, point.y)).collect();
    // A dot is a line without a length.
    if let [only] = places.as_slice() {
        places.push(only.clone());
    }
    format!("M{}", places.join("L"))
}
