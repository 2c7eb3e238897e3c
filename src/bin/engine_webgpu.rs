//! The worker on Burn's WebGPU backend.

use burn::tensor::Device;
use inkling::protocol::recognizer::Failure;
use inkling::protocol::recognizer::ModelName;
use inkling::worker::further::With;
use inkling::worker::recognizer::Sources;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn start(model: &str, weights: Promise, fetch: Function) {
    let device = async {
        let device = Device::wgpu_options().init_async().await;
        device.map_err(|error| Failure::NoDevice(error.to_string()))
    };
    inkling::worker::recognizer::start::<With>(
        "webgpu",
        device,
        Sources { first: ModelName::new(model), weights, fetch },
    );
}

fn main() {}
