//! Names that carry their content's hash, so that a page never mixes the files of two builds and a browser may keep
//! each for ever.
//!
//! Trunk hashes only what it made itself. Here one rule holds for all: scripts, modules, styles, weights and the
//! article are renamed, leaves first, and whoever mentions one by its path mentions the new name.

use super::files::{Files, INDEX, digest};
use super::trunk::Base;
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::ops::Range;

const RENAMED: [&str; 7] = [".js", ".json", ".wasm", ".css", ".weights", ".language", ".article"];
const TEXT: [&str; 5] = [".html", ".js", ".css", ".webmanifest", ".json"];

pub fn with_hashes(mut files: Files, base: &Base) -> Result<Files> {
    let mentions: BTreeMap<String, Vec<Mention>> = files
        .iter()
        .filter(|(name, _)| has_ending(name, &TEXT))
        .map(|(name, bytes)| (name.clone(), mentions(name, &String::from_utf8_lossy(bytes), &files, base)))
        .collect();
    let mut renamed = BTreeMap::new();
    let mut finished = Files::new();
    while !files.is_empty() {
        // A file is ready when all that it mentions has its final name.
        let waits = |name: &str| {
            let mentioned = mentions.get(name).into_iter().flatten();
            mentioned.into_iter().any(|mention| mention.of != name && files.contains_key(&mention.of))
        };
        let ready: Vec<String> = files.keys().filter(|name| !waits(name)).cloned().collect();
        if ready.is_empty() {
            let circle: Vec<_> = files.into_keys().collect();
            bail!("These files mention each other in a circle, so that none can carry its hash: {}", circle.join(", "));
        }
        for name in ready {
            let bytes = files.remove(&name).unwrap_or_default();
            let bytes = match mentions.get(&name) {
                Some(mentions) => rewrite(&String::from_utf8_lossy(&bytes), mentions, &renamed).into_bytes(),
                None => bytes,
            };
            let new = if has_ending(&name, &RENAMED) { hashed(&name, &bytes) } else { name.clone() };
            renamed.insert(name, new.clone());
            finished.insert(new, bytes);
        }
    }
    refuse_old_names(&finished, &renamed)?;
    Ok(finished)
}

/// Whether a finished file is the one that had this name before it carried its hash.
pub fn is_of(name: &str, raw: &str) -> bool {
    let (stem, ending) = raw.rsplit_once('.').unwrap_or((raw, ""));
    let hash = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-'));
    let hash = hash.and_then(|rest| rest.strip_suffix(ending)).and_then(|rest| rest.strip_suffix('.'));
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A page that asks for a file by the name that it had before would stay blank; better to hear of it here.
fn refuse_old_names(files: &Files, renamed: &BTreeMap<String, String>) -> Result<()> {
    let index = files.get(INDEX).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
    for (old, _) in renamed.iter().filter(|(old, new)| old != new) {
        let names_it =
            |run: &str| run.strip_suffix(old.as_str()).is_some_and(|way| way.is_empty() || way.ends_with('/'));
        if let Some(run) = runs(&index).map(|(_, run)| run).find(|run| names_it(run)) {
            bail!(
                "{INDEX} names {run}, which has another name by now. Take a plainer --public-url, or name the file by \
                 its path from the page."
            );
        }
    }
    Ok(())
}

/// A file named in another: where its last part, the one that changes, stands.
struct Mention {
    of: String,
    last_part: Range<usize>,
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

fn hashed(name: &str, bytes: &[u8]) -> String {
    let at = name.rfind('.').unwrap_or(name.len());
    format!("{}-{}{}", &name[..at], digest(bytes), &name[at..])
}

/// Every run of path characters that, seen from the file or from the page's root, is the path of a renamed file.
fn mentions(name: &str, text: &str, files: &Files, base: &Base) -> Vec<Mention> {
    let folder = name.rfind('/').map_or("", |at| &name[..=at]);
    let mention = |(start, run): (usize, &str)| {
        let of = resolve(run, folder, base);
        let last = run.rfind('/').map_or(0, |at| at + 1);
        let there = has_ending(run, &RENAMED) && files.contains_key(&of);
        there.then(|| Mention { of, last_part: start + last..start + run.len() })
    };
    runs(text).filter_map(mention).collect()
}

/// Every run of path characters, and where it starts.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive(between).scan(0, |next, run| {
        let start = *next;
        *next += run.len();
        Some((start, run.trim_end_matches(between)))
    })
}

fn between(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || "._-/~%".contains(c))
}

/// The path that a run may mean.
fn resolve(run: &str, folder: &str, base: &Base) -> String {
    // No run contains the colons of a full address: before the host, and before a port.
    let base = base.as_str().rsplit(between).next().unwrap_or_default();
    let from_root = run.strip_prefix(base).or_else(|| run.strip_prefix('/'));
    if let Some(path) = from_root.filter(|_| base != "./") {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = folder.split_terminator('/').collect();
    for part in run.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn rewrite(text: &str, mentions: &[Mention], renamed: &BTreeMap<String, String>) -> String {
    let mut result = String::with_capacity(text.len() + 20 * mentions.len());
    let mut copied = 0;
    for Mention { of, last_part } in mentions {
        let Some(new) = renamed.get(of) else { continue };
        result += &text[copied..last_part.start];
        result += new.rsplit('/').next().unwrap_or(new);
        copied = last_part.end;
    }
    result + &text[copied..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_mention_is_seen_from_its_own_folder() {
        let raw = files(&[
            ("a.js", "import './snippets/x/inline0.js'"),
            ("snippets/x/inline0.js", "import '../../b.js'"),
            ("b.js", "1"),
            ("icons/a.png", "no text"),
        ]);
        let done = with_hashes(raw, &Base::default()).unwrap();
        let b = done.keys().find(|name| name.starts_with("b-")).unwrap();
        let inner = done.keys().find(|name| name.starts_with("snippets/x/inline0-")).unwrap();
        assert_eq!(done[inner], format!("import '../../{b}'").into_bytes());
        assert!(done.contains_key("icons/a.png"));
    }

    #[test]
    fn full_addresses_are_mentions_too() {
        for url in
            ["https://a.example/b", "https://a.example:8443/b", "http://[::1]:80", "http://[::1]/b", "/~me", "/b%20c"]
        {
            let raw = files(&[("index.html", &format!("src=\"{url}/a.js\"")), ("a.js", "1")]);
            let done = with_hashes(raw, &Base::new(url).unwrap()).unwrap();
            assert!(String::from_utf8_lossy(&done["index.html"]).contains(&format!("{url}/a-")), "{url}");
        }
    }

    #[test]
    fn a_name_from_before_is_an_error() {
        let raw = files(&[("index.html", "src='https://other.example/x/a.js'"), ("a.js", "1")]);
        let error = with_hashes(raw, &Base::new("/b").unwrap()).err().unwrap().to_string();
        assert!(error.contains("names //other.example/x/a.js,"), "{error}");
        let raw = files(&[("index.html", "src='/b/a.js' data-of='/b/aa.js'"), ("a.js", "1")]);
        assert!(with_hashes(raw, &Base::new("/b").unwrap()).is_ok());
    }

    #[test]
    fn a_longer_name_is_not_a_mention_of_a_shorter() {
        let raw = files(&[("a.js", "'b.js' 'ab.js'"), ("b.js", "1")]);
        let done = with_hashes(raw, &Base::default()).unwrap();
        let a = done.iter().find(|(name, _)| name.starts_with("a-")).unwrap().1;
        assert!(String::from_utf8_lossy(a).ends_with(" 'ab.js'"));
    }

    #[test]
    fn a_finished_name_belongs_to_one_raw_name() {
        let name = hashed("text.weights", b"numbers");
        assert!(is_of(&name, "text.weights"), "{name}");
        for other in ["te.weights", "text.js", "weights", "text-.weights"] {
            assert!(!is_of(&name, other), "{other}");
        }
        assert!(!is_of("text.weights", "text.weights"));
    }

    #[test]
    fn a_circle_is_an_error() {
        let raw = files(&[("a.js", "'./b.js'"), ("b.js", "'./a.js'")]);
        assert!(with_hashes(raw, &Base::default()).unwrap_err().to_string().contains("circle"));
    }
}
