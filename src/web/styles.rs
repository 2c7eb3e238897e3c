//! The styles of what is fetched later: `public/boot.js` asks for them.

use super::meta;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = inklingStyles)]
    fn styles() -> Promise;
}

/// Has them fetched, if they are not there yet; whether they came. A page that no build has finished opens with all.
pub fn later() -> impl Future<Output = bool> {
    let coming = meta("inkling-styles").map(|_| JsFuture::from(styles()));
    async move {
        match coming {
            Some(coming) => coming.await.is_ok(),
            None => true,
        }
    }
}
