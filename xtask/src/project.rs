//! Where things are: the repository, what cargo makes in it, and the cache shared by all copies of it.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The folder with the top level Cargo.toml.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        // Cargo says it to what it runs. What it compiled in may be another copy of the repository, where both share
        // a target folder.
        let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Path::new(&xtask).parent().map(Path::to_owned).unwrap_or_default()
    })
}

/// Where cargo puts what it builds, for this repository.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Artifacts of ours that are neither cargo's nor the page.
pub fn scratch() -> PathBuf {
    target().join("xtask")
}

/// The finished page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Tools and toolchains that several copies of this repository can share.
pub fn cache() -> Result<PathBuf> {
    if let Some(cache) = env::var_os("XDG_CACHE_HOME").filter(|path| Path::new(path).is_absolute()) {
        return Ok(PathBuf::from(cache).join("inkling"));
    }
    let home = env::home_dir().context("There is no home folder to keep tools in. Set HOME, then try again.")?;
    Ok(home.join(".cache").join("inkling"))
}

/// The version of a package that Cargo.lock names, so that a tool and the library it belongs to never disagree.
pub fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))
        .context("There is no Cargo.lock. Run `cargo generate-lockfile`, then try again.")?;
    version_in_lock(&lock, package)
        .with_context(|| format!("Cargo.lock names no {package}. Run `cargo update -p {package}`, then try again."))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let entry = lock.split("[[package]]").find(|entry| field(entry, "name") == Some(package))?;
    field(entry, "version").map(str::to_owned)
}

fn field<'a>(entry: &'a str, name: &str) -> Option<&'a str> {
    entry.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_under_its_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
