//! Rust's standard library for WebAssembly: rustup's where it can be had, else one built from Debian's source.

use super::debian_std;
use super::step::{Outcome, Step};
use crate::{project, shell, tell, tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub const STEP: Step = Step {
    what: "Rust's standard library for WebAssembly",
    expected: Duration::from_secs(30),
    ready: || Ok(find()?.map(|std| std.name())),
    install,
};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// How wasm builds find their standard library.
pub enum WasmStd {
    /// The compiler in use brings it along.
    Bundled,
    /// A compiler of our own, beside the one in use.
    Own { rustc: PathBuf, rustdoc: PathBuf, stamp: String },
}

impl WasmStd {
    fn name(&self) -> String {
        match self {
            Self::Bundled => "the compiler's own".to_owned(),
            Self::Own { .. } => "built here from source".to_owned(),
        }
    }

    /// Makes a build command use it.
    pub fn apply(&self, command: &mut Command) {
        if let Self::Own { rustc, rustdoc, .. } = self {
            command.env("RUSTC", rustc).env("RUSTDOC", rustdoc);
        }
    }

    /// Cargo does not see that a standard library was rebuilt under the same compiler version, and would mix what was
    /// built against the old one with the new.
    pub fn clear_outdated_builds(&self) -> Result<()> {
        let Self::Own { stamp, .. } = self else { return Ok(()) };
        let built = project::target().join(TARGET);
        let note = built.join(".standard-library");
        if fs::read_to_string(&note).is_ok_and(|noted| noted == *stamp) {
            return Ok(());
        }
        if built.is_dir() {
            tell::line("The standard library changed: what was built against the old one is removed.");
            fs::remove_dir_all(&built).with_context(|| format!("{} could not be removed.", built.display()))?;
        }
        fs::create_dir_all(&built)?;
        Ok(fs::write(note, stamp)?)
    }
}

pub fn find() -> Result<Option<WasmStd>> {
    if bundled() {
        return Ok(Some(WasmStd::Bundled));
    }
    debian_std::find()
}

fn bundled() -> bool {
    let mut ask = Command::new("rustc");
    let folder = shell::quiet(ask.args(["--print", "target-libdir", "--target", TARGET]));
    folder.is_ok_and(|folder| holds_std(Path::new(&folder)))
}

pub fn holds_std(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

fn install() -> Result<Outcome> {
    let Some(rustup) = tools::find("rustup") else {
        tell::line("      there is no rustup here; trying Debian's source");
        return debian_std::install();
    };
    // One short try: the download is 20 MB, and where it is blocked the fall-back is quicker than patience.
    let mut add = Command::new(rustup);
    add.args(["target", "add", TARGET]).env("RUSTUP_MAX_RETRIES", "1");
    let refused = match shell::patient(&mut add, Duration::from_secs(180)) {
        Ok(()) if bundled() => return Ok(Outcome::Done),
        Ok(()) => anyhow::anyhow!("rustup added the target, but the compiler in use does not have it."),
        Err(error) => error,
    };
    tell::line("      rustup could not fetch it; building it from Debian's source instead, about 3 min");
    debian_std::install().with_context(|| {
        format!("{refused}\nInstall it with `rustup target add {TARGET}` where there is a network, then try again.")
    })
}
