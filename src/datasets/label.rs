//! A picture's label from its name or its folder: `7/abc.png`, `7.png`, `7-001.png`, `abc_7.png`.

/// Longer numbers are dates and counters. Amounts of money have up to seven digits.
const MOST_DIGITS: usize = 7;

/// What is said of a picture without one.
pub const MISSING: &str =
    "Its name has no label. Put it in a folder named by its number, or begin or end its name with the number.";

/// The number that a path says is on its picture. A folder that is a number speaks first, then a number that the name
/// begins with, then one that it ends with; numbers that begin with a nought only count pictures.
pub fn of(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
    let name = parts.pop()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words: Vec<&str> =
        stem.split(|symbol: char| !symbol.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let folder = parts.last().copied();
    let found = [folder, words.first().copied(), words.last().copied()].into_iter().flatten().find(|word| names(word));
    // A number alone may begin with noughts when it is all there is to go by.
    let alone = words.first().filter(|word| words.len() == 1 && is_number(word));
    found.or(alone.copied()).map(str::to_owned)
}

/// Whether a text is one number as labels are.
pub fn is_number(text: &str) -> bool {
    (1..=MOST_DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn names(word: &str) -> bool {
    is_number(word) && (word.len() == 1 || !word.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_folders_say_what_is_written() {
        let cases = [
            ("7/abc.png", Some("7")),
            ("set/7/3.png", Some("7")),
            ("abc_7.png", Some("7")),
            ("7.png", Some("7")),
            ("7-001.png", Some("7")),
            ("001-7.png", Some("7")),
            ("img_00012_4.jpg", Some("4")),
            ("0-0003.png", Some("0")),
            ("2047.png", Some("2047")),
            ("1250000.png", Some("1250000")),
            ("007.png", Some("007")),
            ("set\\42\\a.png", Some("42")),
            ("train/abc.png", None),
            ("20240131123456.png", None),
            ("abc7.png", None),
            (".png", None),
            ("", None),
        ];
        for (path, label) in cases {
            assert_eq!(of(path).as_deref(), label, "{path}");
        }
    }
}
