//! The page's module in parts: what opens the page, and what is fetched when it is first needed.
//!
//! Trunk knows nothing of parts; what it made of the page's module is replaced. wasm-split cuts the module that the
//! compiler wrote along the split points, which `app::lazy::chunk` declares in each feature. wasm-bindgen works on what
//! opens the page, and the script that fetches the parts becomes part of the page's own: one request less, and no two
//! scripts that name each other.

use super::shorten;
use crate::{project, setup, shell};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

const NAME: &str = "inkling";
/// What wasm-split calls the script that fetches the parts.
const LINK: &str = "__wasm_split.js";
/// How they are fetched.
const FETCH: &str = include_str!("part.js");

pub fn split(page: &Path) -> Result<()> {
    let missing = "is missing. Run `cargo xtask setup`, then try again.";
    let program = setup::wasm_split()?.with_context(|| format!("wasm-split {missing}"))?;
    let bindgen = setup::wasm_bindgen()?.with_context(|| format!("wasm-bindgen {missing}"))?;
    let module = project::target().join(setup::WASM_TARGET).join("page").join(NAME).with_extension("wasm");
    let parts = project::scratch().join("parts");
    if parts.exists() {
        fs::remove_dir_all(&parts)?;
    }
    fs::create_dir_all(&parts)?;
    shell::quiet(Command::new(program).arg(&module).arg(&parts).args(["--out-name", NAME]))?;

    let main = parts.join(NAME).with_extension("wasm");
    let mut command = Command::new(bindgen);
    // The parts find the memory and the function table of what opens the page among its exports.
    command.args(["--target", "web", "--keep-lld-exports", "--no-typescript", "--out-name", NAME, "--out-dir"]);
    shell::quiet(command.arg(page).arg(&main))?;
    fs::remove_file(main)?;

    let script = page.join(NAME).with_extension("js");
    let link = with_own_fetch(&fs::read_to_string(parts.join(LINK))?)?;
    fs::write(&script, joined(&fs::read_to_string(&script)?, &link)?)?;
    fs::remove_file(parts.join(LINK))?;
    for part in fs::read_dir(&parts)? {
        let part = part?;
        fs::copy(part.path(), page.join(part.file_name()))?;
    }
    Ok(())
}

/// The script that fetches the parts, with `fetchPart` in the place of each part's own lines: those know no damaged part.
fn with_own_fetch(link: &str) -> Result<String> {
    const BEGIN: &str = "makeLoad(() => {";
    let mut text = shorten::script(FETCH);
    let mut lines = link.lines().filter(|line| !line.starts_with("/*"));
    while let Some(line) = lines.next() {
        if let Some(start) = line.strip_suffix(BEGIN) {
            let name = lines.next().and_then(|line| line.split_once("fetch(new URL(\"")?.1.split('"').next());
            let name = name.context("A part is not fetched by its name: wasm-split changed its form.")?;
            lines.find(|line| *line == "}").context("A part has no end: wasm-split changed its form.")?;
            text += &format!("{start}makeLoad(() => fetchPart(\"{name}\")");
        } else {
            text += line;
            text.push('\n');
        }
    }
    Ok(text)
}

/// The page's script with the one that fetches the parts in it.
fn joined(script: &str, link: &str) -> Result<String> {
    const EXPORT: &str = "export const ";
    let own = |line: &&str| !(line.starts_with("import ") && line.contains(&format!("\"./{NAME}.js\"")));
    let functions: Vec<&str> =
        link.lines().filter_map(|line| line.strip_prefix(EXPORT)?.split_whitespace().next()).collect();
    let entry = format!("\"./{LINK}\": {{ {} }},", functions.join(", "));

    let mut text = String::new();
    let mut entered = false;
    for line in script.lines() {
        if line.starts_with("import ") && line.contains(LINK) {
            continue;
        }
        if line.trim_start().starts_with(&format!("\"./{LINK}\":")) {
            if !entered {
                text += &entry;
                text.push('\n');
            }
            entered = true;
            continue;
        }
        text += line;
        text.push('\n');
    }
    for line in link.lines().filter(own) {
        text += line.strip_prefix("export ").unwrap_or(line);
        text.push('\n');
    }
    entered
        .then_some(text)
        .context("The page's script does not ask for its parts: wasm-split or wasm-bindgen changed its form.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "import * as import1 from \"./__wasm_split.js\"
import * as import2 from \"./__wasm_split.js\"
function imports() {
    return {
        \"./__wasm_split.js\": import1,
        \"./__wasm_split.js\": import2,
    };
}
export { initSync };
";
    const LINK: &str = "import { initSync } from \"./inkling.js\";
const part = fetch(\"./split_pages.wasm\");
export const __wasm_split_load_pages = wrap(part);
export const __wasm_split_load_pictures = wrap(part);
";

    #[test]
    fn two_scripts_become_one() {
        let text = joined(SCRIPT, LINK).unwrap();
        assert!(!text.contains("import "), "{text}");
        assert_eq!(
            text.matches("\"./__wasm_split.js\": { __wasm_split_load_pages, __wasm_split_load_pictures },").count(),
            1
        );
        assert!(text.ends_with(
            "\nconst __wasm_split_load_pages = wrap(part);\nconst __wasm_split_load_pictures = wrap(part);\n"
        ));
    }

    #[test]
    fn parts_are_fetched_in_our_own_way() {
        let link = "import { initSync } from \"./inkling.js\";
/* pages, text */
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL(\"./chunk_1.wasm\", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
export const __wasm_split_load_pages = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL(\"./split_pages.wasm\", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, [__chunk_1]));
";
        let expected = "import { initSync } from \"./inkling.js\";
const __chunk_1 = makeLoad(() => fetchPart(\"./chunk_1.wasm\"), []);
export const __wasm_split_load_pages = wrapAsyncCb(makeLoad(() => fetchPart(\"./split_pages.wasm\"), [__chunk_1]));
";
        let text = with_own_fetch(link).unwrap();
        assert!(text.starts_with("const fetchWhole") && text.ends_with(expected), "{text}");
        assert!(with_own_fetch("const a = makeLoad(() => {\n}\n").is_err());
    }

    #[test]
    fn a_script_of_another_form_is_an_error() {
        assert!(joined("export { initSync };\n", LINK).is_err());
    }
}
