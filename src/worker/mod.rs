//! What runs in workers: the reader of digits and the picture worker, and how both speak with the page.

#[cfg(feature = "engine")]
mod early;
#[cfg(feature = "engine")]
pub mod further;
#[cfg(feature = "engine")]
pub mod hand;
#[cfg(feature = "engine")]
mod judging;
#[cfg(feature = "engine")]
mod loading;
#[cfg(feature = "picture-worker")]
pub mod picture;
#[cfg(feature = "engine")]
pub mod recognizer;
#[cfg(feature = "engine")]
mod text;
#[cfg(feature = "engine")]
pub mod without;

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Where the engine's loader keeps what was said before anybody listened.
const EARLY: &str = "early";

/// Hears each message, for as long as the worker lives, beginning with those that the loader kept.
fn listen(mut hear: impl FnMut(JsValue) + 'static) {
    let early = Reflect::get(&scope(), &EARLY.into()).ok().and_then(|early| early.dyn_into::<Array>().ok());
    early.unwrap_or_default().iter().for_each(&mut hear);
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hear(event.data()));
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
}

fn bytes(message: &JsValue) -> Vec<u8> {
    Uint8Array::new(message).to_vec()
}

fn post(bytes: &[u8]) {
    let bytes = Uint8Array::from(bytes);
    // It fails only for what cannot be transferred, and a fresh buffer can.
    let _ = scope().post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
}

#[cfg(feature = "engine")]
fn tell(response: &crate::protocol::recognizer::Response) {
    post(&crate::protocol::encode(response));
}

/// Says how far something is; a number alone, which the page takes for a sign of life.
#[cfg(feature = "engine")]
fn progress(part: f64) {
    let _ = scope().post_message(&part.into());
}

#[cfg(feature = "engine")]
fn now() -> f64 {
    scope().performance().map_or(0.0, |performance| performance.now())
}

/// Lets messages in that came meanwhile.
#[cfg(feature = "engine")]
async fn pause() {
    let soon = js_sys::Promise::new(&mut |resolve, _| {
        // Where there is no timer, there is no pause.
        if scope().set_timeout_with_callback(&resolve).is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(soon).await;
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
