//! Pointer events as the pen understands them.

use crate::ink::pen::{Device, Event, Mark};
use crate::ink::{Point, View};
use wasm_bindgen::prelude::*;
use web_sys::{DomRect, PointerEvent};

#[wasm_bindgen]
extern "C" {
    /// The fractions of a pixel that web-sys cuts off, and the samples between two frames, which some browsers lack.
    #[derive(Clone)]
    type Sample;
    #[wasm_bindgen(method, getter, js_name = clientX)]
    fn client_x(this: &Sample) -> f64;
    #[wasm_bindgen(method, getter, js_name = clientY)]
    fn client_y(this: &Sample) -> f64;
    #[wasm_bindgen(method, getter)]
    fn pressure(this: &Sample) -> f32;
    #[wasm_bindgen(method, getter, js_name = timeStamp)]
    fn time_stamp(this: &Sample) -> f64;
    #[wasm_bindgen(method, catch, js_name = getCoalescedEvents)]
    fn coalesced(this: &Sample) -> Result<Vec<Sample>, JsValue>;
}

const PRIMARY: i16 = 0;
const ERASER: i16 = 5;
const ERASER_HELD: u16 = 32;

/// A pointer event in the coordinates of the ink; none for kinds that do not concern the pen. `on` is the pad's place on
/// the screen; `mark` is what the tool in the hand does; an eraser tip erases whatever the tool.
pub fn event(event: &PointerEvent, on: &DomRect, view: View, mark: Mark) -> Option<Event> {
    let (pointer, device, now) = (event.pointer_id(), device(event), event.time_stamp());
    let place = |sample: &Sample| point(sample, device, on, view);
    let sample: &Sample = event.unchecked_ref();
    match event.type_().as_str() {
        "pointerdown" => {
            let mark = match event.button() {
                ERASER => Some(Mark::Eraser),
                PRIMARY if event.buttons() & ERASER_HELD != 0 => Some(Mark::Eraser),
                // Control and a click is the second button of a one-button mouse.
                PRIMARY if !(event.ctrl_key() && device == Device::Mouse) => Some(mark),
                _ => None,
            };
            Some(Event::Down { pointer, device, mark, at: place(sample), now })
        }
        "pointermove" => {
            let samples = sample.coalesced().ok().filter(|samples| !samples.is_empty());
            let path = samples.unwrap_or_else(|| vec![sample.clone()]).iter().map(place).collect();
            Some(Event::Move { pointer, device, path, now })
        }
        "pointerup" => Some(Event::Up { pointer, now }),
        "pointercancel" | "lostpointercapture" => Some(Event::Cancel { pointer, now }),
        _ => None,
    }
}

fn device(event: &PointerEvent) -> Device {
    match event.pointer_type().as_str() {
        "pen" => Device::Stylus,
        "touch" => Device::Touch,
        _ => Device::Mouse,
    }
}

fn point(sample: &Sample, device: Device, on: &DomRect, view: View) -> Point {
    let (x, y) = view.to_ink((sample.client_x() - on.left()) as f32, (sample.client_y() - on.top()) as f32);
    // Mice report a constant, and many fingers 0 or 1: only a stylus knows how hard it is pressed.
    let pressure = if device == Device::Stylus && sample.pressure() > 0.0 { sample.pressure() } else { 0.5 };
    Point { x, y, time: sample.time_stamp() as f32, pressure }
}
