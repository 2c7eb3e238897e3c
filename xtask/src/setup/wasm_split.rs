//! wasm-split, which moves lazily loaded parts of the page into modules of their own.

use super::crates::Crate;
use super::step::Step;
use crate::tools;
use anyhow::Result;
use std::path::PathBuf;
use std::time::Duration;

/// The program has no option that prints its version, so that only set-up's own copy has a known version.
const CRATE: Crate = Crate { features: &["build-binary"], ..Crate::new("wasm_split_cli_support", "0.2.4") };

pub const STEP: Step = Step {
    what: "wasm-split, for what the page loads later",
    expected: Duration::from_secs(90),
    ready: || Ok(find()?.map(|_| CRATE.version.to_owned())),
    install: || CRATE.install(),
};

pub fn find() -> Result<Option<PathBuf>> {
    let program = tools::own_program("wasm-split-cli")?;
    Ok(CRATE.is_installed()?.then_some(program).filter(|path| path.is_file()))
}
