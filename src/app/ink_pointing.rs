//! Pointing at ink on the sheet, for what is shown beside it: which stroke is under the pointer, and strokes that are
//! lit up.

use crate::app::sheet::Sheet;
use crate::ink::{Point, Stroke};
use crate::web::listener::Listener;
use leptos::prelude::*;
use web_sys::PointerEvent;

/// A pointer this close to a stroke points at it, in pixels of the pad.
const REACH: f32 = 9.0;

/// Tells the stroke that a pointer rests over, as long as the owner lives; a pen that writes points at none.
pub fn point_from_ink(sheet: Sheet, tell: impl Fn(Option<u32>) + Clone + 'static) {
    let Some(pad) = document().get_element_by_id("pad") else { return };
    let (on, leave) = (pad.clone(), tell.clone());
    let moved = Listener::new(&pad, "pointermove", move |event: PointerEvent| {
        if event.buttons() != 0 || event.pointer_type() == "touch" {
            return tell(None);
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
        tell(nearest.filter(|(distance, _)| *distance * view.scale <= REACH).map(|(_, at)| at));
    });
    let left = Listener::new(&pad, "pointerleave", move |_: PointerEvent| leave(None));
    let listeners = StoredValue::new_local((moved, left));
    on_cleanup(move || listeners.dispose());
}

/// The part of the drawing that is in sight, as an image's view box.
pub fn view_box(sheet: Sheet) -> String {
    let sight = sheet.view.get().in_sight();
    format!("{} {} {} {}", sight.left, sight.top, sight.width(), sight.height())
}

/// A stroke, lit up.
pub fn lit(stroke: &Stroke) -> impl IntoView + use<> {
    view! { <path d=path(stroke) stroke-width=(stroke.width + 8.0).to_string() /> }
}

fn path(stroke: &Stroke) -> String {
    let mut places: Vec<String> = stroke.points.iter().map(|point| format!("{:.1} {:.1}", point.x, point.y)).collect();
    // A dot is a line without a length.
    if let [only] = places.as_slice() {
        places.push(only.clone());
    }
    format!("M{}", places.join("L"))
}
