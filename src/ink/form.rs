//! The stroke file format: one JSON object per drawing, `{"text": "42", "writer": …, "strokes": [[x,y,x,y,…], …]}`.
//!
//! The page saves and restores drawings in it, and evaluation reads data sets of it, one object per line. Width, time
//! and pressure are optional lists beside `strokes`. Drawings kept in the gallery also have an `"id"` and `"kept"`, the
//! time when they were kept.

pub use super::form_error::FormError;
use super::limits;
use super::point::Point;
use super::stroke::{Drawing, Stroke};
use serde::Deserialize;
use serde_json::Value;
use std::fmt::Write;

/// The width of strokes whose file gives none, in pixels.
pub const DEFAULT_WIDTH: f32 = 6.0;

/// Ten to this is less than the smallest float.
const SMALLEST: i32 = -46;

/// A drawing with what its file says about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labelled {
    /// What is written; empty where the file gives none.
    pub text: String,
    /// Who wrote it; empty where the file gives none.
    pub writer: String,
    /// Empty where the file gives none.
    pub id: String,
    /// When it was kept, in milliseconds since 1970; None for drawings that were not.
    pub kept: Option<u64>,
    pub drawing: Drawing,
}

#[derive(Deserialize)]
struct Form {
    // Other programs may write values of any type here; the strokes are read all the same.
    #[serde(default)]
    id: Value,
    #[serde(default)]
    kept: Value,
    #[serde(default)]
    text: String,
    #[serde(default)]
    writer: Value,
    strokes: Vec<Vec<f32>>,
    #[serde(default)]
    widths: Vec<f32>,
    #[serde(default)]
    times: Vec<Vec<f32>>,
    #[serde(default)]
    pressures: Vec<Vec<f32>>,
}

/// One drawing as one line of JSON, with an empty label.
///
/// ```
/// use inkling::ink::{Drawing, Point, Stroke, form};
///
/// let stroke = Stroke { width: 4.0, points: vec![Point::at(0.0, 0.0), Point::at(0.0, 60.0)] };
/// let drawing = Drawing { strokes: vec![stroke] };
/// let line = form::write(&drawing);
/// assert_eq!(form::read(&line)?.drawing, drawing);
/// # Ok::<(), form::FormError>(())
/// ```
pub fn write(drawing: &Drawing) -> String {
    format!("{{\"text\":\"\",{}}}", lists(drawing))
}

/// One drawing as one line of JSON, with its label, its id and the time when it was kept, in milliseconds since 1970.
///
/// ```
/// use inkling::ink::{Drawing, form};
///
/// let line = form::write_kept(&Drawing::default(), "42", "a1", 1_700_000_000_000);
/// let labelled = form::read(&line)?;
/// assert_eq!((labelled.text.as_str(), labelled.id.as_str()), ("42", "a1"));
/// assert_eq!(labelled.kept, Some(1_700_000_000_000));
/// # Ok::<(), form::FormError>(())
/// ```
pub fn write_kept(drawing: &Drawing, text: &str, id: &str, kept: u64) -> String {
    format!("{{\"id\":{},\"kept\":{kept},\"text\":{},{}}}", Value::from(id), Value::from(text), lists(drawing))
}

/// The strokes and what is beside them. Written here: the page stores each change, and a general writer of JSON would be
/// part of the first load.
fn lists(drawing: &Drawing) -> String {
    let each = |of: fn(&Point) -> f32| list(&drawing.strokes, |stroke| list(&stroke.points, |point| number(of(point))));
    let strokes = list(&drawing.strokes, |stroke| {
        list(&stroke.points, |point| format!("{},{}", number(point.x), number(point.y)))
    });
    let widths = list(&drawing.strokes, |stroke| number(stroke.width));
    let (times, pressures) = (each(|point| point.time), each(|point| point.pressure));
    format!("\"strokes\":{strokes},\"widths\":{widths},\"times\":{times},\"pressures\":{pressures}")
}

fn list<T>(items: &[T], text: impl Fn(&T) -> String) -> String {
    let mut list = String::from("[");
    for (place, item) in items.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        _ = write!(list, "{comma}{}", text(item));
    }
    list + "]"
}

/// The shortest decimal that reads as the same number; JSON has no infinity. The standard library's own way to write
/// floats would be in what the page opens with for this alone.
fn number(value: f32) -> String {
    let magnitude = f64::from(value.abs());
    let highest = if magnitude < 1e9 { 8 } else { 38 };
    let mut decimals = (SMALLEST..=highest).rev().filter(|_| value.is_finite()).map(|exponent| {
        let unit = 10f64.powi(exponent);
        ((magnitude / unit).round(), unit, exponent)
    });
    let same = |(digits, unit, _): &(f64, f64, i32)| *digits >= 1.0 && (digits * unit) as f32 == value.abs();
    let Some((digits, _, exponent)) = decimals.find(same) else { return "0".into() };
    let mut text = (digits as u64).to_string();
    if exponent >= 0 {
        text.extend((0..exponent).map(|_| '0'));
    } else {
        let places = exponent.unsigned_abs() as usize;
        let lacking = (places + 1).saturating_sub(text.len());
        text.insert_str(0, &"0".repeat(lacking));
        text.insert(text.len() - places, '.');
    }
    let sign = if value < 0.0 { "-" } else { "" };
    sign.to_owned() + &text
}

/// Reads one drawing from one JSON object, however many strokes it has. Pressures are clamped to 0..1 and widths to
/// [`limits::WIDTHS`]; a stroke without a width gets [`DEFAULT_WIDTH`].
///
/// ```
/// use inkling::ink::form::{self, FormError};
///
/// let labelled = form::read(r#"{"text": "1", "writer": 12, "strokes": [[0,0, 0,60]]}"#)?;
/// assert_eq!((labelled.text.as_str(), labelled.writer.as_str()), ("1", "12"));
/// assert_eq!(labelled.drawing.strokes[0].points.len(), 2);
///
/// // An x without its y.
/// let damaged = form::read(r#"{"strokes": [[0, 0, 5]]}"#);
/// assert_eq!(damaged, Err(FormError::OddCoordinates { stroke: 0 }));
/// # Ok::<(), FormError>(())
/// ```
pub fn read(json: &str) -> Result<Labelled, FormError> {
    let form: Form = serde_json::from_str(json).map_err(|error| FormError::not_json(&error.to_string()))?;
    let Form { strokes, widths, times, pressures, .. } = form;
    let kept = form.kept.as_u64();
    Ok(Labelled {
        text: form.text,
        writer: text_of(form.writer),
        id: text_of(form.id),
        kept,
        drawing: Lists { strokes, widths, times, pressures }.drawing()?,
    })
}

/// The lists of numbers that a drawing is in its file: what the page opens with has the browser read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {
    pub strokes: Vec<Vec<f32>>,
    pub widths: Vec<f32>,
    pub times: Vec<Vec<f32>>,
    pub pressures: Vec<Vec<f32>>,
}

impl Lists {
    pub fn drawing(&self) -> Result<Drawing, FormError> {
        let mut strokes = Vec::with_capacity(self.strokes.len());
        for (index, coordinates) in self.strokes.iter().enumerate() {
            if coordinates.len() % 2 != 0 {
                return Err(FormError::OddCoordinates { stroke: index });
            }
            let along = |lists: &[Vec<f32>], at: usize, otherwise: f32| {
                let value = lists.get(index).and_then(|list| list.get(at)).copied();
                value.filter(|value| value.is_finite()).unwrap_or(otherwise)
            };
            let points: Vec<Point> = coordinates
                .chunks_exact(2)
                .enumerate()
                .map(|(at, pair)| Point {
                    x: pair[0],
                    y: pair[1],
                    time: along(&self.times, at, 0.0),
                    pressure: along(&self.pressures, at, 0.5).clamp(0.0, 1.0),
                })
                .collect();
            if points.iter().any(|p| !p.x.is_finite() || !p.y.is_finite()) {
                return Err(FormError::NotFinite { stroke: index });
            }
            let width = self.widths.get(index).copied().filter(|w| w.is_finite() && *w > 0.0).unwrap_or(DEFAULT_WIDTH);
            strokes.push(Stroke { width: width.clamp(*limits::WIDTHS.start(), *limits::WIDTHS.end()), points });
        }
        Ok(Drawing { strokes })
    }
}

/// A value as text, whatever its type.
fn text_of(value: Value) -> String {
    match value {
        Value::String(name) => name,
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::generators::drawings;
    use proptest::prelude::*;

    #[test]
    fn a_bare_file_line_is_read() {
        let read = read(r#"{"text": "4", "writer": 12, "q": "?", "strokes": [[0, 1, 2, 3], []]}"#).unwrap();
        assert_eq!((read.text.as_str(), read.writer.as_str()), ("4", "12"));
        assert_eq!(read.drawing.strokes[0].points, [Point::at(0.0, 1.0), Point::at(2.0, 3.0)]);
        assert_eq!(read.drawing.strokes[0].width, DEFAULT_WIDTH);
    }

    #[test]
    fn damaged_files_say_what_is_wrong() {
        assert_eq!(read(r#"{"strokes": [[1, 2], [3]]}"#), Err(FormError::OddCoordinates { stroke: 1 }));
        assert_eq!(read(r#"{"strokes": [[1e39, 2]]}"#), Err(FormError::NotFinite { stroke: 0 }));
        assert!(matches!(read("%PDF-1.4"), Err(FormError::NotJson(_))));
        assert!(matches!(read(""), Err(FormError::NotJson(_))));
        let long = read(&format!("{{\"strokes\": \"{}\"}}", "\u{7f}".repeat(5_000))).unwrap_err().to_string();
        assert!(
            long.chars().count() < 250 && long.contains("invalid type: string") && long.contains("line 1 column"),
            "{long}"
        );
    }

    #[test]
    fn an_id_and_a_time_of_any_type_are_accepted() {
        let known = read(r#"{"id": 12, "kept": "then", "text": "4", "strokes": [[0, 1]]}"#).unwrap();
        assert_eq!((known.id.as_str(), known.kept, known.text.as_str()), ("12", None, "4"));
        let known = read(&write_kept(&known.drawing, "7", "a1", 1234)).unwrap();
        assert_eq!((known.id.as_str(), known.kept, known.text.as_str()), ("a1", Some(1234), "7"));
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let ordinary = [0.0, 1.0, -1.5, 0.1, 123.456, 99_999.99, 16_777_216.0];
        let extreme = [1e-7, 1e10, f32::MAX, f32::MIN_POSITIVE, 1e-45];
        for value in ordinary.into_iter().chain(extreme) {
            assert_eq!(number(value), value.to_string());
        }
        assert_eq!(number(f32::INFINITY), "0");
        assert_eq!(number(f32::NAN), "0");
    }

    proptest! {
        #[test]
        fn any_number_reads_as_itself(bits in any::<u32>()) {
            let value = f32::from_bits(bits);
            prop_assume!(value.is_finite());
            prop_assert_eq!(number(value).parse::<f32>().unwrap(), value);
            prop_assert!(number(value).len() <= value.to_string().len());
        }

        #[test]
        fn what_was_written_is_read_back(drawing in drawings()) {
            prop_assert_eq!(read(&write(&drawing)).unwrap().drawing, drawing);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,200}") {
            let _ = read(&text);
        }
    }
}
