//! Programs that come as crates.

use super::step::Outcome;
use crate::{project, shell, tools};
use anyhow::Result;
use std::process::Command;
use std::time::Duration;

/// Installs a program from its crate, quick to build rather than quick to run: it works for seconds at a time.
pub fn install_crate(name: &str, version: &str) -> Result<Outcome> {
    // Kept apart from the page's, and removed: nothing of it is used twice.
    let target = project::scratch().join("install").join(name);
    let install = |locked: bool| {
        let mut cargo = Command::new("cargo");
        cargo.args(["install", name, "--version", version, "--force", "--root"]).arg(tools::own_root()?);
        cargo.args(locked.then_some("--locked"));
        // Away from the repository, whose cargo settings are for the page.
        cargo.current_dir(std::env::temp_dir());
        cargo
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        shell::patient(cargo.env("CARGO_TARGET_DIR", &target), Duration::from_secs(60 * 60))
    };
    match install(true) {
        // A registry mirror may lag behind the versions that the program's authors locked.
        Err(error) if error.to_string().contains("failed to select a version") => install(false)?,
        result => result?,
    }
    let _ = std::fs::remove_dir_all(&target);
    Ok(Outcome::Done)
}
