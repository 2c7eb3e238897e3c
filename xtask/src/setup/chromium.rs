//! A Chromium and its driver, for the tests.

use super::apt;
use super::step::{Outcome, Step};
use crate::tools;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

pub const STEP: Step = Step {
    what: "Chromium and its driver, for the tests",
    expected: Duration::from_secs(60),
    ready: || Ok(driver().and_then(|driver| tools::version(&matching(&driver)?))),
    install,
};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// The browser of the same version as the driver; None where there is none.
pub fn browser() -> Option<PathBuf> {
    // Every test asks for it, and finding it out starts two programs.
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOUND.get_or_init(|| matching(&driver()?)).clone()
}

pub fn driver() -> Option<PathBuf> {
    tools::find("chromedriver")
}

/// A driver refuses a browser of another major version.
fn matching(driver: &Path) -> Option<PathBuf> {
    let wanted = major(driver)?;
    NAMES.iter().flat_map(|name| tools::all(name)).find(|browser| major(browser).as_ref() == Some(&wanted))
}

fn major(program: &Path) -> Option<String> {
    Some(tools::version(program)?.split('.').next()?.to_owned())
}

fn install() -> Result<Outcome> {
    const BY_HAND: &str = "The tests need a Chromium or Chrome and the chromedriver of the same version on the PATH. \
                           Install both, then try again.";
    apt::install(&["chromium", "chromium-driver"]).context(BY_HAND)?;
    driver().and_then(|driver| matching(&driver)).context(BY_HAND)?;
    Ok(Outcome::Done)
}
