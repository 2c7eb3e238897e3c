//! What training measured, for the page that tells of it: one file, fetched when it is first looked at.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

const NAME: &str = "figures.json";

/// Puts the metrics and, where there are any, the experiments into the folder of the build.
pub fn put(models: &Path, folder: &Path) -> Result<()> {
    let metrics = read(&models.join("metrics.json"))?
        .with_context(|| format!("There is no metrics.json in {}. Run `cargo xtask train`.", models.display()))?;
    let figures = json!({ "metrics": metrics, "experiments": read(&models.join("experiments.json"))? });
    let file = folder.join(NAME);
    fs::write(&file, figures.to_string()).with_context(|| format!("{} could not be written.", file.display()))
}

fn read(file: &Path) -> Result<Option<Value>> {
    let text = match fs::read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("{} could not be read.", file.display())),
    };
    serde_json::from_slice(&text).map(Some).with_context(|| format!("{} is not JSON.", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn experiments_may_be_missing_and_metrics_may_not() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("inkling-figures-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        assert!(put(&folder, &folder).is_err());
        fs::write(folder.join("metrics.json"), "{ \"a\": 0.1 }")?;
        put(&folder, &folder)?;
        assert_eq!(fs::read_to_string(folder.join(NAME))?, r#"{"experiments":null,"metrics":{"a":0.1}}"#);
        Ok(fs::remove_dir_all(folder)?)
    }
}
