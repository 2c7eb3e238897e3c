//! CSV of pixels, the form that Kaggle has MNIST in: a label and 784 pixels a line, light ink on black.

use super::error::quoted;
use super::idx::grey;
use crate::glyph::{AREA, SIDE};
use crate::raster::Grey;
use std::fmt;

const COLUMNS: usize = AREA + 1;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CsvError {
    Columns(usize),
    Label(String),
    Pixel { column: usize, value: String },
}

impl fmt::Display for CsvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns(count) => {
                write!(f, "There are {count} columns, and {COLUMNS} are expected: a label, then {AREA} pixels.")
            }
            Self::Label(value) => write!(f, "The label is {value}, and a digit from 0 to 9 is expected."),
            Self::Pixel { column, value } => {
                write!(f, "Column {column} is {value}, and a whole number from 0 to 255 is expected.")
            }
        }
    }
}

impl std::error::Error for CsvError {}

/// Whether a line names its columns.
pub fn is_header(line: &[u8]) -> bool {
    field(line.split(|byte| *byte == b',').next().unwrap_or_default()).iter().any(u8::is_ascii_alphabetic)
}

/// The label and the picture of a line.
pub fn read(line: &[u8]) -> Result<(u8, Grey), CsvError> {
    let columns = line.iter().filter(|byte| **byte == b',').count() + 1;
    if columns != COLUMNS {
        return Err(CsvError::Columns(columns));
    }
    let mut fields = line.split(|byte| *byte == b',').map(field);
    let first = fields.next().unwrap_or_default();
    let label = number(first).filter(|label| *label < 10).ok_or_else(|| CsvError::Label(quoted(first)))?;
    let mut pixels = [0; AREA];
    for (at, (pixel, field)) in pixels.iter_mut().zip(fields).enumerate() {
        *pixel = number(field).ok_or_else(|| CsvError::Pixel { column: at + 2, value: quoted(field) })?;
    }
    Ok((label, grey(SIDE, SIDE, &pixels)))
}

/// Without spaces and quotes around it.
fn field(field: &[u8]) -> &[u8] {
    let field = field.trim_ascii();
    field.strip_prefix(b"\"").and_then(|field| field.strip_suffix(b"\"")).unwrap_or(field)
}

fn number(field: &[u8]) -> Option<u8> {
    let plain = (1..=3).contains(&field.len()) && field.iter().all(u8::is_ascii_digit);
    let value = field.iter().filter(|_| plain).fold(0u16, |value, digit| 10 * value + u16::from(digit - b'0'));
    // Some programs write every number with a point.
    let pointed = || std::str::from_utf8(field).ok()?.strip_suffix(".0").and_then(|whole| number(whole.as_bytes()));
    if plain { value.try_into().ok() } else { pointed() }
}

/// In quotes where commas, quotes or line breaks ask for them. A program that calculates must not take a file's name for
/// a formula.
pub fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(label: &str, pixel: &str) -> Vec<u8> {
        format!("{label},{}{pixel}", "0,".repeat(AREA - 1)).into_bytes()
    }

    #[test]
    fn a_line_is_a_label_and_a_picture() {
        let (label, grey) = read(&line("7", "51")).unwrap();
        assert_eq!((label, grey.width, grey.height), (7, SIDE, SIDE));
        assert_eq!((grey.pixels[0], grey.pixels[AREA - 1]), (0.0, 0.2));
        assert_eq!(read(&line(" \"3\"", "255.0")).unwrap().0, 3);
    }

    #[test]
    fn headers_are_known() {
        assert!(is_header(b"label,pixel0") && is_header(b"\"label\",\"1x1\""));
        assert!(!is_header(b"7,0,0") && !is_header(b""));
    }

    #[test]
    fn wrong_lines_say_what_is_wrong() {
        let said = |line: &[u8]| read(line).unwrap_err().to_string();
        assert!(said(b"1,2,3").starts_with("There are 3 columns"));
        assert!(said(&line("12", "0")).starts_with("The label is “12”"));
        assert!(said(&line("", "0")).starts_with("The label is “”"));
        assert!(said(&line("1", "256")).starts_with("Column 785 is “256”"));
        assert!(said(&line("1", "0.5")).starts_with("Column 785 is “0.5”"));
    }

    #[test]
    fn odd_names_stay_in_their_cells() {
        assert_eq!([cell("a,\"b\""), cell("=1"), cell("a")], ["\"a,\"\"b\"\"\"", "'=1", "a"]);
    }
}
