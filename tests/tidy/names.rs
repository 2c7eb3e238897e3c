//! Names that were given up, each with the one that replaced it: one word for one thing, and the field's word.
//!
//! Words are looked for in identifiers (in `snake_case` and `CamelCase` alike), file names, style classes, texts and
//! comments of the sources, and in the documents.

use crate::source::{self, Source, enforce};
use crate::tokens::tokens;

/// Not to be used anywhere, as a word of its own or as a part of a name.
const WORDS: &[(&str, &str)] = &[
    ("contest", "race"),
    ("courier", "client, or the name of the worker"),
    ("crew", "batch engine"),
    ("darkroom", "picture worker"),
    ("deed", "action; of a database, transaction"),
    ("desk", "editor; in a worker, recognizer"),
    ("errand", "request"),
    ("intake", "import; of pictures, incoming"),
    ("keeper", "autosave"),
    ("parlour", "the field's word"),
    ("stranger", "what is not a symbol: reject; of input: hostile, or of unknown origin"),
    ("strips", "synthetic lines; as a verb, removes"),
    ("studio", "app state"),
];

/// Not to be used as names of types: each said too little, or something else than it means in the field.
const TYPES: &[(&str, &str)] = &[
    ("Errand", "Request"),
    ("Hold", "Loader"),
    ("Lead", "Separator"),
    ("Looks", "variants, for test-time augmentation"),
    ("Sign", "Symbol; of a number, Signum"),
    ("Trouble", "an error named for its domain, such as PictureError"),
    ("Wish", "Request"),
    ("Written", "Transcript"),
];

/// Not to be used as names of modules.
const MODULES: &[(&str, &str)] = &[
    ("aside", "hold_out"),
    ("beside", "requests"),
    ("found", "head"),
    ("hands", "templates"),
    ("hold", "loader"),
    ("inside", "explain"),
    ("later", "lazy"),
    ("life", "lifecycle"),
    ("looks", "test_time_augmentation"),
    ("other", "standby"),
    ("rank", "statistics"),
    ("sets", "datasets"),
    ("ship", "publish"),
    ("sign", "symbol"),
    ("slope", "skew for pictures, gradient for training"),
    ("take", "export"),
    ("trouble", "error"),
    ("ways", "export_panel"),
    ("written", "transcript"),
];

/// Where a word means what it says.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("src/picture", "desk", "what lies around a page in a photograph"),
    ("tests/pictures", "desk", "what lies around a page in a photograph"),
    ("docs/", "desk", "what lies around a page in a photograph"),
    ("tests/tidy/", "", "the rules themselves"),
];

/// What means something on one machine, or to one person for a day.
const PRIVATE: &[&str] = &["/work/", "/home/", "/root/", "/Users/", "TODO", "FIXME", "issue #"];

const CURE: &str = "use the name behind the arrow; ALLOWED in tests/tidy/names.rs lists the places where a word means \
                    what it says in plain English.";

#[test]
fn retired_words_do_not_come_back() {
    let mut found = Vec::new();
    for source in everything() {
        found.extend(in_text(&source));
    }
    enforce("these words are retired from names, texts and comments.", CURE, &found);
}

#[test]
fn retired_type_names_do_not_come_back() {
    let rust = source::read(&["src", "xtask/src", "tests"], &[".rs"]);
    let found: Vec<_> = rust.iter().flat_map(types).collect();
    enforce("these names of types are retired.", CURE, &found);
}

#[test]
fn retired_module_names_do_not_come_back() {
    let found: Vec<_> = everything().iter().filter_map(module).collect();
    enforce("these names of files and folders are retired.", CURE, &found);
}

#[test]
fn nothing_speaks_of_one_machine_or_one_day() {
    let mut found = Vec::new();
    for source in everything().iter().filter(|source| !allowed(&source.path, "")) {
        for (line, text) in (1..).zip(source.text.lines()) {
            let private = PRIVATE.iter().find(|private| text.contains(**private));
            found.extend(private.map(|private| format!("{}:{line}: {private:?}", source.path)));
        }
    }
    enforce(
        "the tree speaks of the project alone: no paths of one machine, no notes to oneself, none on how it was made.",
        "take the path from the environment or make it relative; do what the note says; give the reason itself \
         instead of where it was decided.",
        &found,
    );
}

fn everything() -> Vec<Source> {
    let places = ["src", "xtask", "tests", "style", "public", "docs", "index.html", "README.md", "CONTRIBUTING.md"];
    let endings = [".rs", ".css", ".js", ".wgsl", ".html", ".md", ".toml"];
    let all = source::read(&places, &endings);
    assert!(all.len() > 300, "only {} files", all.len());
    all
}

fn allowed(path: &str, word: &str) -> bool {
    ALLOWED.iter().any(|(place, meant, _)| path.starts_with(place) && (meant.is_empty() || *meant == word))
}

fn in_text(source: &Source) -> Vec<String> {
    let name = (0, source.path.as_str());
    let lines = std::iter::once(name).chain((1..).zip(source.text.lines()));
    let words = lines.flat_map(|(line, text)| words(text).map(move |word| (line, word)));
    let retired = words.filter_map(|(line, word)| {
        let (word, instead) = WORDS.iter().find(|(retired, _)| same(&word, retired))?;
        (!allowed(&source.path, word)).then(|| format!("{}:{line}: {word} -> {instead}", source.path))
    });
    retired.collect()
}

/// Singular and plural alike.
fn same(word: &str, retired: &str) -> bool {
    word == retired || word.strip_suffix('s') == Some(retired)
}

/// The words of a text in small letters, names taken apart at underscores, hyphens and humps.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in text.chars() {
        if !c.is_alphabetic() || (small && c.is_uppercase()) {
            words.push(String::new());
        }
        if c.is_alphabetic() {
            words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase()));
        }
        small = c.is_lowercase();
    }
    words.into_iter().filter(|word| !word.is_empty())
}

/// Declarations of types with a retired name.
fn types(source: &Source) -> Vec<String> {
    let tokens = tokens(&source.text);
    let declared = tokens.windows(2).filter(|pair| matches!(pair[0].text, "enum" | "struct" | "trait" | "type"));
    let retired = declared.filter_map(|pair| {
        let (name, instead) = TYPES.iter().find(|(name, _)| *name == pair[1].text)?;
        Some(format!("{}:{}: {name} -> {instead}", source.path, pair[1].line))
    });
    retired.collect()
}

/// A file, or a folder on its path, with a retired name.
fn module(source: &Source) -> Option<String> {
    let path = source.path.strip_suffix(".rs").filter(|path| !path.starts_with("tests/"))?;
    let (name, instead) = MODULES.iter().find(|(name, _)| path.split('/').any(|part| part == *name))?;
    Some(format!("{}: {name} -> {instead}", source.path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::made;

    fn told(path: &str, text: &str) -> Vec<String> {
        made(&[(path, text)]).iter().flat_map(in_text).collect()
    }

    #[test]
    fn a_retired_word_is_found_in_every_form() {
        for text in ["struct PictureDesk;", "fn open_desk() {}", ".desk-row { }", "// Two desks.", "let DESK = 1;"] {
            assert_eq!(told("app/a.rs", text), ["src/app/a.rs:1: desk -> editor; in a worker, recognizer"], "{text}");
        }
        assert_eq!(told("app/keeper.rs", "").len(), 1);
    }

    #[test]
    fn longer_words_and_plain_english_pass() {
        assert_eq!(told("app/a.rs", "Options::DESKTOP, a desktop, indeed, strip_prefix").len(), 0);
        assert_eq!(told("picture/lines.rs", "// A desk around the page.").len(), 0);
        assert_eq!(told("picture/lines.rs", "// A crew.").len(), 1);
    }

    #[test]
    fn a_retired_type_is_found_where_it_is_declared() {
        let sources = made(&[("a.rs", "pub enum Sign { Lead }\n// struct Hold\nfn a(b: Wish) {}")]);
        assert_eq!(types(&sources[0]), ["src/a.rs:1: Sign -> Symbol; of a number, Signum"]);
    }

    #[test]
    fn a_retired_module_is_found_on_its_path() {
        let sources = made(&[("inside/mod.rs", ""), ("app/later.rs", ""), ("app/lazy.rs", "")]);
        assert_eq!(sources.iter().filter_map(module).count(), 2);
    }
}
