//! Downloads MNIST where it is missing; the other data sets have to be put in place by hand.

use super::{Result, TrainError, context, idx};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ORIGIN: &str = "https://storage.googleapis.com/cvdf-datasets/mnist";
const FILES: [&str; 4] = [
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
];

/// Makes the folder `data`; fails with `none` where the user named another folder, which is missing.
pub fn folder(named: Option<&str>, none: TrainError) -> Result<PathBuf> {
    if named.is_some() || std::env::var_os("INKLING_DATA").is_some() {
        return Err(none);
    }
    let folder = PathBuf::from("data");
    fs::create_dir_all(&folder).map_err(context("The folder data cannot be made"))?;
    Ok(folder)
}

/// Downloads MNIST's training part where it is missing.
pub fn mnist(folder: &Path) -> Result<()> {
    let set = folder.join("mnist");
    if FILES[..2].iter().all(|file| set.join(file).is_file()) {
        return Ok(());
    }
    fs::create_dir_all(&set).map_err(context(format!("{} cannot be made", set.display())))?;
    for file in FILES.into_iter().filter(|file| !set.join(file).is_file()) {
        eprintln!("fetching {ORIGIN}/{file}");
        fetch(file, &set).map_err(|why| {
            TrainError(format!(
                "MNIST is missing, and {file} could not be fetched: {why} Put it into {} by hand, from {ORIGIN}/.",
                set.display()
            ))
        })?;
    }
    Ok(())
}

/// Downloads a file, under another name until gzip's checksum says that it is whole.
fn fetch(file: &str, set: &Path) -> Result<()> {
    let part = set.join(format!("{file}.part"));
    let status = Command::new("curl")
        .args(["--fail", "--location", "--silent", "--show-error", "--max-time", "300", "--output"])
        .arg(&part)
        .arg(format!("{ORIGIN}/{file}"))
        .status()
        .map_err(context("there is no curl"))?;
    if !status.success() {
        let _ = fs::remove_file(&part);
        return Err(TrainError("the network or the server refused.".into()));
    }
    if let Err(why) = idx::unpacked(&part) {
        let _ = fs::remove_file(&part);
        return Err(why);
    }
    fs::rename(&part, set.join(file)).map_err(context("it cannot be kept"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_not_fetched() {
        let folder = std::env::temp_dir().join(format!("inkling-fetch-{}", std::process::id()));
        fs::create_dir_all(folder.join("mnist")).unwrap();
        FILES.iter().for_each(|file| fs::write(folder.join("mnist").join(file), b"").unwrap());
        assert!(mnist(&folder).is_ok());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_folder_that_was_named_is_not_made_up() {
        let error = folder(Some("nowhere"), TrainError("There is none.".into())).unwrap_err();
        assert_eq!(error.0, "There is none.");
    }
}
