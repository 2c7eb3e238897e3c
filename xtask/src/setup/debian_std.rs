//! The fall-back for WebAssembly's standard library: built once from Debian's library source with Debian's compiler, in a
//! folder laid out like a toolchain.
//!
//! Cargo, clippy and rustfmt stay the ones in use; only RUSTC points here, and only for wasm builds.

use super::apt;
use super::step::Outcome;
use super::wasm_library::{TARGET, WasmStd, holds_std};
use crate::{project, shell, tell, tools};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
/// To be raised when the steps below change, so that what older ones built is built again.
const RECIPE: &str = "recipe 1";

/// The toolchain; None where it is not whole, or is of another compiler than the one installed now.
pub fn find() -> Result<Option<WasmStd>> {
    let folder = folder()?;
    let Ok(stamp) = fs::read_to_string(folder.join("stamp")) else { return Ok(None) };
    let current = Path::new(RUSTC).is_file() && compiler().is_ok_and(|compiler| stamp.starts_with(&compiler));
    if !current || !holds_std(&library(&folder, TARGET)) {
        return Ok(None);
    }
    let program = |name| folder.join("bin").join(name);
    Ok(Some(WasmStd::Own { rustc: program("rustc"), rustdoc: program("rustdoc"), stamp }))
}

pub fn install() -> Result<Outcome> {
    if !has_source() {
        tell::line(&format!("      installing Debian's {}", PACKAGES.join(", ")));
        apt::install(&PACKAGES)?;
    }
    if !has_source() {
        bail!("Debian's packages {} bring no library source here.", PACKAGES.join(", "));
    }
    let linker = linker()?;
    let folder = folder()?;
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} could not be removed.", folder.display()))?;
    }
    build(&folder, &linker)?;
    lay_out(&folder, &linker)?;
    // Last, so that a half-made folder is never taken for a whole one. The time identifies the build.
    let made = std::time::SystemTime::UNIX_EPOCH.elapsed()?.as_secs();
    fs::write(folder.join("stamp"), format!("{}\nmade {made}\n", compiler()?))?;
    Ok(Outcome::Done)
}

fn folder() -> Result<PathBuf> {
    Ok(project::cache()?.join("wasm-toolchain"))
}

fn library(folder: &Path, target: &str) -> PathBuf {
    folder.join("lib/rustlib").join(target).join("lib")
}

fn has_source() -> bool {
    Path::new(RUSTC).is_file()
        && Path::new(CARGO).is_file()
        && debian_sysroot().is_ok_and(|root| root.join("lib/rustlib/src/rust/library/std").is_dir())
}

fn debian_sysroot() -> Result<PathBuf> {
    Ok(PathBuf::from(shell::quiet(Command::new(RUSTC).args(["--print", "sysroot"]))?))
}

fn compiler() -> Result<String> {
    let version = shell::quiet(Command::new(RUSTC).arg("-vV"))?;
    Ok(format!("{RECIPE}\n{version}"))
}

fn host() -> Result<String> {
    let version = shell::quiet(Command::new(RUSTC).arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("Debian's rustc does not name its host.")?.to_owned())
}

/// Debian ships no linker for wasm with its compiler; rustup's does, and LLVM's own is the same program.
fn linker() -> Result<PathBuf> {
    let asked = shell::quiet(Command::new("rustc").args(["--print", "sysroot"]));
    let rustups =
        asked.map(PathBuf::from).and_then(|root| Ok(root.join("lib/rustlib").join(host()?).join("bin/rust-lld")));
    if let Some(linker) = rustups.ok().filter(|path| path.is_file()).or_else(|| tools::find("lld")) {
        return Ok(linker);
    }
    apt::install(&["lld"])?;
    tools::find("lld").context("There is no linker for WebAssembly (rust-lld or lld). Install lld, then try again.")
}

/// Builds the library with cargo's build-std, which needs a crate to build it for: an empty one.
fn build(folder: &Path, linker: &Path) -> Result<()> {
    let dummy = folder.join("build");
    fs::create_dir_all(dummy.join("src"))?;
    fs::write(dummy.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"dummy\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n";
    fs::write(dummy.join("Cargo.toml"), manifest)?;

    let mut cargo = Command::new(CARGO);
    cargo.args(["build", "--release", "-Zbuild-std=std,panic_abort,test", "--target", TARGET]).current_dir(&dummy);
    // The toolchain in use sets variables for everything it starts; this build must not use that toolchain.
    for foreign in ["RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "RUSTDOC", "CARGO", "CARGO_BUILD_TARGET"] {
        cargo.env_remove(foreign);
    }
    cargo
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without its bitcode the library cannot take part in link time optimisation.
        .env("RUSTFLAGS", "-C embed-bitcode=yes")
        .env("CARGO_TARGET_DIR", dummy.join("target"))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    shell::patient(&mut cargo, Duration::from_secs(30 * 60))?;

    let made = dummy.join("target").join(TARGET).join("release/deps");
    let library = library(folder, TARGET);
    fs::create_dir_all(&library)?;
    for entry in fs::read_dir(made)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libdummy") {
            fs::copy(entry.path(), library.join(name))?;
        }
    }
    Ok(fs::remove_dir_all(dummy)?)
}

/// Lays out the rest of the toolchain: links to Debian's parts, and wrappers that call the compiler with this sysroot.
#[cfg(unix)]
fn lay_out(folder: &Path, linker: &Path) -> Result<()> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let host = host()?;
    let debian = debian_sysroot()?.join("lib/rustlib");
    let ours = folder.join("lib/rustlib");
    fs::create_dir_all(ours.join(&host).join("bin"))?;
    symlink(debian.join(&host).join("lib"), ours.join(&host).join("lib"))?;
    if debian.join("etc").exists() {
        symlink(debian.join("etc"), ours.join("etc"))?;
    }
    symlink(linker, ours.join(&host).join("bin/rust-lld"))?;

    fs::create_dir_all(folder.join("bin"))?;
    for program in ["rustc", "rustdoc"] {
        let path = folder.join("bin").join(program);
        fs::write(&path, format!("#!/bin/sh\nexec /usr/bin/{program} --sysroot '{}' \"$@\"\n", folder.display()))?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn lay_out(_: &Path, _: &Path) -> Result<()> {
    bail!("This way needs a Debian machine.")
}
