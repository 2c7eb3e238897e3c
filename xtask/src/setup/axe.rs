//! axe-core, which audits the page for accessibility in the tests. It never ships with the page.

use super::npm;
use super::step::{Outcome, Step};
use crate::{project, shell};
use anyhow::Result;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

const VERSION: &str = "4.14.1";

pub const STEP: Step = Step {
    what: "axe-core, the accessibility audit, for the tests",
    expected: Duration::from_secs(5),
    ready: || Ok(script()?.map(|_| VERSION.to_owned())),
    install,
};

/// The script that a test puts into the page.
pub fn script() -> Result<Option<PathBuf>> {
    let path = folder()?.join("node_modules/axe-core/axe.min.js");
    Ok(path.is_file().then_some(path))
}

fn folder() -> Result<PathBuf> {
    Ok(project::cache()?.join(format!("axe-core-{VERSION}")))
}

fn install() -> Result<Outcome> {
    if !npm::may_be_used()? {
        let why = "The accessibility audit will not run. Install npm by hand to have it.";
        return Ok(Outcome::Skipped(why.to_owned()));
    }
    let folder = folder()?;
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), "{ \"private\": true }\n")?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", &format!("axe-core@{VERSION}")]);
    shell::patient(npm.current_dir(&folder), Duration::from_secs(300))?;
    Ok(Outcome::Done)
}
