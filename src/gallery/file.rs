//! The gallery as one file: a line of JSON for each drawing. Files come from anywhere, so everything in them is checked,
//! and the valid lines of a damaged one are still imported.

use super::KeptDrawing;
use crate::ink::limits;
use std::collections::BTreeSet;
use std::fmt;

/// The size of a file at most, in bytes; larger ones are refused unread.
pub const MOST_BYTES: usize = 64 << 20;
/// The length of a line at most, in bytes; no drawing made by hand is longer.
const LONGEST_LINE: usize = 4 << 20;
/// The number of lines that are read of one file.
const MOST_LINES: usize = 20_000;
/// The number of damaged lines whose numbers are listed.
const LISTED: usize = 5;

/// What was imported from a file.
#[derive(Debug, Default, PartialEq)]
pub struct ImportedFile {
    pub kept: Vec<KeptDrawing>,
    /// The numbers of the first damaged lines, from one.
    pub damaged: Vec<usize>,
    /// What is wrong with the first damaged line.
    why: String,
    /// How many are damaged in all.
    pub lost: usize,
    /// How many lines are beyond those that are read of one file.
    pub beyond: usize,
}

#[derive(Debug, PartialEq)]
pub enum FileError {
    TooLarge,
    /// It has lines, but none is a drawing.
    Foreign(String),
    Empty,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "The file has more than {} MB, more than is read at once. Split it between two lines, then import the parts.",
                MOST_BYTES >> 20
            ),
            Self::Foreign(why) => {
                write!(f, "The file has no kept drawings in it. {why} Choose one that was saved with “Export all”.")
            }
            Self::Empty => write!(f, "The file is empty. Choose one that was saved with “Export all”."),
        }
    }
}

impl std::error::Error for FileError {}

/// The file of some kept drawings.
pub fn write<'a>(kept: impl IntoIterator<Item = &'a KeptDrawing>) -> String {
    kept.into_iter().map(|kept| kept.line() + "\n").collect()
}

/// Whether these bytes are a file of kept drawings: the first line says when its drawing was kept.
pub fn is_one(bytes: &[u8]) -> bool {
    let first = lines(bytes).next().map(|(_, line)| line);
    let read = |line: &[u8]| crate::ink::form::read(std::str::from_utf8(line).ok()?).ok()?.kept;
    first.filter(|line| line.len() <= LONGEST_LINE).and_then(read).is_some()
}

/// The drawings in a file; those without a time get `now`. The same drawing is imported once.
pub fn read(bytes: &[u8], now: u64) -> Result<ImportedFile, FileError> {
    if bytes.len() > MOST_BYTES {
        return Err(FileError::TooLarge);
    }
    let mut imported = ImportedFile::default();
    let mut known = BTreeSet::new();
    for (at, (number, line)) in lines(bytes).enumerate() {
        if at >= MOST_LINES {
            imported.beyond += 1;
            continue;
        }
        match one(line, now) {
            Ok(kept) => {
                if known.insert(kept.id.clone()) {
                    imported.kept.push(kept);
                }
            }
            Err(why) => imported.lose(number, why),
        }
    }
    match (imported.kept.is_empty(), imported.lost) {
        (true, 0) => Err(FileError::Empty),
        (true, _) => Err(FileError::Foreign(imported.why)),
        (false, _) => Ok(imported),
    }
}

impl ImportedFile {
    fn lose(&mut self, number: usize, why: String) {
        if self.lost == 0 {
            self.why = why;
        }
        if self.damaged.len() < LISTED {
            self.damaged.push(number);
        }
        self.lost += 1;
    }

    /// A sentence on what was not imported; empty where everything was.
    pub fn complaint(&self) -> String {
        let numbers: Vec<String> = self.damaged.iter().map(usize::to_string).collect();
        let numbers = numbers.join(", ");
        let damaged = match (self.lost, self.lost - self.damaged.len()) {
            (0, _) => String::new(),
            (1, _) => format!("Line {numbers} is damaged and was left out: {}", self.why),
            (_, 0) => format!("Lines {numbers} are damaged and were left out. The first: {}", self.why),
            (_, more) => {
                format!("Lines {numbers} and {more} more are damaged and were left out. The first: {}", self.why)
            }
        };
        let beyond = match self.beyond {
            0 => String::new(),
            more => format!(
                "{more} lines are beyond the {MOST_LINES} that are read of one file; split it to bring them in."
            ),
        };
        [damaged, beyond].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// The lines that are not blank, with their numbers from one.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let trimmed = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    trimmed.enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.is_empty())
}

/// The drawing in one line, or what is wrong with it.
fn one(line: &[u8], now: u64) -> Result<KeptDrawing, String> {
    if line.len() > LONGEST_LINE {
        return Err("It is longer than any drawing.".to_owned());
    }
    let text = std::str::from_utf8(line).map_err(|_| "It is no text.".to_owned())?;
    let kept = KeptDrawing::read(text, now).map_err(|error| error.to_string())?;
    limits::check(&kept.drawing).map_err(|error| error.to_string())?;
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{any_kept, line, three};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn damaged_lines_are_listed_by_number_and_the_others_imported() {
        let file = write(&three());
        let lines: Vec<&str> = file.lines().collect();
        let damaged = format!("{}\n\nseven\n{}\r\n{}\n{{\"strokes\": []}}\n{}", lines[0], lines[1], lines[1], lines[2]);
        let imported = read(damaged.as_bytes(), 0).unwrap();
        assert_eq!((imported.kept.len(), &imported.damaged[..], imported.lost), (3, &[3, 6][..], 2));
        assert!(imported.complaint().starts_with("Lines 3, 6 are damaged"), "{}", imported.complaint());
        assert_eq!(read(file.as_bytes(), 0).unwrap().complaint(), "");
    }

    #[test]
    fn bytes_that_are_no_text_cost_one_line() {
        let mut file = write(&three()).into_bytes();
        file[3] = 0xFF;
        let imported = read(&file, 0).unwrap();
        assert_eq!((imported.kept.len(), &imported.damaged[..]), (2, &[1][..]));
    }

    #[test]
    fn files_that_are_something_else_say_so() {
        assert_eq!(read(b"\n \n", 0), Err(FileError::Empty));
        assert!(matches!(read(b"\x89PNG\r\n\x1a\n", 0), Err(FileError::Foreign(_))));
        assert_eq!(read(&vec![b'x'; MOST_BYTES + 1], 0), Err(FileError::TooLarge));
        let long = format!("{{\"text\": \"{}\", \"strokes\": [[1, 2]]}}", "7".repeat(LONGEST_LINE));
        assert!(matches!(read(long.as_bytes(), 0), Err(FileError::Foreign(why)) if why.contains("longer")));
    }

    #[test]
    fn lines_with_too_many_strokes_are_refused() {
        let many = format!("{{\"strokes\": [{}[1, 2]]}}", "[1, 2],".repeat(limits::MOST_STROKES));
        let imported = read(format!("{}{many}", write(&three())).as_bytes(), 0).unwrap();
        assert_eq!((imported.kept.len(), &imported.damaged[..]), (3, &[4][..]));
        assert!(imported.complaint().contains("by hand"), "{}", imported.complaint());
    }

    #[test]
    fn lines_beyond_the_limit_are_counted() {
        let imported = read("{\"strokes\": [[1, 2]]}\n".repeat(MOST_LINES + 2).as_bytes(), 0).unwrap();
        assert_eq!((imported.kept.len(), imported.beyond), (1, 2));
        assert!(imported.complaint().contains("split it"));
    }

    #[test]
    fn a_file_of_kept_drawings_is_distinguished_from_one_drawing() {
        assert!(is_one(write(&three()).as_bytes()));
        assert!(!is_one(crate::ink::form::write(&line(1.0)).as_bytes()));
        assert!(!is_one(b"seven") && !is_one(b""));
    }

    proptest! {
        #[test]
        fn what_is_exported_is_imported_as_it_was(kept in proptest::collection::vec(any_kept(), 1..6)) {
            let imported = read(write(&kept).as_bytes(), 0).unwrap();
            prop_assert_eq!(&imported.kept, &kept);
            // And once more it is the same file.
            prop_assert_eq!(write(&imported.kept), write(&kept));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = (read(&bytes, 0), is_one(&bytes));
        }
    }
}
