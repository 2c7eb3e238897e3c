//! WebAssembly's standard library as builds use it. `wasm_std` installs it.

use crate::{project, tell};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// How wasm builds find their standard library.
pub enum WasmStd {
    /// The compiler in use has it.
    Bundled,
    /// Another compiler has it; `stamp` identifies the build.
    Own { rustc: PathBuf, rustdoc: PathBuf, stamp: String },
}

impl WasmStd {
    pub fn name(&self) -> String {
        match self {
            Self::Bundled => "the compiler's own".to_owned(),
            Self::Own { .. } => "built here from source".to_owned(),
        }
    }

    /// Makes a build command use this standard library.
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

/// Whether a folder of compiled libraries has the standard library among them.
pub fn holds_std(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}
