//! The native programs, training and evaluation: built with optimisation and run with this terminal's streams.

use crate::{project, shell};
use anyhow::Result;
use std::process::{Command, ExitCode};

/// Runs it with these arguments, untouched. Cargo writes to standard error, so that standard output is the program's
/// alone.
pub fn run(name: &str, arguments: &[String]) -> Result<ExitCode> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--profile", "fast", "--features", "train", "--bin", name]);
    cargo.arg("--manifest-path").arg(project::root().join("Cargo.toml"));
    let status = shell::hand_over(cargo.arg("--").args(arguments))?;
    Ok(match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code) => ExitCode::from(code),
        None => ExitCode::FAILURE,
    })
}
