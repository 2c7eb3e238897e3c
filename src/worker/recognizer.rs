//! The worker that reads: loads the weights, tests itself, then answers each request in turn.
//!
//! The page sends one request about the sheet at a time and keeps only the newest. What it asks beside waits here, since
//! an engine on a GPU answers later.

use super::{post, progress, scope};
use crate::glyph::Glyph;
use crate::net::{self, Read, Weights};
use crate::pipeline::{self, Memory};
use crate::prediction::CLASSES;
use crate::protocol::{self, Failure, Request, Response};
use crate::segment;
use burn::tensor::Device;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Many glyphs are read in parts that take about so many milliseconds, and the page hears of each.
const PART_MS: f64 = 500.0;
/// So many glyphs at least, and before it is known how long they take.
const FEW: usize = 16;

/// Starts the engine on the device, once it is there; `weights` is the promise of the answer that carries them.
pub fn start(name: &'static str, device: impl Future<Output = Result<Device, Failure>> + 'static, weights: Promise) {
    report_panics();
    spawn_local(async move {
        match load(weights, device).await {
            Ok(recognizer) => serve(name, recognizer),
            Err(failure) => tell(&Response::Failed(failure)),
        }
    });
}

/// The reader with all that it needs.
struct Recognizer {
    weights: Weights,
    device: Device,
    memory: Memory,
    /// How many glyphs make a part.
    part: usize,
}

async fn load(answer: Promise, device: impl Future<Output = Result<Device, Failure>>) -> Result<Recognizer, Failure> {
    let missing = |error: JsValue| Failure::WeightsMissing(describe(&error));
    let device = device.await?;
    let answer: web_sys::Response = JsFuture::from(answer).await.map_err(missing)?.unchecked_into();
    if !answer.ok() {
        return Err(Failure::WeightsMissing(format!("the server answered {}", answer.status())));
    }
    let buffer: ArrayBuffer =
        JsFuture::from(answer.array_buffer().map_err(missing)?).await.map_err(missing)?.unchecked_into();
    let bytes = Uint8Array::new(&buffer).to_vec();
    let weights = Weights::from_bytes(&bytes, &device).map_err(|error| Failure::WeightsBroken(error.to_string()))?;
    if !weights.agree_with_record(&device).await {
        return Err(Failure::SelfTest);
    }
    Ok(Recognizer { weights, device, memory: Memory::default(), part: FEW })
}

/// Answers each message in turn, for as long as the worker lives.
fn serve(name: &str, recognizer: Recognizer) {
    let waiting = Rc::new(RefCell::new(VecDeque::new()));
    // Not here while an answer is under way.
    let recognizer = Rc::new(RefCell::new(Some(recognizer)));
    tell(&Response::Ready { engine: name.to_owned(), parameters: net::parameters() as u32 });
    super::listen(move |message| {
        waiting.borrow_mut().push_back(message);
        let Some(mut free) = recognizer.borrow_mut().take() else { return };
        let (waiting, recognizer) = (waiting.clone(), recognizer.clone());
        spawn_local(async move {
            loop {
                let next = waiting.borrow_mut().pop_front();
                let Some(message) = next else { break };
                tell(&free.answer(&message).await);
            }
            *recognizer.borrow_mut() = Some(free);
        });
    });
}

impl Recognizer {
    async fn answer(&mut self, message: &[u8]) -> Response {
        match protocol::decode(message) {
            Ok(request) => self.respond(request).await.unwrap_or(Response::Failed(Failure::DeviceLost)),
            Err(garbled) => Response::Failed(Failure::Crashed(garbled.to_string())),
        }
    }

    /// None where the device gives no answers any more.
    async fn respond(&mut self, request: Request) -> Option<Response> {
        let begun = now();
        let read = |id, transcript| Response::Read { id, transcript, millis: (now() - begun) as f32 };
        Some(match request {
            Request::Read { id, drawing } => {
                let lines = segment::lines(&drawing);
                let unknown = self.memory.unknown(&lines);
                let scores = self.score(&unknown).await?;
                let predictions = pipeline::predictions(&scores, self.weights.calibration);
                read(id, self.memory.transcript(&lines, predictions))
            }
            Request::ReadLines { id, lines } => {
                let scores = self.score(&pipeline::variants(&lines)).await?;
                read(id, pipeline::transcript(&lines, &scores, self.weights.calibration))
            }
            Request::Judge { id, glyphs } => {
                let predictions = pipeline::predictions(&self.score(&glyphs).await?, self.weights.calibration);
                Response::Judged { id, predictions, millis: (now() - begun) as f32 }
            }
            Request::Look { id, glyph } => {
                Response::Looked { id, layers: self.weights.net.look(&glyph, &self.device).await? }
            }
        })
    }

    async fn score(&mut self, glyphs: &[Glyph]) -> Option<Vec<[f32; CLASSES]>> {
        let mut scores = Vec::with_capacity(glyphs.len());
        while scores.len() < glyphs.len() {
            let left = &glyphs[scores.len()..];
            let part = &left[..self.part.min(left.len())];
            let begun = now();
            scores.extend(self.weights.net.read(part, &self.device).await?);
            let millis = (now() - begun).max(1.0);
            self.part = ((part.len() as f64 * PART_MS / millis) as usize).max(FEW);
            if scores.len() < glyphs.len() {
                progress(scores.len() as f64 / glyphs.len() as f64);
            }
        }
        Some(scores)
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
