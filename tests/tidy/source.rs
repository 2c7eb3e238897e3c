//! The files that the rules speak of.

use std::fs;
use std::path::Path;

pub struct Source {
    /// From the repository's root, with forward slashes.
    pub path: String,
    pub text: String,
}

/// All files in these folders (or these files themselves, where they are there) whose names end so, in order of their
/// paths.
pub fn read(places: &[&str], endings: &[&str]) -> Vec<Source> {
    let mut sources = Vec::new();
    for place in places {
        gather(place, endings, &mut sources);
    }
    sources
}

/// Sources made up for a test, under `src`.
pub fn made(files: &[(&str, &str)]) -> Vec<Source> {
    files.iter().map(|(path, text)| Source { path: format!("src/{path}"), text: (*text).to_owned() }).collect()
}

/// Fails with every violation, the rule and the cure; passes where there are none.
pub fn enforce(rule: &str, cure: &str, violations: &[String]) {
    assert!(violations.is_empty(), "\n\n{}\n\nThe rule: {rule}\nWhat to do: {cure}\n", violations.join("\n"));
}

fn gather(place: &str, endings: &[&str], sources: &mut Vec<Source>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    if let Ok(folder) = fs::read_dir(&path) {
        let mut names: Vec<_> = folder.flatten().map(|entry| entry.file_name()).collect();
        names.sort();
        for name in names {
            gather(&format!("{place}/{}", name.to_string_lossy()), endings, sources);
        }
    } else if path.is_file() && endings.iter().any(|ending| place.ends_with(ending)) {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{place} could not be read: {error}"));
        sources.push(Source { path: place.to_owned(), text });
    }
}
