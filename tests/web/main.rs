//! The page's adapters in a real browser, and the page over a worker that answers by rote.
#![cfg(all(target_arch = "wasm32", feature = "app"))]

mod adapters;
mod maths;
mod page;
mod stage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
