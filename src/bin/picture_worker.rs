//! The worker that develops pictures.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn start() {
    inkling::worker::picture::start();
}

fn main() {}
