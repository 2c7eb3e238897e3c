//! What each module of a crate names from elsewhere: its `use` declarations and the paths in its code, test code aside.

use crate::source::{self, Source};
use crate::tokens::{self, Token};
use std::collections::BTreeMap;

pub struct Import {
    /// As it is written, a group taken apart: `["super", "pen", "Pen"]`.
    pub path: Vec<String>,
    pub line: usize,
}

pub struct Module {
    pub file: String,
    pub imports: Vec<Import>,
}

pub struct Crate {
    name: String,
    /// By their paths in the crate, "ink::pen"; the root is "".
    pub modules: BTreeMap<String, Module>,
}

impl Crate {
    /// The crate of this name, whose root is in this folder.
    pub fn read(name: &str, folder: &str) -> Self {
        Self::of(name, folder, source::read(&[folder], &[".rs"]))
    }

    pub fn of(name: &str, folder: &str, sources: Vec<Source>) -> Self {
        let modules = sources.into_iter().map(|source| {
            let tokens = tokens::without_tests(&tokens::tokens(&source.text));
            let path = source.path.trim_start_matches(folder).trim_start_matches('/');
            (module_name(path), Module { imports: imports(&tokens), file: source.path })
        });
        Self { name: name.to_owned(), modules: modules.collect() }
    }

    /// The module of this crate that a path leads to, seen from another; none where it leads to another crate, or
    /// where its first word is a local name.
    pub fn resolve(&self, from: &str, path: &[String]) -> Option<String> {
        let mut base: Vec<&str> = from.split_terminator("::").collect();
        let mut rest = path.iter().map(String::as_str).peekable();
        match *rest.peek()? {
            first if first == "crate" || first == self.name => {
                base.clear();
                rest.next();
            }
            "self" | "super" => {
                while let Some(step) = rest.next_if(|step| matches!(*step, "self" | "super")) {
                    if step == "super" {
                        base.pop();
                    }
                }
            }
            first if !self.modules.contains_key(&[&base[..], &[first]].concat().join("::")) => return None,
            _ => {}
        }
        base.extend(rest);
        while !self.modules.contains_key(&base.join("::")) && base.pop().is_some() {}
        Some(base.join("::"))
    }

    /// Which module imports which, with the place of the first import.
    pub fn edges(&self) -> BTreeMap<(String, String), String> {
        let mut edges = BTreeMap::new();
        for (name, module) in &self.modules {
            for import in &module.imports {
                if let Some(to) = self.resolve(name, &import.path).filter(|to| to != name) {
                    edges.entry((name.clone(), to)).or_insert_with(|| format!("{}:{}", module.file, import.line));
                }
            }
        }
        edges
    }
}

/// "ink/pen.rs" is `ink::pen`, "ink/mod.rs" is `ink`, "lib.rs" is the root.
fn module_name(path: &str) -> String {
    let path = path.trim_end_matches(".rs");
    match path {
        "lib" => String::new(),
        _ => path.trim_end_matches("/mod").replace('/', "::"),
    }
}

fn imports(tokens: &[Token]) -> Vec<Import> {
    let mut found = Vec::new();
    let mut at = 0;
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    while at < tokens.len() {
        let before = if at == 0 { "" } else { text(at - 1) };
        if text(at) == "use" && text(at + 1) != "<" {
            at += 1;
            tree(tokens, &mut at, &[], &mut found);
        } else if tokens[at].is_word() && text(at + 1) == "::" && !matches!(before, "::" | ".") {
            tree(tokens, &mut at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// One path, or a group of them; afterwards `at` is behind it.
fn tree(tokens: &[Token], at: &mut usize, prefix: &[String], found: &mut Vec<Import>) {
    let mut path = prefix.to_vec();
    let line = tokens.get(*at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(*at) {
        match token.text {
            "::" => *at += 1,
            "{" => {
                *at += 1;
                while tokens.get(*at).is_some_and(|token| token.text != "}") {
                    tree(tokens, at, &path, found);
                    *at += usize::from(tokens.get(*at).is_some_and(|token| token.text == ","));
                }
                *at += 1;
                return;
            }
            _ => {
                // In code a path may end in `::<`: what follows has paths of its own.
                let last = tokens.get(*at + 1).is_none_or(|next| next.text != "::");
                if token.is_word() || token.text == "*" {
                    path.push(token.text.to_owned());
                }
                *at += 1;
                if last || !token.is_word() {
                    break;
                }
            }
        }
    }
    if tokens.get(*at).is_some_and(|token| token.text == "as") {
        *at += 2;
    }
    if !path.is_empty() {
        found.push(Import { path, line });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &str) -> Vec<String> {
        imports(&tokens::tokens(source)).iter().map(|import| import.path.join("::")).collect()
    }

    #[test]
    fn groups_are_taken_apart() {
        assert_eq!(paths("pub use a::{self, b::{c, d as e}, f::*}; g"), ["a::self", "a::b::c", "a::b::d", "a::f::*"]);
        assert_eq!(paths("use ::a; use b as c; use d::{e, f,};"), ["a", "b", "d::e", "d::f"]);
    }

    #[test]
    fn paths_in_code_count() {
        assert_eq!(paths("let a = crate::b::c(d::E); x.y::<f::G>();"), ["crate::b::c", "d::E", "f::G"]);
        assert_eq!(paths("pub(crate) fn a() -> impl B + use<'_> { c::<d::E>() }"), ["c", "d::E"]);
    }

    #[test]
    fn paths_lead_to_modules() {
        let files = ["lib.rs", "a/mod.rs", "a/b.rs", "a/c.rs", "d.rs"].map(|file| (file, ""));
        let made = Crate::of("made", "src", source::made(&files));
        let lead = |from: &str, path: &str| {
            made.resolve(from, &path.split("::").map(str::to_owned).collect::<Vec<_>>()).unwrap_or("none".to_owned())
        };
        assert_eq!(lead("a::b", "super::c::X"), "a::c");
        assert_eq!(lead("a::b", "super::X"), "a");
        assert_eq!(lead("a::b", "super::super::d::e"), "d");
        assert_eq!(lead("a", "b::X"), "a::b");
        assert_eq!(lead("a", "self::b::X"), "a::b");
        assert_eq!(lead("d", "crate::a::b"), "a::b");
        assert_eq!(lead("bin::x", "made::d::e"), "d");
        assert_eq!(lead("d", "std::fs"), "none");
        assert_eq!(lead("d", "crate::X"), "");
    }
}
