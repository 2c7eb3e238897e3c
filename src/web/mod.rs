//! Browser adapters, one file per browser interface. They turn what the browser says into plain values and know
//! nothing of what the page is about beyond ink and messages, and nothing of Leptos.

pub mod camera;
pub mod canvas;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod cores;
pub mod database;
pub mod deployment;
pub mod dom;
pub mod download;
pub mod early_ink;
pub mod fetch;
pub mod files;
pub mod frame;
pub mod gpu;
pub mod kept;
pub mod keyboard;
pub mod listener;
pub mod online;
pub mod palette;
pub mod panic;
pub mod photo;
pub mod pixels;
pub mod pointer;
pub mod resize;
pub mod share;
pub mod storage;
pub mod styles;
pub mod theme;
pub mod timer;
pub mod updates;
pub mod worker;

use crate::web::dom::document;
use wasm_bindgen::JsValue;

/// The content of `<meta name="…">`, where the build leaves word for the page.
pub fn meta(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name='{name}']")).ok()??;
    element.get_attribute("content").filter(|content| !content.is_empty())
}

/// What stands after `name=` in the page's own address.
pub fn query(name: &str) -> Option<String> {
    let query = dom::window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// The sentence in an error that JavaScript threw.
pub fn reason(error: &JsValue) -> String {
    use wasm_bindgen::JsCast;
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => error.message().into(),
        None => error.as_string().unwrap_or_default(),
    }
}
