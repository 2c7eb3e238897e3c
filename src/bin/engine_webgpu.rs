//! The worker on Burn's WebGPU backend.

use burn::tensor::Device;
use inkling::protocol::Failure;
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn start(weights: Promise) {
    let device = async {
        let device = Device::wgpu_options().init_async().await;
        device.map_err(|error| Failure::NoDevice(error.to_string()))
    };
    inkling::worker::recognizer::start("webgpu", device, weights);
}

fn main() {}
