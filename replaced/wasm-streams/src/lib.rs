//! What Leptos' server functions need to compile, in the place of the crate of this name.
//!
//! That crate exports its types to JavaScript, so they stay in the page's module although nothing uses them. This page has
//! no server, hence no server functions and no streams.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Panics: nothing is sent to a server.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unimplemented!("nothing is sent to a server")
    }

    /// A stream that fails: nothing comes from a server.
    pub fn into_stream(self) -> IntoStream {
        IntoStream
    }
}

pub struct IntoStream;

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(Err(JsValue::from_str("nothing comes from a server"))))
    }
}
