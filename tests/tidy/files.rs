//! What every file keeps to: its length, its first lines, and nothing left lying about.

use crate::source::{self, Source, enforce, made};
use crate::tokens::tokens;

const LONGEST: usize = 300;
/// How the head comment of a longer file begins the reason.
const REASON: &str = "Long because";

#[test]
fn files_are_short_or_say_why_not() {
    let sources = source::read(&["src", "xtask", "tests", "style"], &[".rs", ".js", ".css", ".wgsl"]);
    let cure = "split it at a name that a reader would look for. Where one file is really better, its head comment \
                says so in a sentence that starts with \"Long because\".";
    enforce("a file has at most 300 lines.", cure, &sources.iter().filter_map(too_long).collect::<Vec<_>>());
}

#[test]
fn every_module_says_what_it_is_for() {
    let sources = source::read(&["src", "xtask/src", "tests"], &[".rs"]);
    let without: Vec<_> = sources.iter().filter(|source| !source.text.starts_with("//! ")).map(first_line).collect();
    let cure = "write a head comment, `//! …`, that says what the module is for and what it may use.";
    enforce("every file of Rust begins with its head comment.", cure, &without);
}

#[test]
fn nothing_is_left_to_do_or_to_debug() {
    let sources = source::read(&["src", "xtask/src", "tests"], &[".rs"]);
    let cure = "finish it, or return an error that tells the visitor what to do.";
    enforce("no todo! and no dbg!.", cure, &sources.iter().flat_map(leftovers).collect::<Vec<_>>());
}

fn too_long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    let comment = |line: &&str| ["//", "/*", " *", "#!["].iter().any(|mark| line.starts_with(mark));
    let mut head = source.text.lines().take_while(comment);
    let long = lines > LONGEST && !head.any(|line| line.contains(REASON));
    long.then(|| format!("{}: {lines} lines", source.path))
}

fn first_line(source: &Source) -> String {
    format!("{}:1: {}", source.path, source.text.lines().next().unwrap_or_default())
}

fn leftovers(source: &Source) -> Vec<String> {
    let tokens = tokens(&source.text);
    let macros = tokens.windows(2).filter(|pair| matches!(pair[0].text, "todo" | "dbg") && pair[1].text == "!");
    macros.map(|pair| format!("{}:{}: {}!", source.path, pair[0].line, pair[0].text)).collect()
}

#[test]
fn a_long_file_needs_a_reason_in_its_head() {
    let body = "fn a() {}\n".repeat(301);
    let told = |head: &str| made(&[("a.rs", &format!("{head}{body}"))]).iter().find_map(too_long);
    assert_eq!(told("//! A.\n").as_deref(), Some("src/a.rs: 302 lines"));
    assert_eq!(told("//! A.\n//!\n//! Long because its table is one.\n"), None);
    assert!(told("//! A.\n\n// Long because of this, which is no head comment.\n").is_some());
}

#[test]
fn leftovers_are_found_in_code_alone() {
    let told = |text: &str| leftovers(&made(&[("a.rs", text)])[0]).len();
    assert_eq!(told("fn a() {\n    dbg!(1); todo!()\n}"), 2);
    assert_eq!(told("// todo! and dbg!(x)\nlet a = \"todo!()\"; let todo = !b;"), 0);
}
