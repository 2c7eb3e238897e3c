//! The service worker, written for one build: it knows each file and its hash.

use super::files::{Files, digest};
use super::{engines, names};

pub const NAME: &str = "sw.js";

const TEMPLATE: &str = include_str!("sw.js");

/// Engines that few visitors use and models of other modes than the first, which `models` names, are kept once they are
/// used.
pub fn script(files: &Files, version: &str, models: &[String]) -> String {
    let list: Vec<String> = files.iter().map(|(name, bytes)| format!("  \"{name}\": \"{}\"", digest(bytes))).collect();
    let is_later = |name: &str| engines::owns(name) || models.iter().any(|model| names::is_hashed_form(name, model));
    let later = files.keys().filter(|name| is_later(name));
    let later: Vec<String> = later.map(|name| format!("\"{name}\"")).collect();
    TEMPLATE
        .replace("__VERSION__", version)
        .replace("__FILES__", &format!("{{\n{}\n}}", list.join(",\n")))
        .replace("__LATER__", &format!("[{}]", later.join(", ")))
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
            "shapes-5.weights",
        ];
        let files = names.into_iter().map(|name| (name.to_owned(), Vec::new())).collect();
        let script = script(&files, "b1", &["shapes.weights".to_owned()]);
        assert!(
            script.contains(r#"new Set(["engine-ndarray-4.js", "engine-webgpu_bg-3.wasm", "shapes-5.weights"])"#),
            "{script}"
        );
        assert!(names.iter().all(|name| script.contains(&format!("\"{name}\": "))), "{script}");
    }
}
