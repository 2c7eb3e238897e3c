//! The manifest of models: which exist, where their weights are, and in which modes they read. Written by training, used
//! by evaluation and by the build; plain data.

use crate::mode::Mode;
use serde_json::{Value, json};
use std::fmt;

/// The manifest's file, beside the weights.
pub const FILE: &str = "manifest.json";

/// One model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    /// The weights file, by its name.
    pub file: String,
    /// The first half of the file's SHA-256, in hexadecimal digits.
    pub hash: String,
    /// The file's size in bytes.
    pub size: usize,
    /// The modes that it reads in.
    pub modes: Vec<Mode>,
}

/// All models; the first is the one that the page opens with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest(pub Vec<Entry>);

#[derive(Debug, PartialEq, Eq)]
pub enum ManifestError {
    NotJson(String),
    /// The entry with this place, from 1 on, lacks something or names something that does not exist.
    Entry(usize),
    /// Two models have this name.
    Twice(String),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(why) => write!(f, "The manifest is not JSON ({why})"),
            Self::Entry(place) => {
                write!(f, "Entry {place} of the manifest wants name, file, hash, size and known modes")
            }
            Self::Twice(name) => write!(f, "The manifest has two models named {name}"),
        }
    }
}

impl std::error::Error for ManifestError {}

impl Manifest {
    pub fn read(text: &str) -> Result<Self, ManifestError> {
        let value: Value = serde_json::from_str(text).map_err(|error| ManifestError::NotJson(error.to_string()))?;
        let list = value.as_array().ok_or(ManifestError::Entry(1))?;
        let mut entries: Vec<Entry> = Vec::with_capacity(list.len());
        for (value, place) in list.iter().zip(1..) {
            let entry = entry(value).ok_or(ManifestError::Entry(place))?;
            if entries.iter().any(|other| other.name == entry.name) {
                return Err(ManifestError::Twice(entry.name));
            }
            entries.push(entry);
        }
        Ok(Self(entries))
    }

    pub fn write(&self) -> String {
        let entry = |entry: &Entry| {
            json!({
                "name": entry.name,
                "file": entry.file,
                "hash": entry.hash,
                "size": entry.size,
                "modes": entry.modes.iter().map(|mode| mode.name()).collect::<Vec<_>>(),
            })
        };
        let list: Value = self.0.iter().map(entry).collect();
        serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
    }

    /// The model that reads in a mode.
    pub fn of_mode(&self, mode: Mode) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.modes.contains(&mode))
    }

    /// The model that reads what is traced from pictures in a mode: that of the mode, if there is none of its own, by the
    /// name of that of the mode with `-pictures` after it.
    pub fn of_pictures(&self, mode: Mode) -> Option<&Entry> {
        let of_mode = self.of_mode(mode)?;
        self.0.iter().find(|entry| entry.name.strip_suffix("-pictures") == Some(&of_mode.name)).or(Some(of_mode))
    }

    pub fn named(&self, name: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.name == name)
    }

    /// With one more model, or with an earlier one of its name replaced.
    pub fn with(mut self, entry: Entry) -> Self {
        match self.0.iter_mut().find(|other| other.name == entry.name) {
            Some(earlier) => *earlier = entry,
            None => self.0.push(entry),
        }
        self
    }
}

fn entry(value: &Value) -> Option<Entry> {
    let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned()).filter(|text| is_plain(text));
    let modes = value.get("modes")?.as_array()?.iter().map(|mode| Mode::named(mode.as_str()?));
    Some(Entry {
        name: text("name")?,
        file: text("file")?,
        hash: text("hash")?,
        size: value.get("size")?.as_u64()?.try_into().ok()?,
        modes: modes.collect::<Option<_>>()?,
    })
}

/// Names and files stand in addresses and scripts: letters, digits, dots and hyphens alone.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, modes: &[Mode]) -> Entry {
        Entry { name: name.into(), file: format!("{name}.weights"), hash: "0a".into(), size: 7, modes: modes.into() }
    }

    #[test]
    fn what_was_written_is_read_back() {
        let manifest = Manifest::default()
            .with(entry("numbers", &[Mode::Numbers]))
            .with(entry("shapes", &[Mode::Text, Mode::Maths]))
            .with(Entry { size: 9, ..entry("numbers", &[Mode::Numbers]) });
        assert_eq!(Manifest::read(&manifest.write()).as_ref(), Ok(&manifest));
        assert_eq!((manifest.0.len(), manifest.named("numbers").map(|entry| entry.size)), (2, Some(9)));
        assert_eq!(manifest.of_mode(Mode::Maths).map(|entry| entry.name.as_str()), Some("shapes"));
        let of_pictures =
            |manifest: &Manifest| manifest.of_pictures(Mode::Text).map(|entry| entry.name.clone()).unwrap_or_default();
        assert_eq!(of_pictures(&manifest), "shapes");
        assert_eq!(of_pictures(&manifest.with(entry("shapes-pictures", &[]))), "shapes-pictures");
    }

    #[test]
    fn damaged_manifests_are_refused() {
        let good = Manifest(vec![entry("numbers", &[Mode::Numbers])]).write();
        assert!(matches!(Manifest::read("<html>"), Err(ManifestError::NotJson(_))));
        assert_eq!(Manifest::read("{}"), Err(ManifestError::Entry(1)));
        assert_eq!(
            Manifest::read(&good.replace("[\n      \"numbers\"", "[\n      \"poems\"")),
            Err(ManifestError::Entry(1))
        );
        assert_eq!(Manifest::read(&good.replace("numbers.weights", "../x")), Err(ManifestError::Entry(1)));
        let twice = Manifest(vec![entry("a", &[]), entry("a", &[])]).write();
        assert_eq!(Manifest::read(&twice), Err(ManifestError::Twice("a".into())));
    }
}
