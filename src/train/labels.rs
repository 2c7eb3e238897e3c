//! A folder of pictures whose `labels.csv` says what is written on each.

use super::{Result, TrainError, context};
use crate::picture::{Photo, decode};
use std::path::Path;

/// A picture and what is written on it.
pub struct Known {
    pub file: String,
    pub text: String,
}

/// The pictures that a folder's labels name.
pub fn read(folder: &Path) -> Result<Vec<Known>> {
    let labels = folder.join("labels.csv");
    let text = std::fs::read_to_string(&labels).map_err(context(format!("{} cannot be read", labels.display())))?;
    parse(&text).map_err(|why| TrainError(format!("{}, {why}.", labels.display())))
}

impl Known {
    pub fn photo(&self, folder: &Path) -> Result<Photo> {
        let file = folder.join(&self.file);
        let bytes = std::fs::read(&file).map_err(context(format!("{} cannot be read", file.display())))?;
        decode::photo(&bytes).map_err(|why| TrainError(format!("{}: {why}", file.display())))
    }
}

/// The pictures in a CSV file with the columns `file` and `text`; further columns are ignored.
fn parse(text: &str) -> std::result::Result<Vec<Known>, String> {
    let mut rows = rows(text.trim_start_matches('\u{feff}')).into_iter();
    let (_, header) = rows.next().unwrap_or_default();
    let column = |name: &str| {
        header
            .iter()
            .position(|column| column.trim() == name)
            .ok_or_else(|| format!("line 1: no column “{name}” is named"))
    };
    let (file, text) = (column("file")?, column("text")?);
    let known = |(line, row): (usize, Vec<String>)| match (row.get(file), row.get(text)) {
        (Some(file), Some(text)) if !file.trim().is_empty() => {
            Ok(Known { file: file.trim().to_owned(), text: text.trim().to_owned() })
        }
        _ => Err(format!("line {line}: a file and its text are expected")),
    };
    rows.map(known).collect()
}

/// The rows of a CSV file that are not empty, each with the line where it begins. Fields in quotation marks may hold
/// commas, line breaks, and quotation marks that are written twice.
fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut first, mut is_quoted) = (1, 1, false);
    let mut characters = text.chars().chain(['\n']).peekable();
    while let Some(character) = characters.next() {
        line += usize::from(character == '\n');
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => field.extend(characters.next()),
            '"' if is_quoted || field.trim().is_empty() => {
                if !is_quoted {
                    field.clear();
                }
                is_quoted = !is_quoted;
            }
            _ if is_quoted => field.push(character),
            ',' => row.push(std::mem::take(&mut field)),
            '\n' => {
                row.push(std::mem::take(&mut field));
                let whole = std::mem::take(&mut row);
                if whole.iter().any(|field| !field.trim().is_empty()) {
                    rows.push((first, whole));
                }
                first = line;
            }
            _ => field.push(character),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        parse(text).unwrap().into_iter().map(|one| (one.file, one.text)).collect()
    }

    #[test]
    fn labels_are_read_by_their_columns() {
        let known = pairs("text,file,boxes\n\"42\",a.png,\"[[1,2]]\"\n\n7,b.png\r\n");
        assert_eq!(known, [("a.png".into(), "42".into()), ("b.png".into(), "7".into())]);
        assert!(parse("picture,text\na,1\n").is_err());
        assert_eq!(
            parse("file,text\na.png,1\na.png\n").err().as_deref(),
            Some("line 3: a file and its text are expected")
        );
    }

    #[test]
    fn quoted_fields_hold_commas_quotation_marks_and_line_breaks() {
        let known = pairs("file,text\na.png,\"He said \"\"so, so\"\".\nTwice\"\nb.png, 3\" high\n");
        assert_eq!(known[0].1, "He said \"so, so\".\nTwice");
        assert_eq!(known[1].1, "3\" high");
    }
}
