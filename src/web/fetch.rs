//! Files of the page's own that come after it.

use crate::web::worker::Source;
use js_sys::Uint8Array;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

/// The file; none where it does not come whole.
pub async fn bytes(address: &str, source: Source) -> Option<Vec<u8>> {
    fetched(address, source).await.ok().flatten()
}

async fn fetched(address: &str, source: Source) -> Result<Option<Vec<u8>>, JsValue> {
    let how = RequestInit::new();
    how.set_cache(match source {
        Source::Usual => RequestCache::Default,
        Source::Network => RequestCache::Reload,
    });
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(address, &how)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(None);
    }
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    Ok(Some(Uint8Array::new(&bytes).to_vec()))
}
