//! The finish: from what Trunk gathered to what is served. Pure, from files to files.

use super::files::{Files, INDEX, digest};
use super::trunk::Base;
use super::{html, imports, loader, models, names, service_worker, shorten, styles, wasm};
use anyhow::{Context, Result};

pub struct Page {
    pub files: Files,
    /// Names the build: a hash over all of it.
    pub version: String,
}

pub fn finish(mut files: Files, base: &Base) -> Result<Page> {
    for (name, bytes) in files.iter_mut().filter(|(name, _)| name.ends_with(".wasm")) {
        *bytes = wasm::without_names(bytes).with_context(|| format!("{name} is not a WebAssembly module."))?;
    }
    let manifest = models::take(&mut files)?;
    if let Some(script) = files.get(loader::NAME) {
        let script = loader::with_sizes(&String::from_utf8_lossy(script), &files)?;
        let script = models::with_table(&script, &manifest)?;
        files.insert(loader::NAME.to_owned(), script.into_bytes());
    }
    shorten::scripts(&mut files)?;
    imports::shorten(&mut files)?;
    let index = files.remove(INDEX).context("The build made no index.html.")?;
    let mut index = String::from_utf8(index).context("index.html is not UTF-8.")?;
    html::refuse_inline_styles(&index)?;
    styles::bundle(&mut index, &mut files)?;
    html::hints_first(&mut index)?;
    if files.contains_key(styles::LATER_NAME) {
        index = html::with_meta(&index, "inkling-styles", styles::LATER_NAME)?;
    }
    index = html::with_meta(&index, "inkling-modes", &models::modes(&manifest))?;
    index = html::with_meta(&index, "inkling-pictures", &models::of_pictures(&manifest))?;
    index = html::with_meta(&index, "inkling-alphabet", &models::opening_alphabet(&manifest, &files)?)?;
    for script in html::take_inline_scripts(&mut index)? {
        files.insert(script.name, script.text.into_bytes());
    }
    files.insert(INDEX.to_owned(), html::with_policy(&index)?.into_bytes());

    let later = models::later(&manifest);
    let mut files = names::with_hashes(files, base)?;
    let version = version(&files);
    if let Some(index) = files.get_mut(INDEX) {
        *index = html::with_build(&String::from_utf8_lossy(index), &version)?.into_bytes();
    }
    let worker = service_worker::script(&files, &version, &later);
    files.insert(service_worker::NAME.to_owned(), worker.into_bytes());
    Ok(Page { files, version })
}

fn version(files: &Files) -> String {
    let list: String = files.iter().map(|(name, bytes)| format!("{name} {}\n", digest(bytes))).collect();
    digest(list.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkling::net::weights::Record;

    fn raw() -> Files {
        let index = r#"<!doctype html><html><head><meta charset="utf-8">
<link rel="modulepreload" href="/ink/inkling.js"><link rel="stylesheet" href="/ink/page.css">
<meta name="inkling-engine" content="engine-loader.js">
<meta name="inkling-modes" content="">
<meta name="inkling-pictures" content="">
<script type="module">import init from '/ink/inkling.js'; await init('/ink/inkling_bg.wasm');</script>
</head><body></body></html>"#;
        let module = b"\0asm\x01\0\0\0".as_slice();
        let weights = include_bytes!("../../../models/numbers.weights").as_slice();
        let manifest = br#"[{"name":"numbers","file":"numbers.weights","hash":"0a","size":7,"modes":["numbers"]}]"#;
        let files: [(&str, &[u8]); 9] = [
            ("index.html", index.as_bytes()),
            ("inkling.js", b"new URL('inkling_bg.wasm', import.meta.url)"),
            ("inkling_bg.wasm", module),
            ("engine-loader.js", b"import init from './engine-flex.js'; const models = \"__MODELS__\";"),
            ("engine-flex.js", b"new URL('engine-flex_bg.wasm', import.meta.url)"),
            ("engine-flex_bg.wasm", module),
            ("numbers.weights", weights),
            ("manifest.json", manifest),
            ("page.css", b"body { margin: 0 }"),
        ];
        files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect()
    }

    /// A model that differs from the shipped one in a threshold.
    fn other_weights() -> Vec<u8> {
        let mut record = Record::from_bytes(&raw()["numbers.weights"]).unwrap();
        record.calibration.sure += 0.01;
        record.to_bytes()
    }

    fn finished(raw: Files) -> Page {
        finish(raw, &Base::new("/ink/").unwrap()).unwrap()
    }

    fn text(page: &Page, name: &str) -> String {
        String::from_utf8(page.files[name].clone()).unwrap()
    }

    fn named<'a>(page: &'a Page, start: &str, end: &str) -> &'a str {
        let name = page.files.keys().find(|name| name.starts_with(start) && name.ends_with(end));
        name.unwrap_or_else(|| panic!("no {start}*{end} in {:?}", page.files.keys()))
    }

    #[test]
    fn every_reference_leads_to_a_file_with_a_hash() {
        let page = finished(raw());
        let index = text(&page, "index.html");
        let loader = named(&page, "engine-loader-", ".js");
        assert!(index.contains(&format!("content=\"{loader}\"")), "{index}");
        assert!(index.contains(&format!("href=\"/ink/{}\"", named(&page, "inkling-", ".js"))), "{index}");
        let script = text(&page, loader);
        assert!(script.contains(&format!("'./{}'", named(&page, "engine-flex-", ".js"))), "{script}");
        assert!(script.contains(&format!("\"./{}\"", named(&page, "numbers-", ".weights"))), "{script}");
        for plain in ["inkling.js", "engine-flex.js", "numbers.weights", "page.css"] {
            assert!(!page.files.contains_key(plain), "{plain} has no hash");
        }
    }

    #[test]
    fn a_changed_leaf_renames_all_that_leads_to_it() {
        let before = finished(raw());
        let mut changed = raw();
        changed.insert("numbers.weights".to_owned(), other_weights());
        let after = finished(changed);
        assert_ne!(before.version, after.version);
        assert_ne!(named(&before, "engine-loader-", ".js"), named(&after, "engine-loader-", ".js"));
        assert_eq!(named(&before, "inkling_bg-", ".wasm"), named(&after, "inkling_bg-", ".wasm"));
    }

    #[test]
    fn the_same_sources_make_the_same_page() {
        assert_eq!(finished(raw()).files, finished(raw()).files);
    }

    #[test]
    fn nothing_in_the_page_is_inline() {
        let page = finished(raw());
        let index = text(&page, "index.html");
        assert!(!index.contains("await init"), "{index}");
        assert!(index.contains(named(&page, "start-", ".js")), "{index}");
        assert!(index.contains("Content-Security-Policy"), "{index}");
        assert!(index.contains("<meta name=\"inkling-modes\" content=\"numbers=numbers\">"), "{index}");
        assert!(index.contains(&format!("<meta name=\"inkling-build\" content=\"{}\">", page.version)), "{index}");
    }

    #[test]
    fn the_service_worker_knows_every_file() {
        let page = finished(raw());
        let worker = text(&page, "sw.js");
        for name in page.files.keys().filter(|name| *name != "sw.js") {
            assert!(worker.contains(&format!("\"{name}\"")), "{name} is not in {worker}");
        }
        assert!(worker.contains(&page.version));
    }
}
