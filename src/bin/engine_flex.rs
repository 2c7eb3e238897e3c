//! The worker on Burn's Flex backend, as every page begins with it: it reads with the first model alone.

use burn::tensor::Device;
use inkling::protocol::recognizer::ModelName;
use inkling::worker::recognizer::Sources;
use inkling::worker::without::Without;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn start(model: &str, weights: Promise, fetch: Function) {
    inkling::worker::recognizer::start::<Without>(
        "flex",
        async { Ok(Device::flex()) },
        Sources { first: ModelName::new(model), weights, fetch },
    );
}

fn main() {}
