//! No module imports another that, over however many others, imports it: each can be read, tested and moved with what
//! is below it. This holds inside folders, too.

use crate::imports::Crate;
use crate::source::enforce;
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "modules import each other in one direction, also inside a folder.";
const CURE: &str = "move what both need into a module below both (often out of mod.rs into a file with a name), or hand \
                    it over as an argument or a callback. A `use super::X` of what mod.rs only passes on names the \
                    file of X instead.";

#[test]
fn the_library_has_no_import_circles() {
    enforce(RULE, CURE, &circles(&Crate::read("inkling", "src")));
}

#[test]
fn the_tools_have_no_import_circles() {
    enforce(RULE, CURE, &circles(&Crate::read("xtask", "xtask/src")));
}

#[test]
fn the_rules_see_the_tree() {
    let library = Crate::read("inkling", "src");
    assert!(library.modules.len() > 100, "{} modules", library.modules.len());
    assert!(library.edges().len() > 300, "{} imports between modules", library.edges().len());
    let tools = Crate::read("xtask", "xtask/src");
    assert!(tools.modules.len() > 50 && tools.edges().len() > 100);
}

/// Each circle as one text, with the place of every import in it.
fn circles(of: &Crate) -> Vec<String> {
    let edges = of.edges();
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in edges.keys() {
        next.entry(from).or_default().push(to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = next.keys().map(|&from| (from, reached(from, &next))).collect();
    let leads = |from: &str, to: &str| reached.get(from).is_some_and(|all| all.contains(to));
    let mut circles: BTreeMap<&str, String> = BTreeMap::new();
    for ((from, to), place) in &edges {
        if leads(to, from) {
            // All of a circle reach the same first module and are reached by it.
            let first = reached[from.as_str()].iter().find(|one| leads(one, from)).copied().unwrap_or(from);
            let circle = circles.entry(first).or_insert_with(|| "A circle:".to_owned());
            *circle += &format!("\n  {place}: {} imports {}", shown(from), shown(to));
        }
    }
    circles.into_values().collect()
}

fn reached<'a>(from: &'a str, next: &BTreeMap<&'a str, Vec<&'a str>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        open.extend(next.get(at).into_iter().flatten().filter(|&&to| reached.insert(to)));
    }
    reached
}

fn shown(module: &str) -> &str {
    if module.is_empty() { "lib.rs" } else { module }
}

#[cfg(test)]
mod tests {
    use super::circles;
    use crate::imports::Crate;
    use crate::source::made;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        circles(&Crate::of("made", "src", made(files)))
    }

    #[test]
    fn a_circle_over_three_files_is_found_with_its_places() {
        let told = found(&[
            ("lib.rs", "pub mod a;"),
            ("a.rs", "//! A.\n\nuse crate::b::B;"),
            ("b.rs", "fn b() { super::c::d() }"),
            ("c.rs", "use crate::{a::A, e};"),
            ("e.rs", "use std::fs;"),
        ]);
        let expected = "A circle:\n  src/a.rs:3: a imports b\n  src/b.rs:1: b imports c\n  src/c.rs:1: c imports a";
        assert_eq!(told, [expected]);
    }

    #[test]
    fn a_folder_and_its_file_make_a_circle_too() {
        let folder = ("ink/mod.rs", "mod pen; pub use pen::Pen; pub struct Ink;");
        assert_eq!(found(&[folder, ("ink/pen.rs", "use super::Ink;")]).len(), 1);
        assert_eq!(found(&[folder, ("ink/pen.rs", "pub(super) struct Pen;")]).len(), 0);
    }

    #[test]
    fn two_circles_are_told_apart() {
        let pair = [("a.rs", "use crate::b;"), ("b.rs", "use crate::a; use crate::c;")];
        let other = [("c.rs", "use crate::d;"), ("d.rs", "use crate::c;")];
        assert_eq!(found(&[pair, other].concat()).len(), 2);
    }

    #[test]
    fn tests_may_import_what_they_like() {
        let test = "#[cfg(test)] mod tests { use crate::b; }";
        assert_eq!(found(&[("a.rs", test), ("b.rs", "use crate::a;")]).len(), 0);
    }
}
