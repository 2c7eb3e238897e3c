//! Files that the page hands to the visitor.

use crate::web::dom::document;
use crate::web::timer;
use js_sys::{Array, Uint8Array};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Browsers take a moment to begin.
const GRACE: Duration = Duration::from_secs(20);

/// Saves bytes under a name, where the browser saves things.
pub fn bytes(name: &str, kind: &str, bytes: &[u8]) -> bool {
    blob(kind, bytes).and_then(|blob| save(name, &blob)).is_some()
}

pub fn blob(kind: &str, bytes: &[u8]) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

fn save(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    timer::after(GRACE, move || drop(Url::revoke_object_url(&address)));
    Some(())
}
