//! Files on their way into the engine: weights and languages, by the loader that the page gave.

use super::tell;
use crate::net::Model;
use crate::protocol::recognizer::{Failure, ModelName, ModelState, Response};
use burn::tensor::Device;
use js_sys::{ArrayBuffer, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A file that the loader knows by this name; the page hears how much of it is there.
pub(super) async fn fetched(fetch: &Function, name: &ModelName) -> Result<Vec<u8>, Failure> {
    let say = |part: f64| {
        tell(&Response::Model { name: name.clone(), state: ModelState::Loading(part as f32) });
    };
    say(0.0);
    let told = name.clone();
    let grown = Closure::<dyn Fn(f64)>::new(move |part| {
        tell(&Response::Model { name: told.clone(), state: ModelState::Loading(part as f32) });
    });
    let asked = fetch.call2(&JsValue::NULL, &name.as_str().into(), grown.as_ref());
    let coming = asked.map_err(|error| Failure::WeightsMissing(describe(&error)))?;
    bytes_in(Promise::resolve(&coming)).await
}

/// The bytes of an answer.
pub(super) async fn bytes_in(answer: Promise) -> Result<Vec<u8>, Failure> {
    let missing = |error: JsValue| Failure::WeightsMissing(describe(&error));
    let answer: web_sys::Response = JsFuture::from(answer).await.map_err(missing)?.unchecked_into();
    if !answer.ok() {
        return Err(Failure::WeightsMissing(format!("the server answered {}", answer.status())));
    }
    let buffer: ArrayBuffer =
        JsFuture::from(answer.array_buffer().map_err(missing)?).await.map_err(missing)?.unchecked_into();
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The model of a weights file, once it has passed its own test.
pub(super) async fn opened(bytes: &[u8], device: &Device) -> Result<Model, Failure> {
    let model = Model::from_bytes(bytes, device).map_err(|error| Failure::WeightsBroken(error.to_string()))?;
    if !model.agrees_with_record(device).await {
        return Err(Failure::SelfTest);
    }
    Ok(model)
}

fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| "no answer".to_owned(), |error| String::from(error.message()))
}
