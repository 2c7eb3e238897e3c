//! The page as it is sent: each file with its type, its tag and its gzip'd form, made once.

use super::lock::lock;
use crate::build::files::{Files, digest};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

pub struct Site {
    entries: HashMap<String, Entry>,
    /// The path under which the page lives; ends with a slash.
    base: String,
    /// Pages from elsewhere may read what is here.
    open: bool,
}

#[derive(Clone)]
pub struct Entry {
    pub kind: &'static str,
    pub tag: String,
    /// Named by its content: a browser may keep it for ever.
    pub immutable: bool,
    pub plain: Arc<[u8]>,
    pub gzip: Option<Arc<[u8]>>,
}

pub enum Found<'a> {
    Entry(&'a Entry),
    /// The page's folder without its slash, or the server's root.
    Redirect(&'a str),
    Nothing,
}

impl Site {
    pub fn new(files: &Files, base: &str) -> Self {
        let entries = files.iter().map(|(name, bytes)| (name.clone(), Entry::new(name, bytes))).collect();
        Self { entries, base: base.to_owned(), open: false }
    }

    /// A place that lets every page read what it has.
    pub fn open_to_all(self) -> Self {
        Self { open: true, ..self }
    }

    pub fn is_open(&self) -> bool {
        self.open
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    /// What lies under a decoded path. Only files of the page can be found: there is no way out of a map.
    pub fn find(&self, path: &str) -> Found<'_> {
        let Some(name) = path.strip_prefix(&self.base) else {
            let towards = path == "/" || format!("{path}/") == self.base;
            return if towards { Found::Redirect(&self.base) } else { Found::Nothing };
        };
        let index = if name.is_empty() || name.ends_with('/') { "index.html" } else { "" };
        self.entries.get(&format!("{name}{index}")).map_or(Found::Nothing, Found::Entry)
    }
}

impl Entry {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let packed = gzip(bytes);
        Self {
            kind: kind(name),
            tag: format!("\"{}\"", digest(bytes)),
            immutable: carries_hash(name),
            plain: bytes.into(),
            // Pictures are packed already.
            gzip: (packed.len() < bytes.len()).then_some(packed),
        }
    }
}

/// What was packed before in this program, by its digest: each test serves the same page anew.
static PACKED: LazyLock<Mutex<HashMap<String, Arc<[u8]>>>> = LazyLock::new(Mutex::default);

pub fn gzip(bytes: &[u8]) -> Arc<[u8]> {
    let digest = digest(bytes);
    if let Some(packed) = lock(&PACKED).get(&digest) {
        return packed.clone();
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail; an empty result would only mean that the file is sent as it is.
    let _ = encoder.write_all(bytes);
    let packed: Arc<[u8]> = encoder.finish().unwrap_or_default().into();
    lock(&PACKED).insert(digest, packed.clone());
    packed
}

/// "engine-flex-0123456789abcdef.js"
fn carries_hash(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let names = ["index.html", "sw.js", "ink-0123456789abcdef.js", "icons/a.png"];
        let files = names.into_iter().map(|name| (name.to_owned(), b"content ".repeat(20).clone())).collect();
        Site::new(&files, "/ink/")
    }

    fn entry(path: &str) -> Entry {
        match site().find(path) {
            Found::Entry(entry) => entry.clone(),
            _ => panic!("nothing at {path}"),
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(entry("/ink/ink-0123456789abcdef.js").immutable);
        assert!(!entry("/ink/sw.js").immutable);
        assert!(!entry("/ink/").immutable);
    }

    #[test]
    fn what_was_packed_before_is_not_packed_again() {
        let packed = gzip(b"packed once");
        assert!(Arc::ptr_eq(&packed, &gzip(b"packed once")));
        assert!(!Arc::ptr_eq(&packed, &gzip(b"packed twice")));
    }

    #[test]
    fn a_folder_is_its_index() {
        let files: Files = [("one/index.html".to_owned(), b"one".to_vec())].into();
        let site = Site::new(&files, "/");
        assert!(matches!(site.find("/one/"), Found::Entry(entry) if *entry.plain == *b"one"));
        assert!(matches!(site.find("/one"), Found::Nothing));
    }

    #[test]
    fn paths_lead_to_files_of_the_page_or_nowhere() {
        assert_eq!(entry("/ink/icons/a.png").kind, "image/png");
        assert!(matches!(site().find("/ink"), Found::Redirect("/ink/")));
        assert!(matches!(site().find("/"), Found::Redirect("/ink/")));
        for path in
            ["/ink/../Cargo.toml", "/ink//etc/passwd", "/index.html", "/inkling/", "", "/ink/icons", "/ink/icons/"]
        {
            assert!(matches!(site().find(path), Found::Nothing), "{path}");
        }
    }
}
