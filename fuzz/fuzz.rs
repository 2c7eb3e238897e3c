//! LLVM's fuzzer over the parsers of `tests/hostile_input`. `cargo xtask fuzz` runs it; it says with environment variables
//! what to do.
#![no_main]

#[allow(dead_code)]
#[path = "../tests/hostile_input/parsers.rs"]
mod parsers;
#[allow(dead_code)]
#[path = "../tests/hostile_input/valid.rs"]
mod valid;

use parsers::{PARSERS, Parser};
use std::sync::LazyLock;

/// The parser that is searched.
static PARSER: LazyLock<Option<Parser>> = LazyLock::new(|| {
    let wanted = std::env::var("INKLING_FUZZ").unwrap_or_default();
    PARSERS.into_iter().find(|(name, _, _)| *name == wanted)
});

/// Without a parser's name the names of all are printed; else its valid files go into the folder that is named, from
/// which the search begins.
fn prepare() {
    let Some((_, valid, _)) = *PARSER else {
        PARSERS.iter().for_each(|(name, _, _)| println!("{name}"));
        std::process::exit(0);
    };
    if let Ok(folder) = std::env::var("INKLING_FUZZ_SEEDS") {
        for (at, bytes) in valid().into_iter().enumerate() {
            if let Err(error) = std::fs::write(format!("{folder}/valid-{at}"), bytes) {
                eprintln!("A valid file cannot be written: {error}");
                std::process::exit(1);
            }
        }
    }
}

libfuzzer_sys::fuzz_target!(init: prepare(), |bytes: &[u8]| {
    if let Some((_, _, parser)) = *PARSER {
        parser(bytes.to_vec());
    }
});
