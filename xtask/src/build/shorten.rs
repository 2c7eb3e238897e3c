//! Scripts and styles as they travel: without the comments and the indentation that people need.

use super::files::Files;
use anyhow::{Result, ensure};

/// Our own and wasm-bindgen's.
pub fn scripts(files: &mut Files) -> Result<()> {
    for (name, script) in files.iter_mut().filter(|(name, _)| name.ends_with(".js")) {
        let text = self::script(&String::from_utf8_lossy(script));
        ensure!(
            text.lines().all(|line| line.matches('`').count().is_multiple_of(2)),
            "{name} has a text over several lines, whose indentation would be lost. Write it in one."
        );
        *script = text.into_bytes();
    }
    Ok(())
}

/// Without lines that are a comment or nothing, and without indentation.
pub fn script(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if line.starts_with("/*") {
            // To the line that it ends in.
            let _ = line.contains("*/") || lines.any(|line| line.contains("*/"));
        } else if !line.is_empty() && !line.starts_with("//") {
            bare += line;
            bare.push('\n');
        }
    }
    bare
}

/// Without comments, empty lines and indentation.
pub fn style(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        bare += before;
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare += rest;
    script(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(script: &str) -> Files {
        [("boot.js".to_owned(), script.as_bytes().to_vec())].into()
    }

    #[test]
    fn comments_and_indentation_stay_at_home() {
        let mut files = files("// Why.\n(() => {\n  // How.\n\n  go(\"https://a.example\"); // On.\n})();\n");
        scripts(&mut files).unwrap();
        assert_eq!(files["boot.js"], b"(() => {\ngo(\"https://a.example\"); // On.\n})();\n");
    }

    #[test]
    fn a_text_over_several_lines_is_an_error() {
        assert!(scripts(&mut files("const a = `b\n  c`;")).unwrap_err().to_string().contains("boot.js"));
        assert!(scripts(&mut files("const a = `b`;")).is_ok());
    }

    #[test]
    fn styles_keep_their_rules() {
        assert_eq!(style("/* One\n   and two. */\na {\n  b: c; /* d */\n}\n\n/* e */"), "a {\nb: c;\n}\n");
    }

    #[test]
    fn no_style_sheet_has_a_comment_in_a_text() -> Result<()> {
        for entry in std::fs::read_dir(crate::project::root().join("style"))? {
            let path = entry?.path();
            let bare = style(&std::fs::read_to_string(&path)?);
            ensure!(bare.matches('{').count() == bare.matches('}').count(), "{}", path.display());
            ensure!(bare.matches('"').count().is_multiple_of(2), "{}", path.display());
        }
        Ok(())
    }
}
