//! The worker that develops pictures.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn start() {
    inkling::engine::darkroom::start();
}

fn main() {}
