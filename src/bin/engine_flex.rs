//! The worker on Burn's Flex backend: pure Rust on the CPU with SIMD.

use burn::tensor::Device;
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn start(weights: Promise) {
    inkling::worker::recognizer::start("flex", async { Ok(Device::flex()) }, weights);
}

fn main() {}
