//! The service worker, written for one build: it knows each file and its hash.

use super::files::{Files, digest};
use super::{engines, names};

pub const NAME: &str = "sw.js";

const TEMPLATE: &str = include_str!("sw.js");

/// `models` are the files of models, named as before they carried their hash, that the page does not open with.
pub fn script(files: &Files, version: &str, models: &[String]) -> String {
    let list: Vec<String> = files.iter().map(|(name, bytes)| format!("  \"{name}\": \"{}\"", digest(bytes))).collect();
    let later = files.keys().filter(|name| is_kept_on_first_use(name, models));
    let later: Vec<String> = later.map(|name| format!("\"{name}\"")).collect();
    TEMPLATE
        .replace("__VERSION__", version)
        .replace("__FILES__", &format!("{{\n{}\n}}", list.join(",\n")))
        .replace("__LATER__", &format!("[{}]", later.join(", ")))
}

/// Large files that not every visitor needs are kept once they are used: engines that one may choose, and models that
/// the page does not open with.
fn is_kept_on_first_use(name: &str, models: &[String]) -> bool {
    engines::owns(name) || models.iter().any(|model| names::is_of(name, model))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_engines_wait_for_their_first_use() {
        let names = [
            "engine-flex-1.js",
            "engine-loader-2.js",
            "engine-webgpu_bg-3.wasm",
            "engine-ndarray-4.js",
            "shapes-0123456789abcdef.weights",
        ];
        let files = names.into_iter().map(|name| (name.to_owned(), Vec::new())).collect();
        let script = script(&files, "b1", &["shapes.weights".to_owned()]);
        assert!(
            script.contains(
                r#"new Set(["engine-ndarray-4.js", "engine-webgpu_bg-3.wasm", "shapes-0123456789abcdef.weights"])"#
            ),
            "{script}"
        );
        assert!(names.iter().all(|name| script.contains(&format!("\"{name}\": "))), "{script}");
    }

    #[test]
    fn models_that_the_page_does_not_open_with_wait_for_their_first_use() {
        let names = ["numbers-0123456789abcdef.weights", "text-0123456789abcdef.weights", "text-0123456789abcdef.js"];
        let files = names.into_iter().map(|name| (name.to_owned(), Vec::new())).collect();
        let script = script(&files, "b1", &["text.weights", "maths.weights"].map(str::to_owned));
        assert!(script.contains(r#"new Set(["text-0123456789abcdef.weights"])"#), "{script}");
    }

    #[test]
    fn nothing_is_left_to_be_filled_in() {
        let script = script(&[("index.html".to_owned(), Vec::new())].into(), "b1", &[]);
        assert!(script.contains("const VERSION = \"b1\";"), "{script}");
        for place in ["__VERSION__", "__FILES__", "__LATER__"] {
            assert!(!script.contains(place), "{place} in {script}");
        }
    }
}
