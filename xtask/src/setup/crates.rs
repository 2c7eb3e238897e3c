//! Programs that are installed from crates.

use super::step::Outcome;
use crate::{project, shell, tools};
use anyhow::Result;
use std::process::Command;
use std::time::Duration;

pub struct Crate<'a> {
    pub name: &'a str,
    pub version: &'a str,
    pub features: &'a [&'a str],
}

impl<'a> Crate<'a> {
    pub const fn new(name: &'a str, version: &'a str) -> Self {
        Self { name, version, features: &[] }
    }

    /// Whether set-up's own folder has it, by cargo's list of what is installed there.
    pub fn is_installed(&self) -> Result<bool> {
        let list = std::fs::read_to_string(tools::own_root()?.join(".crates.toml")).unwrap_or_default();
        Ok(list.contains(&format!("\"{} {} (", self.name, self.version)))
    }

    /// Installs its program with few optimisations: it builds faster, and runs for seconds only.
    pub fn install(&self) -> Result<Outcome> {
        // A target folder of its own, which is removed: nothing of it is used twice.
        let target = project::scratch().join("install").join(self.name);
        let install = |locked: bool| {
            let mut cargo = Command::new("cargo");
            cargo.args(["install", self.name, "--version", self.version, "--force", "--root"]).arg(tools::own_root()?);
            cargo.args(["--features", &self.features.join(",")]);
            cargo.args(locked.then_some("--locked"));
            // Outside the repository, whose cargo settings are for the page.
            cargo.current_dir(std::env::temp_dir());
            cargo
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
            shell::patient(cargo.env("CARGO_TARGET_DIR", &target), Duration::from_secs(60 * 60))
        };
        match install(true) {
            // A registry mirror may lack the versions in the program's lock file.
            Err(error) if error.to_string().contains("failed to select a version") => install(false)?,
            result => result?,
        }
        let _ = std::fs::remove_dir_all(&target);
        Ok(Outcome::Done)
    }
}
