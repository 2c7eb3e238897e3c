//! The system's clipboard.

use js_sys::{Array, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardItem};

/// Whether the text is on the clipboard now; browsers may refuse it.
pub async fn copy(text: &str) -> bool {
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// Whether the picture is on the clipboard now.
pub async fn copy_picture(png: &Blob) -> bool {
    let content = Object::new();
    let _ = Reflect::set(&content, &"image/png".into(), png);
    let Ok(item) = ClipboardItem::new_with_record_from_str_to_blob_promise(&content) else { return false };
    JsFuture::from(window().navigator().clipboard().write(&Array::of1(&item))).await.is_ok()
}
