//! Watching an element's size.

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

type OnEntries = Closure<dyn FnMut(Array)>;

/// Watches until it is dropped.
pub struct SizeWatch {
    observer: ResizeObserver,
    _callback: OnEntries,
}

impl SizeWatch {
    /// Calls back with width and height in CSS pixels, at once and after every change.
    pub fn new(element: &Element, mut changed: impl FnMut(f32, f32) + 'static) -> Result<Self, JsValue> {
        let callback = OnEntries::new(move |entries: Array| {
            if let Ok(entry) = entries.get(0).dyn_into::<ResizeObserverEntry>() {
                let size = entry.content_rect();
                changed(size.width() as f32, size.height() as f32);
            }
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref())?;
        observer.observe(element);
        Ok(Self { observer, _callback: callback })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
