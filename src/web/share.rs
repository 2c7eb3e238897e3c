//! The system's share sheet.

use crate::web::dom::window;
use js_sys::{Array, Reflect};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FilePropertyBag, ShareData};

/// Whether there is one.
pub fn is_there() -> bool {
    Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false)
}

/// Offers a picture with a text; without the picture where the system takes only text. False where neither went out;
/// that the visitor changed their mind is no failure.
pub async fn offer(picture: &Blob, name: &str, text: &str, link: &str) -> bool {
    let data = ShareData::new();
    data.set_title("Inkling");
    data.set_text(text);
    data.set_url(link);
    let options = FilePropertyBag::new();
    options.set_type("image/png");
    let navigator = window().navigator();
    if let Ok(file) = File::new_with_blob_sequence_and_options(&Array::of1(picture), name, &options) {
        let with_file = ShareData::new();
        with_file.set_files(&Array::of1(&file));
        with_file.set_text(text);
        if navigator.can_share_with_data(&with_file) {
            return was_offered(JsFuture::from(navigator.share_with_data(&with_file)).await);
        }
    }
    was_offered(JsFuture::from(navigator.share_with_data(&data)).await)
}

fn was_offered(done: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>) -> bool {
    use wasm_bindgen::JsCast;
    match done {
        Ok(_) => true,
        Err(error) => error.dyn_ref::<web_sys::DomException>().is_some_and(|error| error.name() == "AbortError"),
    }
}
