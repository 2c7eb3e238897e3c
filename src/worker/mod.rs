//! What runs in workers: the reader of digits and the picture worker, and how both speak with the page.

#[cfg(feature = "engine")]
pub mod further;
#[cfg(feature = "picture-worker")]
pub mod picture;
#[cfg(feature = "engine")]
pub mod recognizer;
#[cfg(feature = "engine")]
mod text;

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Where the engine's loader keeps what was said before anybody listened.
const EARLY: &str = "early";

/// Hears each message, for as long as the worker lives, beginning with those that the loader kept.
fn listen(mut hear: impl FnMut(Vec<u8>) + 'static) {
    let early = Reflect::get(&scope(), &EARLY.into()).ok().and_then(|early| early.dyn_into::<Array>().ok());
    for message in early.unwrap_or_default().iter() {
        hear(Uint8Array::new(&message).to_vec());
    }
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

/// Says how far something is; a number alone, which the page takes for a sign of life.
#[cfg(feature = "engine")]
fn progress(part: f64) {
    let _ = scope().post_message(&part.into());
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
