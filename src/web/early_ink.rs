//! What was written on the page's outline before the page was there: `public/boot.js` keeps it.

use crate::web::dom::window;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, PointerEvent};

/// Where the start-up script waits for the page.
const HAND_OVER: &str = "inklingInk";

/// Pointer events in their order, each with the sheet's place on the screen at its time, and how large ink was shown there.
#[derive(Clone, Debug, Default)]
pub struct EarlyInk(Array);

impl EarlyInk {
    pub fn is_empty(&self) -> bool {
        self.0.length() == 0
    }

    pub fn events(&self) -> impl Iterator<Item = (PointerEvent, DomRect, f32)> {
        let one = |at: u32| self.0.get(at).unchecked_into();
        let scale = |at: u32| self.0.get(at).as_f64().unwrap_or(1.0) as f32;
        (0..self.0.length()).step_by(3).map(move |at| (one(at), self.0.get(at + 1).unchecked_into(), scale(at + 2)))
    }
}

/// Calls back with it as soon as no pen is down, since its stroke would end with the outline; at once where the start-up
/// script has not run.
pub fn once_pen_is_up(take: impl FnOnce(EarlyInk) + 'static) {
    let hand_over = Reflect::get(&window(), &JsValue::from_str(HAND_OVER)).ok();
    match hand_over.and_then(|found| found.dyn_into::<Function>().ok()) {
        Some(hand_over) => {
            let take = Closure::once_into_js(move |events: Array| take(EarlyInk(events)));
            // What it throws comes from `take`, which has reported it.
            let _ = hand_over.call1(&JsValue::NULL, &take);
        }
        None => take(EarlyInk::default()),
    }
}
