//! The service worker, written for one build: it knows each file and its hash.

use super::files::{Files, digest};

pub const NAME: &str = "sw.js";

const TEMPLATE: &str = include_str!("sw.js");

pub fn script(files: &Files, version: &str) -> String {
    let list: Vec<String> = files.iter().map(|(name, bytes)| format!("  \"{name}\": \"{}\"", digest(bytes))).collect();
    TEMPLATE.replace("__VERSION__", version).replace("__FILES__", &format!("{{\n{}\n}}", list.join(",\n")))
}
