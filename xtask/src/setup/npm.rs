//! npm, for tools that only its registry has. Nothing from it ships with the page.

use super::apt;
use crate::{shell, tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(300);

/// Installs npm where it is missing and that is allowed; whether it is available.
pub fn may_be_used() -> Result<bool> {
    if tools::find("npm").is_some() {
        return Ok(true);
    }
    if !apt::may_install() {
        return Ok(false);
    }
    apt::install(&["npm"])?;
    Ok(true)
}

/// Copies some files of a package into a folder, without its dependencies.
pub fn take(package: &str, files: &[&str], folder: &Path) -> Result<()> {
    let parcel = folder.join("parcel");
    if parcel.exists() {
        fs::remove_dir_all(&parcel)?;
    }
    fs::create_dir_all(&parcel)?;
    shell::patient(Command::new("npm").args(["pack", "--silent", package]).current_dir(&parcel), PATIENCE)?;
    let packed = fs::read_dir(&parcel)?.filter_map(|entry| Some(entry.ok()?.path()));
    let packed = packed.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "tgz"));
    let packed = packed.with_context(|| format!("npm packed no {package}."))?;
    let names = files.iter().map(|file| format!("package/{file}"));
    shell::patient(Command::new("tar").arg("-xzf").arg(packed).args(names).current_dir(&parcel), PATIENCE)?;
    for file in files {
        let name = Path::new(file).file_name().unwrap_or_default();
        fs::rename(parcel.join("package").join(file), folder.join(name))?;
    }
    Ok(fs::remove_dir_all(&parcel)?)
}
