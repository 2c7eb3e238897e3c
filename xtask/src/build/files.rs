//! A page as a map from names to contents.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Names are relative, with forward slashes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The page itself, at its root.
pub const INDEX: &str = "index.html";

/// The first half of a SHA-256, in hex: enough to tell builds apart, and the service worker can check it.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

pub fn read_folder(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    gather(folder, "", &mut files)
        .with_context(|| format!("{} could not be read. Run `cargo xtask build`, then try again.", folder.display()))?;
    Ok(files)
}

fn gather(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Replaces the folder as a whole, so that no file of an older build stays behind.
pub fn write_folder(files: &Files, folder: &Path) -> Result<()> {
    let fresh = folder.with_extension("new");
    let write = || -> Result<()> {
        if fresh.exists() {
            fs::remove_dir_all(&fresh)?;
        }
        for (name, bytes) in files {
            let path = fresh.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&fresh))?;
            fs::write(path, bytes)?;
        }
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        Ok(fs::rename(&fresh, folder)?)
    };
    write().with_context(|| format!("{} could not be written. Is there room on the disk?", folder.display()))
}
