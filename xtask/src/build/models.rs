//! Models on their way into the page: the weights files that the manifest names, and what the page has to know of them.

use super::files::{Files, digest};
use anyhow::{Context, Result, ensure};
use inkling::manifest::{FILE, Manifest};
use inkling::mode::Mode;
use inkling::net::weights::Record;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Stands in the engines' loader where the table of models comes.
const TABLE: &str = "\"__MODELS__\"";

/// Copies the manifest and all that it names into the folder of the build.
pub fn put(models: &Path, folder: &Path) -> Result<()> {
    let manifest = models.join(FILE);
    let text = fs::read_to_string(&manifest)
        .with_context(|| format!("{} is missing. Run `cargo xtask train`.", manifest.display()))?;
    for entry in Manifest::read(&text)?.0 {
        let file = models.join(&entry.file);
        let bytes = fs::read(&file).with_context(|| format!("{} is missing.", file.display()))?;
        let whole = bytes.len() == entry.size && digest(&bytes) == entry.hash;
        ensure!(whole, "{} is not the file that the manifest names. Train it again.", file.display());
        fs::write(folder.join(&entry.file), bytes)?;
    }
    fs::write(folder.join(FILE), text).context("The manifest could not be copied.")
}

/// The manifest among what was gathered, which has no place in the finished page.
pub fn take(files: &mut Files) -> Result<Manifest> {
    let bytes = files.remove(FILE).with_context(|| format!("The build has no {FILE}."))?;
    let manifest = Manifest::read(&String::from_utf8_lossy(&bytes))?;
    ensure!(!manifest.0.is_empty(), "The manifest names no model.");
    for entry in &manifest.0 {
        ensure!(files.contains_key(&entry.file), "The build lacks {}, which the manifest names.", entry.file);
    }
    Ok(manifest)
}

/// The loader with its table: each model's file and size, the one that the page opens with first.
pub fn with_table(script: &str, manifest: &Manifest) -> Result<String> {
    ensure!(script.contains(TABLE), "The engines' loader has no place for the table of models.");
    let row = |entry: &inkling::manifest::Entry| json!([entry.name, format!("./{}", entry.file), entry.size]);
    let table: Value = manifest.0.iter().map(row).collect();
    Ok(script.replace(TABLE, &table.to_string()))
}

/// Which model reads in which mode, as the page's own markup says it: "numbers=numbers maths=shapes".
pub fn modes(manifest: &Manifest) -> String {
    let pair = |mode: Mode| Some(format!("{}={}", mode.name(), manifest.of_mode(mode)?.name));
    Mode::ALL.into_iter().filter_map(pair).collect::<Vec<_>>().join(" ")
}

/// The models that have another beside them for pictures: "text=text-pictures".
pub fn of_pictures(manifest: &Manifest) -> String {
    let pair = |mode: Mode| {
        let (drawings, pictures) = (manifest.of_mode(mode)?, manifest.of_pictures(mode)?);
        (drawings != pictures).then(|| format!("{}={}", drawings.name, pictures.name))
    };
    Mode::ALL.into_iter().filter_map(pair).collect::<Vec<_>>().join(" ")
}

/// The alphabet of the model that the page opens with, for the page's first painting.
pub fn opening_alphabet(manifest: &Manifest, files: &Files) -> Result<String> {
    let first = manifest.0.first().and_then(|entry| files.get(&entry.file)).context("There is no first model.")?;
    let record = Record::from_bytes(first).context("The first model's weights cannot be used.")?;
    Ok(record.spec.alphabet.symbols().iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
}

/// The files that are fetched when their mode is first chosen: all models but the one that the page opens with.
pub fn later(manifest: &Manifest) -> Vec<String> {
    manifest.0.iter().skip(1).map(|entry| entry.file.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;
    use inkling::manifest::Entry;

    fn manifest() -> Manifest {
        let entry = |name: &str, mode| Entry {
            name: name.into(),
            file: format!("{name}.weights"),
            hash: "0a".into(),
            size: 7,
            modes: vec![mode],
        };
        Manifest(vec![entry("numbers", Mode::Numbers), entry("shapes", Mode::Maths)])
    }

    #[test]
    fn the_shipped_models_are_those_of_the_manifest() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("inkling-models-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        put(&project::root().join("models"), &folder)?;
        assert!(folder.join("numbers.weights").is_file() && folder.join(FILE).is_file());
        fs::write(folder.join("numbers.weights"), "other")?;
        assert!(put(&folder, &folder).is_err_and(|error| error.to_string().contains("is not the file")));
        Ok(fs::remove_dir_all(folder)?)
    }

    #[test]
    fn the_loader_knows_every_model_and_the_page_every_mode() -> Result<()> {
        let script = with_table("const models = \"__MODELS__\";", &manifest())?;
        assert_eq!(script, r#"const models = [["numbers","./numbers.weights",7],["shapes","./shapes.weights",7]];"#);
        assert!(with_table("const models = [];", &manifest()).is_err());
        assert_eq!(modes(&manifest()), "numbers=numbers maths=shapes");
        assert_eq!(later(&manifest()), ["shapes.weights"]);
        let file = "shapes-pictures.weights".into();
        let own = Entry { name: "shapes-pictures".into(), file, hash: "0b".into(), size: 9, modes: Vec::new() };
        assert_eq!(
            (of_pictures(&manifest()), of_pictures(&manifest().with(own)).as_str()),
            (String::new(), "shapes=shapes-pictures")
        );
        Ok(())
    }

    #[test]
    fn a_manifest_without_its_files_is_an_error() {
        let mut files: Files = [(FILE.to_owned(), manifest().write().into_bytes())].into();
        assert!(take(&mut files).is_err_and(|error| error.to_string().contains("lacks numbers.weights")));
        assert!(take(&mut Files::new()).is_err());
    }
}
