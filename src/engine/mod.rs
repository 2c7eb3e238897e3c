//! What runs in workers: the reader of digits and the darkroom, and how both speak with the page.

#[cfg(feature = "darkroom")]
pub mod darkroom;
#[cfg(feature = "engine")]
pub mod reading;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Hears each message, for as long as the worker lives.
fn listen(mut hear: impl FnMut(Vec<u8>) + 'static) {
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        hear(Uint8Array::new(&event.data()).to_vec());
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
}

fn post(bytes: &[u8]) {
    let bytes = Uint8Array::from(bytes);
    // It fails only for what cannot be transferred, and a fresh buffer can.
    let _ = scope().post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
