//! The system's clipboard.

use crate::web::dom::window;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, Clipboard, ClipboardItem};

/// Whether the text is on the clipboard now; browsers may refuse it.
pub async fn copy(text: &str) -> bool {
    match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// Whether the picture is on the clipboard now. It may still be in the making: Safari has to be asked while the button
/// is being pressed.
pub async fn copy_picture(png: impl Future<Output = Option<Blob>> + 'static) -> bool {
    let Some(clipboard) = clipboard() else { return false };
    let coming = future_to_promise(async { png.await.map(JsValue::from).ok_or(JsValue::NULL) });
    let content = Object::new();
    let _ = Reflect::set(&content, &"image/png".into(), &coming);
    let Ok(item) = ClipboardItem::new_with_record_from_str_to_blob_promise(&content) else { return false };
    JsFuture::from(clipboard.write(&Array::of1(&item))).await.is_ok()
}

/// None outside secure contexts, where browsers leave it out.
fn clipboard() -> Option<Clipboard> {
    Reflect::get(&window().navigator(), &"clipboard".into()).ok()?.dyn_into().ok()
}
