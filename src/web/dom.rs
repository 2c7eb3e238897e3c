//! The page's window and document, for adapters that know no framework.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Window};

/// The window. Only code that runs in a page asks for it, never a worker.
pub fn window() -> Window {
    js_sys::global().unchecked_into()
}

/// The window's document.
pub fn document() -> Document {
    // A window without one is a worker's scope, where nothing of this is called.
    window().document().unwrap_or_else(|| JsValue::UNDEFINED.unchecked_into())
}
