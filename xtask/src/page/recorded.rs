//! Drawings recorded once, to be drawn again: on every screen, large, small and in a corner.

use crate::browser::Stroke;
use crate::project;
use anyhow::{Context, Result};
use inkling::glyph::{self, Glyph};
use inkling::ink::form;
use serde_json::Value;

#[derive(Clone, Debug)]
pub struct Drawing {
    pub text: String,
    pub writer: String,
    /// Of an expression, what it says in LaTeX, and its result in plain text where it has one.
    pub latex: String,
    pub result: String,
    /// Of words, how they are written: block, mixed or cursive.
    pub style: String,
    strokes: Vec<Stroke>,
    /// The line it was read from: the form in which the page keeps a drawing.
    pub json: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Centred,
    Small,
    Corner,
    /// As large as it was written, or as the pad lets it be.
    Written,
    /// One of so many beside each other, from the left.
    Beside(u32, u32),
}

impl Place {
    pub const ALL: [Self; 3] = [Self::Centred, Self::Small, Self::Corner];
}

/// All ten digits, by several writers.
pub fn digits() -> Result<Vec<Drawing>> {
    read("digits.jsonl")
}

/// One of that digit.
pub fn digit(text: &str) -> Result<Drawing> {
    one(digits()?, |drawing| drawing.text == text)
}

pub fn one(drawings: Vec<Drawing>, which: impl Fn(&Drawing) -> bool) -> Result<Drawing> {
    drawings.into_iter().find(which).context("The recorded drawings lack the one that is asked for.")
}

/// What is no digit.
pub fn others() -> Result<Vec<Drawing>> {
    read("others.jsonl")
}

fn read(name: &str) -> Result<Vec<Drawing>> {
    let file = project::root().join("tests/drawings").join(name);
    let text = std::fs::read_to_string(&file).with_context(|| format!("{} is missing.", file.display()))?;
    text.lines().map(|line| parse(line).with_context(|| format!("A line of {name} is no drawing."))).collect()
}

/// Expressions by two made-up hands, with their LaTeX.
pub fn expressions() -> Result<Vec<Drawing>> {
    read("expressions.jsonl")
}

/// Words and lines of them, in block capitals, small letters and joined writing.
pub fn words() -> Result<Vec<Drawing>> {
    read("words.jsonl")
}

/// The drawing of that text, its lines apart by "\n".
pub fn word(text: &str) -> Result<Drawing> {
    one(words()?, |drawing| drawing.text == text)
}

/// A drawing in the form in which the page keeps one.
pub fn parse(line: &str) -> Result<Drawing> {
    let value: Value = serde_json::from_str(line)?;
    let word = |field: &str| value.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let strokes = value.get("strokes").and_then(Value::as_array).context("It has no strokes.")?;
    let strokes = strokes.iter().map(stroke).collect::<Option<_>>().context("Its points are not numbers.")?;
    let [text, writer, latex, result, style] = ["text", "writer", "latex", "result", "style"].map(word);
    Ok(Drawing { text, writer, latex, result, style, strokes, json: line.to_owned() })
}

/// x, y, x, y, …
fn stroke(points: &Value) -> Option<Stroke> {
    let numbers: Vec<f64> = points.as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    Some(numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect())
}

impl Drawing {
    /// The strokes on a pad that lies at left, top with width, height.
    pub fn placed(&self, [left, top, width, height]: [f64; 4], place: Place) -> Vec<Stroke> {
        let side = width.min(height);
        let [x_min, y_min, x_max, y_max] = self.bounds();
        let (wide, high) = ((x_max - x_min).max(1.0), (y_max - y_min).max(1.0));
        let (size, x, y) = match place {
            Place::Written => (wide.max(high) * (0.9 * width / wide).min(0.9 * height / high).min(1.0), 0.5, 0.5),
            Place::Centred => (0.6 * side, 0.5, 0.5),
            Place::Small => (40.0, 0.35, 0.6),
            // Near the far corner, with room for the pen.
            Place::Beside(at, of) => (0.7 * width / f64::from(of), (f64::from(at) + 0.5) / f64::from(of), 0.5),
            Place::Corner => (0.25 * side, 1.0 - 0.16 * side / width, 1.0 - 0.16 * side / height),
        };
        let scale = size / wide.max(high);
        let centre = ((x_min + x_max) / 2.0, (y_min + y_max) / 2.0);
        let put = |value: f64, centre: f64, at: f64| ((value - centre) * scale + at).round();
        let point = |&(px, py): &(f64, f64)| (put(px, centre.0, left + x * width), put(py, centre.1, top + y * height));
        self.strokes.iter().map(|stroke| without_repeats(stroke.iter().map(point).collect())).collect()
    }

    /// As the network sees it.
    pub fn glyph(&self) -> Result<Glyph> {
        let strokes = form::read(&self.json).context("A recorded drawing is damaged.")?.drawing.strokes;
        glyph::from_strokes(strokes).context("A recorded drawing is empty.")
    }

    pub fn strokes(&self) -> u64 {
        self.strokes.len() as u64
    }

    fn bounds(&self) -> [f64; 4] {
        let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        self.strokes.iter().flatten().fold(none, |[x_min, y_min, x_max, y_max], &(x, y)| {
            [x_min.min(x), y_min.min(y), x_max.max(x), y_max.max(y)]
        })
    }
}

/// Without points that repeat the one before: a pointer that does not move sends no events.
fn without_repeats(mut stroke: Stroke) -> Stroke {
    stroke.dedup();
    stroke
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_lies_where_it_is_placed() {
        let drawing = parse(r#"{"text":"1","writer":"a","strokes":[[0,0,0,100],[0,50,10,50]]}"#).unwrap();
        assert_eq!(drawing.strokes(), 2);
        let placed = drawing.placed([10.0, 20.0, 400.0, 500.0], Place::Centred);
        assert_eq!(placed[0], vec![(198.0, 150.0), (198.0, 390.0)]);
        for place in Place::ALL {
            for (x, y) in drawing.placed([10.0, 20.0, 400.0, 500.0], place).into_iter().flatten() {
                assert!((10.0..410.0).contains(&x) && (20.0..520.0).contains(&y), "{place:?}: {x}, {y}");
            }
        }
    }

    #[test]
    fn all_ten_digits_are_recorded() {
        let digits = digits().unwrap();
        for digit in '0'..='9' {
            assert!(digits.iter().any(|drawing| drawing.text == digit.to_string()), "{digit}");
        }
    }

    #[test]
    fn words_are_recorded_in_every_style() {
        let words = words().unwrap();
        for style in ["block", "mixed", "cursive"] {
            assert!(words.iter().filter(|drawing| drawing.style == style).count() >= 5, "{style}");
        }
        assert!(words.iter().any(|drawing| drawing.text.contains('\n')));
    }
}
