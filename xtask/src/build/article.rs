//! The article on the model, written from what training measured: one file, fetched when it is first looked at.

use anyhow::{Context, Result};
use inkling::article;
use inkling::metrics::Metrics;
use serde_json::{Value, json};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What is known of the models that no metrics were kept of.
const CARDS: [&str; 2] = ["text.md", "maths.md"];
const NAME: &str = "model.article";

/// Writes it from the metrics and, where there are any, the experiments into the folder of the build.
pub fn put(models: &Path, folder: &Path) -> Result<()> {
    let metrics = read(&models.join("metrics.json"))?
        .with_context(|| format!("There is no metrics.json in {}. Run `cargo xtask train`.", models.display()))?;
    let both = json!({ "metrics": metrics, "experiments": read(&models.join("experiments.json"))? });
    let metrics = Metrics::read(&both.to_string())
        .with_context(|| format!("The figures in {} lack what the article tells of.", models.display()))?;
    let cards: Vec<String> = CARDS.iter().filter_map(|card| fs::read_to_string(models.join(card)).ok()).collect();
    let file = folder.join(NAME);
    fs::write(&file, article::write(&metrics, &cards).encode())
        .with_context(|| format!("{} could not be written.", file.display()))
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
    use crate::project;

    #[test]
    fn experiments_may_be_missing_and_metrics_may_not() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("inkling-article-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        assert!(put(&folder, &folder).is_err());
        fs::write(folder.join("metrics.json"), "{ \"sets\": [] }")?;
        assert!(put(&folder, &folder).is_err());
        fs::copy(project::root().join("models/metrics.json"), folder.join("metrics.json"))?;
        put(&folder, &folder)?;
        assert!(article::Article::decode(&fs::read(folder.join(NAME))?).is_some());
        Ok(fs::remove_dir_all(folder)?)
    }
}
