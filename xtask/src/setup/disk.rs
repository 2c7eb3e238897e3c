//! Checks for free disk space before an hour of work fails without it.

use super::purpose::Purpose;
use crate::{project, shell};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// The megabytes that must be free.
pub struct Need(u64);

impl Need {
    /// As measured: tools and a first build of the page take 2 GB, all checks together 4.5 GB, and half as much again for
    /// temporary files.
    pub fn of(purpose: Purpose, tools_ready: bool) -> Self {
        let built = project::target().join("wasm32-unknown-unknown").is_dir();
        Self(match (built && tools_ready, purpose) {
            (true, _) => 300,
            (false, Purpose::Page | Purpose::Browser | Purpose::Bench) => 3_000,
            (false, Purpose::Tests) => 7_000,
        })
    }
}

pub fn check(Need(needed): Need) -> Result<()> {
    let target = project::target();
    let folder = existing(&target);
    let Some(free) = free(folder) else { return Ok(()) };
    if free < needed {
        bail!(
            "The disk with {} has {free} MB free; this needs about {needed} MB. Free some space, or set \
             CARGO_TARGET_DIR to a folder on a larger disk, then try again.",
            folder.display()
        );
    }
    Ok(())
}

/// The folder itself, or its nearest ancestor that exists.
fn existing(folder: &Path) -> &Path {
    folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder)
}

/// The free megabytes; None where `df` is not available, so that nothing is checked.
fn free(folder: &Path) -> Option<u64> {
    let table = shell::quiet(Command::new("df").arg("-Pk").arg(folder)).ok()?;
    free_in(&table)
}

fn free_in(table: &str) -> Option<u64> {
    let kilobytes: u64 = table.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kilobytes / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_yet_to_be_made_is_on_the_disk_of_the_one_around_it() {
        let here = project::root();
        assert_eq!(existing(&here.join("not/made/yet")), here);
        assert_eq!(existing(here), here);
    }

    #[test]
    fn the_free_space_is_the_fourth_column() {
        let table = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda 100 50 51200 50% /\n";
        assert_eq!(free_in(table), Some(50));
        assert_eq!(free_in("nonsense"), None);
    }
}
