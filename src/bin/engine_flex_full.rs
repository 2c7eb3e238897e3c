//! The worker on Burn's Flex backend, with all that reads further models: it takes the other's place when
//! one is first chosen.

use burn::tensor::Device;
use inkling::protocol::recognizer::ModelName;
use inkling::worker::further::With;
use inkling::worker::recognizer::Sources;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn start(model: &str, weights: Promise, fetch: Function) {
    inkling::worker::recognizer::start::<With>(
        "flex",
        async { Ok(Device::flex()) },
        Sources { first: ModelName::new(model), weights, fetch },
    );
}

fn main() {}
