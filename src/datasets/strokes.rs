//! Drawings of a stroke file, brought to the size that they have on the pad.

use super::error::quoted;
use super::{Content, label};
use crate::ink::form::{self, FormError};
use crate::ink::{Drawing, Point};
use std::fmt;

/// Nobody writes a number with more than this.
const MOST_STROKES: usize = 400;
const MOST_POINTS: usize = 20_000;
/// Longer lines are not even looked at.
const MOST_BYTES: usize = 1 << 20;
/// Every device has a scale of its own: a drawing's longer side is made so many pixels of the pad.
pub const FITTED: f32 = 360.0;

#[derive(Debug, PartialEq)]
pub enum StrokesError {
    TooLarge,
    NotText,
    Format(FormError),
    NoLabel(String),
    NoInk,
    TooFar,
}

impl fmt::Display for StrokesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => {
                write!(f, "It has more than {MOST_STROKES} strokes or {MOST_POINTS} points, too many for a number.")
            }
            Self::NotText => write!(f, "It is no text in UTF-8. Save the file in that form."),
            Self::Format(FormError::NotJson(why)) => {
                write!(f, "It is not as a drawing should be ({why}). One JSON object a line is expected.")
            }
            Self::Format(error) => error.fmt(f),
            Self::NoLabel(text) => write!(f, "Its text is {text}, and a number is expected."),
            Self::NoInk => write!(f, "Its strokes have no points, so there is nothing to read."),
            Self::TooFar => write!(f, "Its coordinates are too large for a pad. Save them in pixels."),
        }
    }
}

impl std::error::Error for StrokesError {}

/// The label of a line, and its drawing.
pub fn read(line: &[u8]) -> Result<(String, Content), StrokesError> {
    if line.len() > MOST_BYTES {
        return Err(StrokesError::TooLarge);
    }
    let text = std::str::from_utf8(line).map_err(|_| StrokesError::NotText)?;
    let known = form::read(text).map_err(StrokesError::Format)?;
    let points: usize = known.drawing.strokes.iter().map(|stroke| stroke.points.len()).sum();
    if known.drawing.strokes.len() > MOST_STROKES || points > MOST_POINTS {
        return Err(StrokesError::TooLarge);
    }
    if points == 0 {
        return Err(StrokesError::NoInk);
    }
    let label: String = known.text.split_whitespace().collect();
    if !label::is_number(&label) {
        return Err(StrokesError::NoLabel(quoted(known.text.as_bytes())));
    }
    let drawing = placed(&known.drawing, FITTED, (0.0, 0.0));
    let on_pad = |point: &Point| point.x.abs() <= FITTED && point.y.abs() <= FITTED;
    if !drawing.strokes.iter().flat_map(|stroke| &stroke.points).all(on_pad) {
        return Err(StrokesError::TooFar);
    }
    Ok((label, Content::of_drawing(&drawing)))
}

/// The drawing with its longer side of this length, the middle of its box there.
pub fn placed(drawing: &Drawing, side: f32, (x, y): (f32, f32)) -> Drawing {
    let Some(bounds) = drawing.bounds() else { return drawing.clone() };
    let scale = side / bounds.longer_side().max(1e-3);
    let (cx, cy) = bounds.middle();
    let mut placed = drawing.clone();
    for point in placed.strokes.iter_mut().flat_map(|stroke| &mut stroke.points) {
        *point = Point { x: (point.x - cx) * scale + x, y: (point.y - cy) * scale + y, ..*point };
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_label_and_lines_of_candidates() {
        let (label, content) = read(br#"{"text": "1 1", "strokes": [[0,0,0,9], [4,0,4,9]]}"#).unwrap();
        let Content::Drawing(lines) = content else { panic!("{content:?}") };
        assert_eq!((label.as_str(), lines.len(), lines[0].pieces), ("11", 1, 2));
        assert_eq!(lines[0].glyphs.len(), lines[0].candidates.len());
    }

    #[test]
    fn wrong_lines_say_what_is_wrong() {
        let said = |line: &str| read(line.as_bytes()).unwrap_err().to_string();
        assert!(said("{\"text\": \"4\"").contains("JSON"));
        assert!(said(r#"{"text": "K", "strokes": [[0,0,1,1]]}"#).starts_with("Its text is “K”"));
        assert!(said(r#"{"text": "4", "strokes": [[]]}"#).contains("nothing to read"));
        assert!(said(r#"{"text": "4", "strokes": [[1]]}"#).contains("without its y"));
        let many = format!(r#"{{"text": "4", "strokes": [{}[0,0]]}}"#, "[0,0],".repeat(MOST_STROKES));
        assert!(said(&many).contains("too many"));
        assert_eq!(read(b"\xff"), Err(StrokesError::NotText));
    }
}
