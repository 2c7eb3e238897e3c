//! The finished index.html: no inline code, a content security policy, the build's name.

use anyhow::{Context, Result, bail};
use std::ops::Range;

/// What the page may load. Modules need leave to compile; pictures that were pasted or drawn are blobs and data; a link
/// that somebody gives may lead anywhere; everything else comes from where the page came from.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      img-src 'self' blob: data:; connect-src 'self' https: http: data:; worker-src 'self'; manifest-src 'self'; \
                      base-uri 'self'; form-action 'none'";

pub struct Script {
    pub name: String,
    pub text: String,
}

/// Moves every script written into the page to a file of its own, which the policy can allow by its origin.
pub fn take_inline_scripts(index: &mut String) -> Result<Vec<Script>> {
    let mut scripts = Vec::new();
    let mut from = 0;
    while let Some(found) = index[from..].find("<script") {
        let open = from + found;
        let inner = open + tag_length(&index[open..]).context("index.html has an unfinished <script> tag.")?;
        let length = index[inner..].find("</script").context("index.html has a <script> without an end.")?;
        let tag = &index[open..inner];
        from = inner + length;
        let text = index[inner..from].trim().to_owned();
        if text.is_empty() || attribute(tag, "src") || tag.contains("json") {
            continue;
        }
        let name = match scripts.len() {
            0 => "start.js".to_owned(),
            count => format!("start-{count}.js"),
        };
        let tag = format!("{} src=\"{name}\">", tag.trim_end_matches('>'));
        index.replace_range(open..from, &tag);
        from = open + tag.len();
        scripts.push(Script { name, text: text + "\n" });
    }
    Ok(scripts)
}

/// What is to be fetched early stands before the first script. Trunk puts it last, and Chromium asked for none of it
/// before that script had come: on a slow network a round trip with nothing under way.
pub fn hints_first(index: &mut String) -> Result<()> {
    let mut hints = String::new();
    // The styles stay where they are, since a script waits for styles before it.
    if let Some(tag) = find_tag(index, "<link rel=\"stylesheet\"")? {
        hints += &index[tag].replacen("rel=\"stylesheet\"", "rel=\"preload\" as=\"style\"", 1);
    }
    for kind in ["<link rel=\"modulepreload\"", "<link rel=\"preload\""] {
        while let Some(tag) = find_tag(index, kind)? {
            hints += &index[tag.clone()];
            index.replace_range(tag, "");
        }
    }
    let first = index.find("<script").context("index.html has no script.")?;
    index.insert_str(first, &(hints + "\n    "));
    Ok(())
}

/// The policy would disable them without a word; better to hear of it here.
pub fn refuse_inline_styles(index: &str) -> Result<()> {
    if index.contains("<style") || index.contains(" style=\"") {
        bail!("index.html has inline styles, which its security policy forbids. Move them to a file under style/.");
    }
    Ok(())
}

pub fn with_policy(index: &str) -> Result<String> {
    at_head(index, &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"))
}

/// The build's name, in place of the one that a page under development has.
pub fn with_build(index: &str, version: &str) -> Result<String> {
    with_meta(index, "inkling-build", version)
}

/// What the page is told by a `<meta>` of this name, in place of what it was told before.
pub fn with_meta(index: &str, name: &str, content: &str) -> Result<String> {
    let start = format!("<meta name=\"{name}\"");
    let tag = format!("{start} content=\"{content}\">");
    let Some(at) = index.find(&start) else { return at_head(index, &tag) };
    let end = at + tag_length(&index[at..]).context("index.html has an unfinished <meta> tag.")?;
    Ok(format!("{}{tag}{}", &index[..at], &index[end..]))
}

/// First thing in the head, since a policy holds only for what follows it; but after the character set, which must
/// stand within the first kilobyte.
fn at_head(index: &str, tag: &str) -> Result<String> {
    let head = index.find("<head").context("index.html has no <head>.")?;
    let mut at = head + tag_length(&index[head..]).context("index.html has an unfinished <head> tag.")?;
    if let Some(charset) = index.find("<meta charset") {
        at = charset + tag_length(&index[charset..]).context("index.html has an unfinished <meta> tag.")?;
    }
    Ok(format!("{}\n{tag}{}", &index[..at], &index[at..]))
}

/// The first tag that starts so.
fn find_tag(index: &str, start: &str) -> Result<Option<Range<usize>>> {
    let Some(open) = index.find(start) else { return Ok(None) };
    let length = tag_length(&index[open..]).with_context(|| format!("index.html has an unfinished {start}>."))?;
    Ok(Some(open..open + length))
}

/// From `<` to the `>` that closes it, quotes respected.
pub fn tag_length(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(at + 1),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

fn attribute(tag: &str, name: &str) -> bool {
    tag.split_ascii_whitespace().any(|part| part.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_become_files_and_others_stay() {
        let mut index =
            "<head><script src=\"a.js\"></script><script>b > 1</script>\n<script type='module'>c</script></head>"
                .to_owned();
        let scripts = take_inline_scripts(&mut index).unwrap();
        assert_eq!(
            index,
            "<head><script src=\"a.js\"></script><script src=\"start.js\"></script>\n<script type='module' src=\"start-1.js\"></script></head>"
        );
        assert_eq!(scripts.iter().map(|script| script.text.as_str()).collect::<Vec<_>>(), ["b > 1\n", "c\n"]);
    }

    #[test]
    fn what_is_wanted_early_stands_before_scripts() {
        let mut index = "<head><base href='./'><script src='a.js'></script><link rel=\"stylesheet\" href='s'>\
                         <link rel=\"modulepreload\" href='b'><link rel=\"preload\" href='c'></head>"
            .to_owned();
        hints_first(&mut index).unwrap();
        assert_eq!(
            index,
            "<head><base href='./'><link rel=\"preload\" as=\"style\" href='s'><link rel=\"modulepreload\" href='b'>\
             <link rel=\"preload\" href='c'>\n    <script src='a.js'></script><link rel=\"stylesheet\" href='s'></head>"
        );
        assert!(hints_first(&mut "<head></head>".to_owned()).is_err());
    }

    #[test]
    fn the_policy_stands_before_anything_that_loads() {
        let page = with_policy("<head>\n<meta charset=\"utf-8\"><link href=\"a.css\">").unwrap();
        assert!(page.find("Content-Security-Policy") < page.find("a.css"), "{page}");
        assert!(page.starts_with("<head>\n<meta charset=\"utf-8\">"), "{page}");
    }

    #[test]
    fn a_build_has_one_name() {
        let page = with_build("<head><meta name=\"inkling-build\" content=\"dev\"><title>", "12").unwrap();
        assert_eq!(page, "<head><meta name=\"inkling-build\" content=\"12\"><title>");
        assert!(with_build("<head>", "12").unwrap().contains("content=\"12\""));
    }

    #[test]
    fn inline_styles_are_refused() {
        assert!(refuse_inline_styles("<p style=\"color: red\">").is_err());
        assert!(refuse_inline_styles("<link rel=\"stylesheet\" href=\"style.css\">").is_ok());
    }
}
