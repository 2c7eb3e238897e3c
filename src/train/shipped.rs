//! The weights of shipped models.

use super::{Result, TrainError, context};
use crate::manifest::{self, Manifest};
use crate::mode::Mode;
use std::path::Path;

/// The weights of the model that the manifest names for a mode.
pub fn weights_of(folder: &Path, mode: Mode) -> Result<Vec<u8>> {
    let file = folder.join(manifest::FILE);
    let text = std::fs::read_to_string(&file).map_err(context(format!("{} cannot be read", file.display())))?;
    let manifest = Manifest::read(&text).map_err(context(format!("{} cannot be used", file.display())))?;
    let entry = manifest.of_mode(mode).ok_or_else(|| {
        TrainError(format!("{} names no model for {}. Train one first.", file.display(), mode.name()))
    })?;
    let file = folder.join(&entry.file);
    std::fs::read(&file).map_err(context(format!("{} cannot be read", file.display())))
}
