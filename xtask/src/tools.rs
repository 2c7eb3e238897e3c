//! Finding programs: first where set-up puts its own, then on the PATH.

use crate::{project, shell};
use anyhow::Result;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs installed by set-up stay out of the user's own.
pub fn own_root() -> Result<PathBuf> {
    Ok(project::cache()?.join("tools"))
}

/// Where a program lies that set-up installed.
pub fn own_program(name: &str) -> Result<PathBuf> {
    Ok(own_root()?.join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX)))
}

/// The folders to look in, in order.
fn folders() -> Vec<PathBuf> {
    let own = own_root().map(|root| root.join("bin")).ok();
    let path = env::var_os("PATH").unwrap_or_default();
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    own.into_iter().chain(env::split_paths(&path)).chain(cargo.map(|home| home.join("bin"))).collect()
}

/// All places where a program of that name lies, best first.
pub fn all(name: &str) -> Vec<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    folders().into_iter().map(|folder| folder.join(&file)).filter(|path| path.is_file()).collect()
}

pub fn find(name: &str) -> Option<PathBuf> {
    all(name).into_iter().next()
}

/// The one whose `--version` the check accepts.
pub fn find_version(name: &str, accept: impl Fn(&str) -> bool) -> Option<PathBuf> {
    all(name).into_iter().find(|path| version(path).is_some_and(|version| accept(&version)))
}

/// The version in "trunk 0.21.14" or "cargo 1.95.0 (hash date)".
pub fn version(program: &Path) -> Option<String> {
    let said = shell::quiet(Command::new(program).arg("--version")).ok()?;
    said.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

/// A PATH on which the programs found here come first, for those that look for each other.
pub fn path_with(programs: &[PathBuf]) -> OsString {
    let first = programs.iter().filter_map(|program| program.parent()).map(Path::to_owned);
    let all: Vec<_> = first.chain(folders()).collect();
    env::join_paths(all).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
}

pub fn is_root() -> bool {
    shell::quiet(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}
