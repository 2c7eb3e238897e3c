//! Tells the linker to keep what the page is split by.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is_page = env::var_os("CARGO_FEATURE_SPLIT").is_some();
    if is_page && env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        // Where each reference leads, so that what is needed later can be moved into modules of its own.
        println!("cargo:rustc-link-arg-bin=inkling=--emit-relocs");
    }
}
