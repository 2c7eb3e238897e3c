//! Trunk, which turns index.html and the crates it names into a page.

use super::crates::Crate;
use super::step::{Outcome, Step};
use crate::tools;
use anyhow::Result;
use std::path::PathBuf;
use std::time::Duration;

/// The newest version that builds with the project's Rust version.
const VERSION: &str = "0.21.14";
/// Any version that starts like this will do, so that one the user already has is not replaced.
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
