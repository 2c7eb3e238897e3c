//! The wasm-bindgen program, of exactly the version of the library in Cargo.lock.

use super::crates::Crate;
use super::step::{Outcome, Step};
use crate::{project, tools};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::time::Duration;

pub const STEP: Step = Step {
    what: "wasm-bindgen, between Rust and the browser",
    expected: Duration::from_secs(3 * 60),
    ready: || Ok(find()?.and_then(|path| tools::version(&path))),
    install,
};

pub fn find() -> Result<Option<PathBuf>> {
    let wanted = project::locked_version("wasm-bindgen")?;
    Ok(tools::find_version("wasm-bindgen", |version| version == wanted))
}

/// The program that runs tests in the browser, which is installed with wasm-bindgen.
pub fn test_runner() -> Result<PathBuf> {
    let beside = find()?.and_then(|path| Some(path.parent()?.join("wasm-bindgen-test-runner")));
    beside
        .filter(|path| path.is_file())
        .context("There is no wasm-bindgen-test-runner beside wasm-bindgen. Run `cargo xtask setup`, then try again.")
}

fn install() -> Result<Outcome> {
    Crate::new("wasm-bindgen-cli", &project::locked_version("wasm-bindgen")?).install()
}
