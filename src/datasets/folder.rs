//! What folders hold besides pictures and data, and the order in which people list files.

/// What systems leave in folders and zips, besides files whose names begin with a dot.
const LEFT_BY_SYSTEMS: [&str; 4] = ["__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini"];

/// Whether systems keep a file out of people's sight, itself or with a folder that it is in.
pub fn is_hidden(path: &str) -> bool {
    let left = |part: &str| LEFT_BY_SYSTEMS.iter().any(|name| part.eq_ignore_ascii_case(name));
    let hidden = |part: &str| part.starts_with('.') || left(part);
    path.split(['/', '\\']).any(hidden)
}

/// Files as they are to be read, by their paths: without hidden ones. What came in folders is in natural order, behind
/// what was chosen file by file, which keeps its order.
pub fn listed<T>(files: impl IntoIterator<Item = T>, path: impl Fn(&T) -> &str) -> Vec<T> {
    let mut files: Vec<T> = files.into_iter().filter(|file| !is_hidden(path(file))).collect();
    files.sort_by_cached_key(|file| {
        let parts: Vec<_> = path(file).split('/').map(natural).collect();
        if parts.len() > 1 { parts } else { Vec::new() }
    });
    files
}

/// A key that sorts texts as people do: numbers within them by their value.
pub fn natural(text: &str) -> Vec<(String, u128)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(words);
        let figures = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(figures);
        // Longer than any number: all of them are alike.
        parts.push((word.to_lowercase(), number.parse().unwrap_or(u128::MAX)));
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_systems_leave_is_hidden() {
        let left = ["a/.DS_Store", "__MACOSX/7/a.png", "Thumbs.db", "a/thumbs.db", "a/desktop.ini", ".git/7/a.png"];
        assert!(left.into_iter().all(is_hidden));
        assert!(!is_hidden("7/a.png") && !is_hidden("7/Thumbs.db.png"));
    }

    #[test]
    fn a_folder_is_listed_in_natural_order_without_hidden_files() {
        let found = ["set/10.png", "set/.DS_Store", "set/9.png", "set/Thumbs.db", "Set/1.png", "set/2/1.png"];
        assert_eq!(listed(found, |path| path), ["Set/1.png", "set/2/1.png", "set/9.png", "set/10.png"]);
        assert_eq!(listed(["one/7.png", "one/.DS_Store"], |path| path), ["one/7.png"]);
    }

    #[test]
    fn files_that_were_chosen_one_by_one_keep_their_order() {
        assert_eq!(listed(["b.png", "set/1.png", "a.png"], |path| path), ["b.png", "a.png", "set/1.png"]);
    }

    #[test]
    fn numbers_are_sorted_by_their_value() {
        let mut names = ["b10.png", "b9.png", "a.png", "B2.png"];
        names.sort_by_cached_key(|name| natural(name));
        assert_eq!(names, ["a.png", "B2.png", "b9.png", "b10.png"]);
    }
}
