//! Short names between a module and its script. wasm-bindgen names every function that they share at length, with a hash
//! that no compression shortens: in the script, and once more in the module.

use super::files::Files;
use super::wasm::{Section, name, number, sections, written};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// What wasm-bindgen adds to a module's name.
const SUFFIX: &str = "_bg.wasm";
const IMPORT: u8 = 2;
const EXPORT: u8 = 7;
/// Exports for wasm-bindgen's own script; others are known to whoever loads the module.
const INNER_EXPORT: &str = "wasm_bindgen__";
/// How the short names begin; no script may use it otherwise.
const MARK: char = '$';
/// What the module calls its script.
const SCRIPT: &str = "$";

/// In all modules that came with a script.
pub fn shorten(files: &mut Files) -> Result<()> {
    let stems: Vec<String> = files.keys().filter_map(|name| name.strip_suffix(SUFFIX)).map(str::to_owned).collect();
    for stem in stems {
        let (module, script) = (format!("{stem}{SUFFIX}"), format!("{stem}.js"));
        let (Some(bytes), Some(text)) = (files.get(&module), files.get(&script)) else { continue };
        let text = String::from_utf8_lossy(text);
        let (bytes, text) = pair(bytes, &text, &format!("./{stem}_bg.js")).with_context(|| module.clone())?;
        files.insert(module, bytes);
        files.insert(script, text.into_bytes());
    }
    Ok(())
}

fn pair(module: &[u8], script: &str, from: &str) -> Result<(Vec<u8>, String)> {
    // Templates and regular expressions have the sign in other places than names.
    if words(script).any(|word| word.starts_with(MARK)) {
        bail!("Its script has names that begin with {MARK}, as the short ones do.");
    }
    let mut short = BTreeMap::new();
    let mut result = module.get(..8).context("It is cut off.")?.to_vec();
    for Section { kind, content, whole } in sections(module)? {
        match kind {
            IMPORT => section(&mut result, kind, &imports(content, from, &mut short)?),
            EXPORT => section(&mut result, kind, &exports(content, &mut short)?),
            _ => result.extend_from_slice(whole),
        }
    }
    let script = replaced(script, &short).replace(&format!("\"{from}\""), &format!("\"{SCRIPT}\""));
    Ok((result, script))
}

fn section(result: &mut Vec<u8>, kind: u8, content: &[u8]) {
    result.push(kind);
    result.extend(written(content.len()));
    result.extend_from_slice(content);
}

fn imports(mut rest: &[u8], from: &str, short: &mut BTreeMap<String, String>) -> Result<Vec<u8>> {
    let mut result = copied_number(&mut rest)?;
    while !rest.is_empty() {
        let (module, after) = name(rest)?;
        let (field, after) = name(after)?;
        let (module, field) =
            if module == from { (SCRIPT, short_name(short, field)) } else { (module, field.to_owned()) };
        put_name(&mut result, module);
        put_name(&mut result, &field);
        rest = after;
        let what = what(&mut rest)?;
        result.extend_from_slice(what);
    }
    Ok(result)
}

/// The bytes that say what kind of thing is imported.
fn what<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8]> {
    let start = *rest;
    let kind = *start.first().context("An import has no kind.")?;
    let after = &start[1..];
    let after = match kind {
        // A function, by its type.
        0 => number(after)?.1,
        // A table of references, or a memory: limits, of which the first bit says whether they have an upper one.
        1 => limits(after.get(1..).context("A table is cut off.")?)?,
        2 => limits(after)?,
        // A global: its type, and whether it changes.
        3 => after.get(2..).context("A global is cut off.")?,
        _ => bail!("An import is of no known kind: {kind}."),
    };
    *rest = after;
    Ok(&start[..start.len() - after.len()])
}

fn limits(bytes: &[u8]) -> Result<&[u8]> {
    let has_most = bytes.first().context("Limits are cut off.")? & 1 == 1;
    let rest = number(&bytes[1..])?.1;
    if has_most { Ok(number(rest)?.1) } else { Ok(rest) }
}

fn exports(mut rest: &[u8], short: &mut BTreeMap<String, String>) -> Result<Vec<u8>> {
    let mut result = copied_number(&mut rest)?;
    while !rest.is_empty() {
        let (field, after) = name(rest)?;
        let field = if field.starts_with(INNER_EXPORT) { short_name(short, field) } else { field.to_owned() };
        put_name(&mut result, &field);
        let (&kind, after) = after.split_first().context("An export is cut off.")?;
        result.push(kind);
        rest = after;
        result.extend(copied_number(&mut rest)?);
    }
    Ok(result)
}

fn copied_number(rest: &mut &[u8]) -> Result<Vec<u8>> {
    let (value, after) = number(rest)?;
    *rest = after;
    Ok(written(value))
}

fn put_name(result: &mut Vec<u8>, name: &str) {
    result.extend(written(name.len()));
    result.extend_from_slice(name.as_bytes());
}

/// The same for the same name: "$0", "$1", …
fn short_name(short: &mut BTreeMap<String, String>, long: &str) -> String {
    let next = short.len();
    short.entry(long.to_owned()).or_insert_with(|| format!("{MARK}{next}")).clone()
}

fn replaced(script: &str, short: &BTreeMap<String, String>) -> String {
    let mut result = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_word) {
        let word = rest[start..].split(|c| !is_word(c)).next().unwrap_or_default();
        result += &rest[..start];
        result += short.get(word).map_or(word, String::as_str);
        rest = &rest[start + word.len()..];
    }
    result + rest
}

fn words(script: &str) -> impl Iterator<Item = &str> {
    script.split(|c| !is_word(c)).filter(|word| word.len() > 1)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == MARK
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, after: &[u8]) -> Vec<u8> {
        [&[name.len() as u8], name.as_bytes(), after].concat()
    }

    fn with_section(kind: u8, content: &[u8]) -> Vec<u8> {
        [&[kind, content.len() as u8], content].concat()
    }

    /// A module with imports from its script and from a part's, and an export for each side.
    fn module(own: &str, import: &str, export: &str) -> Vec<u8> {
        let entries =
            [named(own, &named(import, &[0, 5])), named("parts", &named("memory", &[2, 1, 1, 0x80, 2]))].concat();
        let exports = [named(export, &[0, 7]), named("memory", &[2, 0])].concat();
        let code = with_section(10, &[0]);
        let sections =
            [with_section(2, &[&[2], &entries[..]].concat()), with_section(7, &[&[2], &exports[..]].concat()), code];
        [b"\0asm\x01\0\0\0".to_vec(), sections.concat()].concat()
    }

    #[test]
    fn a_module_and_its_script_agree_on_short_names() {
        let script =
            "const i = { __wbg_log_0a1b: function() { wasm.wasm_bindgen__invoke__h7(); } }; f({ \"./a_bg.js\": i });";
        let long = module("./a_bg.js", "__wbg_log_0a1b", "wasm_bindgen__invoke__h7");
        let (bytes, text) = pair(&long, script, "./a_bg.js").unwrap();
        assert_eq!(text, "const i = { $0: function() { wasm.$1(); } }; f({ \"$\": i });");
        assert_eq!(bytes, module("$", "$0", "$1"));
    }

    #[test]
    fn modules_without_a_script_stay_and_other_files_too() {
        let mut files = Files::from([("part.wasm".to_owned(), b"x".to_vec()), ("b_bg.wasm".to_owned(), b"y".to_vec())]);
        let before = files.clone();
        shorten(&mut files).unwrap();
        assert_eq!(files, before);
    }

    #[test]
    fn a_script_that_has_such_names_is_refused() {
        assert!(pair(&module("./a_bg.js", "f", "g"), "const $0 = 1;", "./a_bg.js").is_err());
        assert!(pair(&module("./a_bg.js", "f", "g"), "const text = `${f}`;", "./a_bg.js").is_ok());
    }
}
