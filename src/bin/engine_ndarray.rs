//! The worker on Burn's NdArray backend: the older of the two on the CPU.

use burn::tensor::Device;
use inkling::protocol::recognizer::ModelName;
use inkling::worker::further::With;
use inkling::worker::recognizer::Sources;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
#[allow(deprecated, reason = "Burn names Flex its successor; that one is the default")]
pub fn start(model: &str, weights: Promise, fetch: Function) {
    inkling::worker::recognizer::start::<With>(
        "ndarray",
        async { Ok(Device::ndarray()) },
        Sources { first: ModelName::new(model), weights, fetch },
    );
}

fn main() {}
