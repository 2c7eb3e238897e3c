//! Ways in which a server fails people, on purpose and at will: for the tests.

use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 404, as after a deploy that removed the file.
    Missing,
    /// Half of the bytes, as if that were all.
    Truncated,
    /// The connection ends half way.
    Cut,
    /// A web page instead of the file, as captive portals answer.
    Foreign,
    /// One bit in the middle of the file is another.
    Flipped,
    /// No answer, as long as the fault lasts; then the connection ends.
    Silent,
    Delay(Duration),
}

/// Which paths fail, and how.
#[derive(Default)]
pub struct Table(Vec<(String, Fault)>);

impl Table {
    /// The pattern is a path, or its parts around one or more `*`.
    pub fn set(&mut self, pattern: &str, fault: Fault) {
        self.0.push((pattern.to_owned(), fault));
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn of(&self, path: &str) -> Option<Fault> {
        self.0.iter().rev().find(|(pattern, _)| matches(pattern, path)).map(|&(_, fault)| fault)
    }
}

fn matches(pattern: &str, path: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == path };
    let Some(path) = path.strip_prefix(start) else { return false };
    let mut ends = path.char_indices().map(|(at, _)| at).chain([path.len()]);
    ends.any(|at| matches(rest, &path[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        assert!(matches("/a.js", "/a.js"));
        assert!(matches("*.weights", "/x/inkling-12.weights"));
        assert!(matches("*/engine-*.wasm", "/engine-flex_bg.wasm"));
        assert!(!matches("*.weights", "/a.js"));
        assert!(!matches("/a.js", "/a.json"));
    }

    #[test]
    fn the_latest_word_counts() {
        let mut table = Table::default();
        table.set("*", Fault::Missing);
        table.set("*.js", Fault::Truncated);
        assert_eq!(table.of("/a.js"), Some(Fault::Truncated));
        assert_eq!(table.of("/a.css"), Some(Fault::Missing));
        table.clear();
        assert_eq!(table.of("/a.js"), None);
    }
}
