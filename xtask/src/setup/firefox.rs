//! Firefox and its driver, for the tests of the core flows, which are skipped where they cannot be installed.

use super::apt;
use super::crates::Crate;
use super::step::{Outcome, Step};
use crate::tools;
use anyhow::Result;
use std::path::PathBuf;
use std::time::Duration;

const DRIVER_VERSION: &str = "0.37.1";

pub const STEP: Step = Step {
    what: "Firefox and its driver, for the tests",
    expected: Duration::from_secs(3 * 60),
    ready: || Ok(found()),
    install,
};

pub fn browser() -> Option<PathBuf> {
    tools::find("firefox-esr").or_else(|| tools::find("firefox"))
}

pub fn driver() -> Option<PathBuf> {
    tools::find("geckodriver")
}

fn found() -> Option<String> {
    driver()?;
    tools::version(&browser()?)
}

fn install() -> Result<Outcome> {
    let without = |why: String| Ok(Outcome::Skipped(format!("Firefox will not be tested. {why}")));
    if browser().is_none() {
        if !apt::may_install() {
            return without("Install Firefox by hand to have it tested.".to_owned());
        }
        if let Err(error) = apt::install(&["firefox-esr"]) {
            return without(first_line(&error));
        }
    }
    if driver().is_none()
        && let Err(error) = Crate::new("geckodriver", DRIVER_VERSION).install()
    {
        return without(first_line(&error));
    }
    Ok(Outcome::Done)
}

fn first_line(error: &anyhow::Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
