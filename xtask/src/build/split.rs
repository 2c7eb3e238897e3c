//! The page's module in parts: what opens the page, and what is fetched when it is first needed.
//!
//! Trunk knows nothing of parts; what it made of the page's module is replaced. wasm-split cuts the module that the
//! compiler wrote along the split points, which `app::lazy::chunk` declares in each feature. wasm-bindgen works on what
//! opens the page, and the script that fetches the parts becomes part of the page's own: one request less, and no two
//! scripts that name each other.

use super::shorten;
use crate::{project, setup, shell};
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::{fs, iter};

const NAME: &str = "inkling";
/// What wasm-split calls the script that fetches the parts.
const LINK: &str = "__wasm_split.js";
/// Which files each part is made of; `part.js` names it, too.
const TABLE: &str = "parts.json";
const FORM: &str = "The script that fetches the parts is not as it was: wasm-split changed its form.";
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
    let (link, table) = taken_apart(&fs::read_to_string(parts.join(LINK))?)?;
    fs::write(page.join(TABLE), table.to_string())?;
    fs::write(&script, joined(&fs::read_to_string(&script)?, &link)?)?;
    fs::remove_file(parts.join(LINK))?;
    for part in fs::read_dir(&parts)? {
        let part = part?;
        fs::copy(part.path(), page.join(part.file_name()))?;
    }
    Ok(())
}

/// The script that fetches the parts, without the list of their files, and that list. Its own way to fetch knows no
/// damaged part.
fn taken_apart(link: &str) -> Result<(String, Value)> {
    const LOADS: &str = "export const __wasm_split_load_";
    let (mut script, mut table) = (shorten::script(FETCH), Map::new());
    let mut files = BTreeMap::new();
    let mut lines = link.lines().filter(|line| !line.starts_with("/*"));
    while let Some(line) = lines.next() {
        if let Some((chunk, _)) = line.strip_prefix("const ").and_then(|line| line.split_once(" = makeLoad(")) {
            files.insert(chunk, file_of(&mut lines)?);
            lines.next();
        } else if let Some((part, load)) = line.strip_prefix(LOADS).and_then(|line| line.split_once(" = ")) {
            let (own, others) = match load.split_once(", [") {
                // It has nothing of its own.
                Some((_, others)) => (Value::Null, others),
                None => {
                    (file_of(&mut lines)?.into(), lines.next().and_then(|line| line.split_once('[')).context(FORM)?.1)
                }
            };
            let others = others.split(']').next().context(FORM)?.split(", ").filter(|other| !other.is_empty());
            let others = others.map(|other| files.get(other).map(|file| Value::from(*file)).context(FORM));
            table.insert(part.to_owned(), iter::once(Ok(own)).chain(others).collect::<Result<_>>()?);
            script += &format!("{LOADS}{part} = wrapAsyncCb(loadPart(\"{part}\"));\n");
        } else {
            script += line;
            script.push('\n');
        }
    }
    ensure!(!table.is_empty(), FORM);
    Ok((script, table.into()))
}

/// What the next lines fetch, to the end of their function.
fn file_of<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Result<&'a str> {
    let file =
        lines.next().and_then(|line| line.split_once("fetch(new URL(\"./")?.1.split('"').next()).context(FORM)?;
    lines.find(|line| *line == "}").context(FORM)?;
    Ok(file)
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
    use serde_json::json;

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
/* text */
const __chunk_2 = makeLoad(() => {
    const src = fetch(new URL(\"./chunk_2.wasm\", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
export const __wasm_split_load_text = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), [__chunk_1, __chunk_2]));
export const __wasm_split_load_pages = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL(\"./split_pages.wasm\", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, [__chunk_1]));
";
        let expected = "import { initSync } from \"./inkling.js\";
export const __wasm_split_load_text = wrapAsyncCb(loadPart(\"text\"));
export const __wasm_split_load_pages = wrapAsyncCb(loadPart(\"pages\"));
";
        let (script, table) = taken_apart(link).unwrap();
        assert!(script.starts_with("const fetchWhole") && script.ends_with(expected), "{script}");
        assert_eq!(
            table,
            json!({ "text": [null, "chunk_1.wasm", "chunk_2.wasm"], "pages": ["split_pages.wasm", "chunk_1.wasm"] })
        );
        assert!(script.contains(&format!("\"{TABLE}\"")));
        assert!(taken_apart("const a = makeLoad(() => {\n}\n").is_err());
    }

    #[test]
    fn a_script_of_another_form_is_an_error() {
        assert!(joined("export { initSync };\n", LINK).is_err());
    }
}
