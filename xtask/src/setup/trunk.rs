//! Trunk, which turns index.html and the crates it names into a page.

use super::crates::Crate;
use super::step::{Outcome, Step};
use crate::tools;
use anyhow::Result;
use std::path::PathBuf;
use std::time::Duration;

/// The newest that builds with the Rust this project asks for.
const VERSION: &str = "0.21.14";
/// Any of the same line will do: one that the user already has is not replaced.
const LINE: &str = "0.21.";

pub const STEP: Step = Step {
    what: "trunk, the page's builder",
    expected: Duration::from_secs(6 * 60),
    ready: || Ok(find().and_then(|path| tools::version(&path))),
    install,
};

pub fn find() -> Option<PathBuf> {
    tools::find_version("trunk", |version| version.starts_with(LINE))
}

fn install() -> Result<Outcome> {
    Crate::new("trunk", VERSION).install()
}
