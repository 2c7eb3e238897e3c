//! The service worker, written for one build: it knows each file and its hash.

use super::engines;
use super::files::{Files, digest};

pub const NAME: &str = "sw.js";

const TEMPLATE: &str = include_str!("sw.js");

/// Engines that few visitors use are kept once they are used.
pub fn script(files: &Files, version: &str) -> String {
    let list: Vec<String> = files.iter().map(|(name, bytes)| format!("  \"{name}\": \"{}\"", digest(bytes))).collect();
    let later = files.keys().filter(|name| engines::owns(name));
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
        let names = ["engine-flex-1.js", "engine-loader-2.js", "engine-webgpu_bg-3.wasm", "engine-ndarray-4.js"];
        let files = names.into_iter().map(|name| (name.to_owned(), Vec::new())).collect();
        let script = script(&files, "b1");
        assert!(script.contains(r#"new Set(["engine-ndarray-4.js", "engine-webgpu_bg-3.wasm"])"#), "{script}");
        assert!(names.iter().all(|name| script.contains(&format!("\"{name}\": "))), "{script}");
    }
}
