//! Whether the browser lends pages a graphics processor.

use crate::web::dom::window;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether there is one, asked without harm: browsers lack the interface, refuse it, throw, or have none to lend.
pub async fn offered() -> bool {
    let adapter = match asked() {
        Some(promise) => JsFuture::from(promise).await,
        None => return false,
    };
    adapter.is_ok_and(|adapter| !adapter.is_null() && !adapter.is_undefined())
}

/// The bindings to it are not among the stable ones.
fn asked() -> Option<Promise> {
    let gpu = Reflect::get(&window().navigator(), &JsValue::from_str("gpu")).ok()?;
    let ask: Function = Reflect::get(&gpu, &JsValue::from_str("requestAdapter")).ok()?.dyn_into().ok()?;
    ask.call0(&gpu).ok()?.dyn_into().ok()
}
