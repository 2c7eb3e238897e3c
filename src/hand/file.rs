//! The file of a hand: a line of JSON for each example, which is also a line of the stroke file form, so that training and
//! evaluation read it. Files come from anywhere, so everything in them is checked.

use super::example::Example;
use crate::alphabet::SymbolId;
use crate::ink::{Drawing, Point, Stroke};
use serde::Deserialize;
use serde_json::Value;
use std::fmt::{self, Write};

/// The version of the form.
const VERSION: u64 = 1;
/// More examples than a hand keeps.
pub const MOST_EXAMPLES: usize = 2_000;
/// Larger files hold more than that.
const MOST_BYTES: usize = 16 << 20;
/// More strokes or points than a sign and its neighbours have.
const MOST_STROKES: usize = 64;
const MOST_POINTS: usize = 4_000;
/// Farther away nothing was written.
const FARTHEST: f32 = 1e5;
/// The last time that there is, in milliseconds since 1970.
const LATEST: f64 = 8.64e15;
/// The width of strokes, which the file leaves out.
const WIDTH: f32 = 6.0;

/// Why a file holds no hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandFileError {
    Empty,
    TooLarge,
    /// It is something else.
    Foreign,
    /// It was written by a later version of the page.
    Newer,
    /// The line, from 1 on, that is damaged.
    Damaged(usize),
}

impl fmt::Display for HandFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "The file is empty. Choose one that “Your hand” exported."),
            Self::TooLarge => write!(
                f,
                "The file has more than {MOST_EXAMPLES} examples, more than a hand keeps. Choose one that “Your hand” exported."
            ),
            Self::Foreign => {
                write!(f, "The file has no examples of a hand in it. Choose one that “Your hand” exported.")
            }
            Self::Newer => {
                write!(
                    f,
                    "The file was written by a newer version of this page. Reload the page, then import it again."
                )
            }
            Self::Damaged(line) => {
                write!(f, "Line {line} of the file is damaged, so nothing of it was taken. Export the hand once more.")
            }
        }
    }
}

impl std::error::Error for HandFileError {}

/// The file of some examples.
pub fn write(examples: &[Example]) -> String {
    examples.iter().fold(String::new(), |mut file, example| {
        let Example { id, symbol, at, ink, around, height, by_lesson } = example;
        let (text, ink, around) = (Value::from(symbol.to_string()), strokes(ink), strokes(around));
        // Writing into a string has no way to fail.
        let _ = writeln!(
            file,
            "{{\"hand\":{VERSION},\"id\":\"{id}\",\"text\":{text},\"kept\":{},\"height\":{},\"lesson\":{by_lesson},\
             \"around\":{around},\"strokes\":{ink}}}",
            at.max(0.0).round() as u64,
            number(*height),
        );
        file
    })
}

/// The examples of a file: all of them, or what is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Vec<Example>, HandFileError> {
    if bytes.len() > MOST_BYTES {
        return Err(HandFileError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| HandFileError::Foreign)?;
    let mut examples = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        if examples.len() == MOST_EXAMPLES {
            return Err(HandFileError::TooLarge);
        }
        let is_first = examples.is_empty();
        let form: Form = serde_json::from_str(line).map_err(|_| match is_first {
            true => HandFileError::Foreign,
            false => HandFileError::Damaged(number),
        })?;
        if form.hand > VERSION {
            return Err(HandFileError::Newer);
        }
        examples.push(form.example().ok_or(HandFileError::Damaged(number))?);
    }
    if examples.is_empty() { Err(HandFileError::Empty) } else { Ok(examples) }
}

#[derive(Deserialize)]
struct Form {
    hand: u64,
    id: String,
    text: String,
    kept: f64,
    #[serde(default)]
    height: f32,
    #[serde(default)]
    lesson: bool,
    #[serde(default)]
    around: Vec<Vec<f32>>,
    strokes: Vec<Vec<f32>>,
}

impl Form {
    fn example(self) -> Option<Example> {
        let is_sound = (0.0..=LATEST).contains(&self.kept) && (0.0..=FARTHEST).contains(&self.height);
        let ink = drawing(&self.strokes)?;
        Some(Example {
            id: self.id.parse().ok()?,
            symbol: SymbolId::of_text(&self.text)?,
            at: self.kept.round(),
            around: drawing(&self.around)?,
            height: self.height,
            by_lesson: self.lesson,
            ink,
        })
        .filter(|example| is_sound && !example.ink.is_empty())
    }
}

/// None where the numbers are not those of a drawing by hand.
fn drawing(strokes: &[Vec<f32>]) -> Option<Drawing> {
    let numbers = || strokes.iter().flatten();
    let is_sound = strokes.len() <= MOST_STROKES
        && numbers().count() <= 2 * MOST_POINTS
        && strokes.iter().all(|stroke| stroke.len().is_multiple_of(2))
        && numbers().all(|number| number.abs() <= FARTHEST);
    let points = |stroke: &Vec<f32>| stroke.as_chunks().0.iter().map(|[x, y]| Point::at(*x, *y)).collect();
    let stroke = |stroke: &Vec<f32>| Stroke { width: WIDTH, points: points(stroke) };
    is_sound.then(|| Drawing { strokes: strokes.iter().map(stroke).collect() })
}

fn strokes(drawing: &Drawing) -> String {
    let point = |point: &Point| format!("{},{}", number(point.x), number(point.y));
    let stroke = |stroke: &Stroke| format!("[{}]", stroke.points.iter().map(point).collect::<Vec<_>>().join(","));
    format!("[{}]", drawing.strokes.iter().map(stroke).collect::<Vec<_>>().join(","))
}

/// A number in as few digits as say it; JSON has none for what is no number.
fn number(number: f32) -> String {
    if number.is_finite() { format!("{number}") } else { "0".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::example::tests::example;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let examples = [example(7, "7"), example(u64::MAX, "sin"), example(9, "\"")];
        let file = write(&examples);
        assert_eq!(read(file.as_bytes()).as_deref(), Ok(examples.as_slice()));
        // And each line is a labelled drawing.
        let labelled = crate::ink::form::read(file.lines().next().unwrap_or_default()).unwrap();
        assert_eq!((labelled.text.as_str(), labelled.drawing.strokes.len()), ("7", examples[0].ink.strokes.len()));
    }

    #[test]
    fn what_is_no_hand_is_refused_with_a_reason() {
        let good = write(&[example(1, "7")]);
        assert_eq!(read(b" \n"), Err(HandFileError::Empty));
        assert_eq!(read(b"\x89PNG\r\n\x1a\n"), Err(HandFileError::Foreign));
        assert_eq!(read(b"{\"text\":\"7\",\"strokes\":[[1,2]]}"), Err(HandFileError::Foreign));
        assert_eq!(read(good.replace("\"hand\":1", "\"hand\":2").as_bytes()), Err(HandFileError::Newer));
        let other = |from: &str, to: &str| read(format!("{good}{}", good.replace(from, to)).as_bytes());
        assert_eq!(other("\"id\":\"1\"", "\"id\":\"one\""), Err(HandFileError::Damaged(2)));
        assert_eq!(other("\"text\":\"7\"", "\"text\":\"77\""), Err(HandFileError::Damaged(2)));
        assert_eq!(other("\"strokes\":[[", "\"strokes\":[[3e9,1,"), Err(HandFileError::Damaged(2)));
        assert_eq!(other("\"strokes\":[[", "\"strokes\":[[1,"), Err(HandFileError::Damaged(2)));
        assert_eq!(other("}", ""), Err(HandFileError::Damaged(2)));
        assert_eq!(read(good.repeat(MOST_EXAMPLES + 1).as_bytes()), Err(HandFileError::TooLarge));
        let many = format!("\"strokes\":[{}[", "[1,2],".repeat(MOST_STROKES));
        assert_eq!(other("\"strokes\":[[", &many.to_string()), Err(HandFileError::Damaged(2)));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
        }

        #[test]
        fn no_damage_makes_it_panic(at in 0usize..200, byte: u8) {
            let mut bytes = write(&[example(1, "7"), example(2, "4")]).into_bytes();
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = read(&bytes);
        }
    }
}
