//! The worker that reads: loads the weights, tests itself, then answers each request in turn.
//!
//! The page sends one request at a time and keeps only the newest, so there is no queue here.

use super::{post, scope};
use crate::net::{self, Weights};
use crate::pipeline::{self, Memory};
use crate::protocol::{self, Failure, Request, Response};
use burn::tensor::Device;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Starts the engine on `device`; `weights` is the promise of the answer that carries them.
pub fn start(name: &'static str, device: Device, weights: Promise) {
    report_panics();
    spawn_local(async move {
        match load(weights, &device).await {
            Ok(weights) => serve(name, device, weights),
            Err(failure) => tell(&Response::Failed(failure)),
        }
    });
}

async fn load(answer: Promise, device: &Device) -> Result<Weights, Failure> {
    let missing = |error: JsValue| Failure::WeightsMissing(describe(&error));
    let answer: web_sys::Response = JsFuture::from(answer).await.map_err(missing)?.unchecked_into();
    if !answer.ok() {
        return Err(Failure::WeightsMissing(format!("the server answered {}", answer.status())));
    }
    let buffer: ArrayBuffer =
        JsFuture::from(answer.array_buffer().map_err(missing)?).await.map_err(missing)?.unchecked_into();
    let bytes = Uint8Array::new(&buffer).to_vec();
    let weights = Weights::from_bytes(&bytes, device).map_err(|error| Failure::WeightsBroken(error.to_string()))?;
    weights.agree_with_record(device).then_some(weights).ok_or(Failure::SelfTest)
}

fn serve(name: &str, device: Device, weights: Weights) {
    let parameters = net::parameters() as u32;
    let mut memory = Memory::default();
    super::answer(move |message| {
        protocol::encode(&match protocol::decode(&message) {
            Ok(request) => respond(&weights, &device, &mut memory, request),
            Err(garbled) => Response::Failed(Failure::Crashed(garbled.to_string())),
        })
    });
    tell(&Response::Ready { engine: name.to_owned(), parameters });
}

fn respond(weights: &Weights, device: &Device, memory: &mut Memory, request: Request) -> Response {
    let begun = now();
    match request {
        Request::Read { id, drawing } => {
            let written = memory.read(weights, device, &drawing);
            Response::Read { id, written, millis: (now() - begun) as f32 }
        }
        Request::ReadLines { id, lines } => {
            let written = pipeline::read_found(weights, device, &lines);
            Response::Read { id, written, millis: (now() - begun) as f32 }
        }
        Request::Score { id, glyphs } => Response::Scored { id, readings: pipeline::judge(weights, device, &glyphs) },
    }
}

fn tell(response: &Response) {
    post(&protocol::encode(response));
}

/// A panic is the end of a wasm module: the page is told, so that it can start another.
fn report_panics() {
    std::panic::set_hook(Box::new(|panic| tell(&Response::Failed(Failure::Crashed(panic.to_string())))));
}

fn now() -> f64 {
    scope().performance().map_or(0.0, |performance| performance.now())
}

fn describe(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| "no answer".to_owned(), |error| String::from(error.message()))
}
