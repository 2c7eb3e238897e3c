//! The worker on Burn's NdArray backend: the older of the two on the CPU.

use burn::tensor::Device;
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
#[allow(deprecated, reason = "Burn names Flex its successor; that one is the default")]
pub fn start(weights: Promise) {
    inkling::worker::recognizer::start("ndarray", async { Ok(Device::ndarray()) }, weights);
}

fn main() {}
