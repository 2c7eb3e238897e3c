//! Which folder of `src` may import which others, and which crates: the table of docs/architecture.md.
//!
//! `src/bin` starts things and may import all; nothing imports it. What is imported in test code alone is free.

use crate::imports::{Crate, Module};
use crate::source::enforce;

/// What the code of a folder runs on, by the crates that it may name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Platform {
    /// Neither Burn nor the browser.
    Pure,
    Burn,
    /// The browser through web-sys, without Leptos.
    Browser,
    /// The browser, with Leptos.
    Page,
    /// A worker: the browser, and Burn.
    Worker,
}

use Platform::{Browser, Burn, Page, Pure, Worker};

const BURN: &[&str] = &["burn", "cubecl"];
const BROWSER: &[&str] = &["js_sys", "wasm_bindgen", "web_sys"];
const LEPTOS: &[&str] = &["leptos", "reactive_graph"];

/// May be imported from everywhere: they import nothing themselves, or each other.
const BASE: &str = "alphabet crc fnv layout manifest mode order raster statistics";

/// From strokes to what was read.
const READING: &str = "ink glyph segment sequence picture prediction transcript decode expressions text maths test_time_augmentation \
     explain";

/// What a folder may import beside `BASE` and itself. The names in capitals stand for all of a list.
const TABLE: &[(&str, Platform, &str)] = &[
    ("crc", Pure, ""),
    ("fnv", Pure, ""),
    ("layout", Pure, ""),
    ("order", Pure, ""),
    ("raster", Pure, ""),
    ("statistics", Pure, ""),
    ("alphabet", Pure, ""),
    ("mode", Pure, ""),
    ("manifest", Pure, ""),
    ("ink", Pure, ""),
    ("segment", Pure, "ink"),
    ("glyph", Pure, "ink"),
    ("sequence", Pure, "ink"),
    ("prediction", Pure, ""),
    ("picture", Pure, "ink glyph segment"),
    ("transcript", Pure, "ink glyph prediction"),
    ("maths", Pure, ""),
    ("decode", Pure, "ink glyph segment picture prediction transcript maths"),
    ("expressions", Pure, "ink glyph segment prediction transcript decode"),
    ("text", Pure, "ink glyph sequence prediction transcript decode"),
    ("test_time_augmentation", Pure, "glyph prediction"),
    ("explain", Pure, "ink glyph segment prediction transcript"),
    ("hand", Pure, "ink glyph segment sequence prediction"),
    ("gallery", Pure, "ink glyph"),
    ("metrics", Pure, ""),
    ("datasets", Pure, "ink glyph segment picture prediction transcript decode maths metrics"),
    ("chart", Pure, "glyph"),
    ("article", Pure, "chart glyph metrics"),
    ("protocol", Pure, "READING hand"),
    ("net", Burn, "READING hand"),
    ("pipeline", Burn, "READING net"),
    ("worker", Worker, "READING datasets hand net pipeline protocol"),
    ("web", Browser, "ink glyph explain"),
    ("client", Browser, "READING datasets hand protocol web"),
    ("app", Page, "READING article chart client datasets gallery hand metrics protocol web"),
    ("train", Burn, "READING article chart datasets gallery hand metrics net pipeline protocol"),
    ("bin", Worker, "READING app client datasets hand net pipeline protocol train worker"),
];

const RULE: &str = "a folder imports what its row of TABLE in tests/tidy/dependencies.rs lists. From ink to decode and \
                    maths nothing knows Burn or the browser; app, client and web never see Burn; client, web and worker \
                    never see Leptos, train is native and only programs import it, data sets and metrics know no charts.";
const CURE: &str = "move the code to the folder whose row allows the import, or what it needs to a folder below both. \
                    Where the new direction is right, add it to TABLE and to the table in docs/architecture.md, in \
                    one commit and with the reason.";

#[test]
fn folders_import_only_what_their_row_allows() {
    enforce(RULE, CURE, &violations(&Crate::read("inkling", "src")));
}

#[test]
fn a_row_names_only_rows() {
    for (folder, _, may) in TABLE {
        for name in may.split_whitespace().filter(|name| *name != "READING") {
            assert!(row(name).is_some(), "{folder} may import {name}, which has no row.");
        }
    }
    let lists = BASE.split_whitespace().chain(READING.split_whitespace());
    lists.for_each(|name| assert!(row(name).is_some(), "{name} has no row."));
}

fn violations(library: &Crate) -> Vec<String> {
    let mut violations = Vec::new();
    for (name, module) in library.modules.iter().filter(|(name, _)| !name.is_empty()) {
        match row(folder_of(name)) {
            Some(row) => violations.extend(module.imports.iter().filter_map(|import| {
                let why = refusal(library, name, row, &import.path)?;
                Some(format!("{}:{}: {why}", module.file, import.line))
            })),
            None => violations.push(without_row(module, name)),
        }
    }
    // A group of names in one line is one import.
    violations.dedup();
    violations
}

fn without_row(module: &Module, name: &str) -> String {
    format!("{}: {} has no row in TABLE.", module.file, folder_of(name))
}

type Row = (&'static str, Platform, &'static str);

fn row(folder: &str) -> Option<Row> {
    TABLE.iter().copied().find(|(name, ..)| *name == folder)
}

fn folder_of(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

/// Why this folder may not import this path; none where it may.
fn refusal(library: &Crate, from: &str, (folder, platform, may): Row, path: &[String]) -> Option<String> {
    if let Some(to) = library.resolve(from, path) {
        let to = folder_of(&to);
        let listed = |list: &str| list.split_whitespace().any(|name| name == to);
        // At the root there are macros alone.
        let allowed = to.is_empty()
            || to == folder
            || listed(may)
            || listed(BASE)
            || (may.split_whitespace().any(|name| name == "READING") && listed(READING));
        return (!allowed).then(|| format!("{folder} may not import {to}."));
    }
    let of = |crates: &[&str]| {
        crates
            .iter()
            .any(|name| path[0].strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
    };
    let (burn, browser, leptos) = match platform {
        Pure => (false, false, false),
        Burn => (true, false, false),
        Browser => (false, true, false),
        Page => (false, true, true),
        Worker => (true, true, false),
    };
    let refused = (of(BURN) && !burn) || (of(BROWSER) && !browser) || (of(LEPTOS) && !leptos);
    refused.then(|| format!("{folder} may not use the crate {}.", path[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::made;

    fn refused(files: &[(&str, &str)]) -> Vec<String> {
        let library = Crate::of("inkling", "src", made(&[files, &[("ink/mod.rs", ""), ("app/mod.rs", "")]].concat()));
        violations(&library)
    }

    #[test]
    fn an_import_against_the_table_is_named_with_its_place() {
        let told = refused(&[("glyph.rs", "use crate::ink::Stroke;\nuse crate::app::Pad;")]);
        assert_eq!(told, ["src/glyph.rs:2: glyph may not import app."]);
        assert_eq!(refused(&[("datasets/a.rs", "fn a() { crate::app::b() }")]).len(), 1);
    }

    #[test]
    fn crates_belong_to_their_folders() {
        assert_eq!(refused(&[("ink/pen.rs", "use web_sys::Event;")]).len(), 1);
        assert_eq!(refused(&[("web/pen.rs", "use web_sys::Event; use wasm_bindgen_futures::spawn_local;")]).len(), 0);
        assert_eq!(refused(&[("client/a.rs", "use leptos::prelude::*;")]).len(), 1);
        assert_eq!(refused(&[("worker/a.rs", "use leptos::prelude::*; use burn::Tensor;")]).len(), 1);
        assert_eq!(refused(&[("app/a.rs", "type A = burn::tensor::Tensor;")]).len(), 1);
        assert_eq!(refused(&[("ink/a.rs", "use burner::Flame;")]).len(), 0);
    }

    #[test]
    fn only_programs_import_training() {
        let train = ("train/mod.rs", "use crate::ink::Stroke;");
        assert_eq!(refused(&[train, ("bin/train.rs", "fn main() { inkling::train::main() }")]).len(), 0);
        assert_eq!(refused(&[train, ("worker/a.rs", "use crate::train::Recipe;")]).len(), 1);
    }

    #[test]
    fn a_new_folder_needs_a_row() {
        assert_eq!(refused(&[("parlour/mod.rs", "")]), ["src/parlour/mod.rs: parlour has no row in TABLE."]);
    }
}
