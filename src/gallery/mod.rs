//! The gallery: drawings that the visitor keeps with labels, their file form, and labelled data sets made of them. Knows
//! no browser.

pub mod file;
pub mod grey;
pub mod idx;
pub mod labelled;
pub mod zip;

use crate::alphabet::SymbolId;
use crate::fnv;
use crate::ink::form::{self, FormError, Labelled};
use crate::ink::{Drawing, Stroke};
use std::fmt;

/// The number of characters of a label at most; longer ones are cut.
pub const LONGEST_LABEL: usize = 64;
const LONGEST_ID: usize = 64;
/// The latest date that browsers can represent, in milliseconds since 1970.
const LAST: u64 = 8_640_000_000_000_000;

/// A drawing that is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDrawing {
    /// A name that is unique in this browser and in others.
    pub id: String,
    /// What is written; empty where it is not known.
    label: String,
    /// When it was kept, in milliseconds since 1970.
    pub at: u64,
    pub drawing: Drawing,
}

/// Why a line of a file holds no drawing for the gallery.
#[derive(Debug, PartialEq)]
pub enum LineError {
    Form(FormError),
    NoInk,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(error) => error.fmt(f),
            Self::NoInk => write!(f, "There is no ink in it."),
        }
    }
}

impl std::error::Error for LineError {}

impl KeptDrawing {
    /// A drawing kept at `at` milliseconds since 1970.
    pub fn new(drawing: Drawing, label: &str, at: u64) -> Self {
        Self { id: id_of(&drawing, at), label: tidy(label), at, drawing }
    }

    pub fn label(&self) -> &str {
        &self.label
    }

    pub fn rename(&mut self, label: &str) {
        self.label = tidy(label);
    }

    /// The symbol that the label is; None for other labels.
    pub fn symbol(&self) -> Option<SymbolId> {
        SymbolId::of_text(&self.label)
    }

    /// The drawing as one line of JSON.
    pub fn line(&self) -> String {
        form::write_kept(&self.drawing, &self.label, &self.id, self.at)
    }

    /// Reads a line. A drawing that was never kept gets `now` as its time, and its id from its strokes, so that importing it
    /// twice keeps it once.
    pub fn read(line: &str, now: u64) -> Result<Self, LineError> {
        let Labelled { text, id, kept, drawing, .. } = form::read(line).map_err(LineError::Form)?;
        if drawing.is_empty() {
            return Err(LineError::NoInk);
        }
        let at = kept.filter(|at| *at <= LAST);
        // Other programs number their drawings from one: only names that this page gave are taken over.
        let id = if at.is_some() && is_id(&id) { id } else { id_of(&drawing, at.unwrap_or_default()) };
        Ok(Self { id, label: tidy(&text), at: at.unwrap_or(now), drawing })
    }
}

/// A label as one line without control characters.
fn tidy(label: &str) -> String {
    let seen: String = label.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(LONGEST_LABEL).collect();
    short.trim_end().to_owned()
}

fn is_id(text: &str) -> bool {
    (1..=LONGEST_ID).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}

/// An id from the ink and its time, the same on every machine.
fn id_of(drawing: &Drawing, at: u64) -> String {
    let number = |hash, number: f32| fnv::add(hash, &number.to_le_bytes());
    let stroke = |hash, stroke: &Stroke| {
        // The number of points first, so that two strokes are not one.
        let hash = number(fnv::add(hash, &(stroke.points.len() as u32).to_le_bytes()), stroke.width);
        stroke.points.iter().fold(hash, |hash, p| [p.x, p.y, p.time].into_iter().fold(hash, number))
    };
    let hash = drawing.strokes.iter().fold(fnv::add(fnv::NOTHING, &at.to_le_bytes()), stroke);
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;
    use crate::ink::generators::drawings;
    use proptest::prelude::*;

    pub fn line(x: f32) -> Drawing {
        Drawing { strokes: vec![Stroke { width: 6.0, points: vec![Point::at(x, 0.0), Point::at(x, 40.0)] }] }
    }

    pub fn three() -> Vec<KeptDrawing> {
        (0..3u8).map(|at| KeptDrawing::new(line(f32::from(at)), &at.to_string(), u64::from(at))).collect()
    }

    /// Kept drawings of any kind, with ink in them.
    pub fn any_kept() -> impl Strategy<Value = KeptDrawing> {
        let inked = drawings().prop_filter("there is ink", |drawing| !drawing.is_empty());
        (inked, ".{0,80}", 0..LAST).prop_map(|(drawing, label, at)| KeptDrawing::new(drawing, &label, at))
    }

    #[test]
    fn only_a_single_symbol_is_the_label_of_a_symbol() {
        let symbol = |label| KeptDrawing::new(line(0.0), label, 0).symbol().map(|symbol| symbol.to_string());
        let symbols = [" 7\n", "0", "12", "", "x", "sin"].map(symbol);
        assert_eq!(
            symbols.each_ref().map(Option::as_deref),
            [Some("7"), Some("0"), None, None, Some("x"), Some("sin")]
        );
    }

    #[test]
    fn labels_are_one_short_line() {
        let mut kept = KeptDrawing::new(line(0.0), "  1 2\n3\u{0} ", 0);
        assert_eq!(kept.label(), "1 2 3");
        kept.rename(&"7".repeat(1000));
        assert_eq!(kept.label().len(), LONGEST_LABEL);
    }

    #[test]
    fn a_drawing_that_was_never_kept_always_gets_the_same_id() {
        let bare = r#"{"text": "1", "strokes": [[0, 0, 0, 40]]}"#;
        let (first, second) = (KeptDrawing::read(bare, 10).unwrap(), KeptDrawing::read(bare, 99).unwrap());
        assert_eq!((first.id.as_str(), first.at), (second.id.as_str(), 10));
        for other in [r#"{"id": 1, "strokes": [[0, 0, 0, 41]]}"#, r#"{"id": 1, "strokes": [[0, 0, 0, 42]]}"#] {
            assert_ne!(KeptDrawing::read(other, 10).unwrap().id, first.id);
            assert_ne!(KeptDrawing::read(other, 10).unwrap().id, "1");
        }
    }

    #[test]
    fn an_id_is_the_same_on_every_machine() {
        assert_eq!(KeptDrawing::new(line(1.0), "", 5).id, "7f6f88912f58f04c");
    }

    #[test]
    fn ids_that_are_not_valid_are_replaced() {
        for id in ["../../x", "", "a b"] {
            let line = form::write_kept(&line(1.0), "1", id, 5);
            assert_eq!(KeptDrawing::read(&line, 0).unwrap().id.len(), 16, "{id}");
        }
    }

    #[test]
    fn a_line_without_ink_is_refused() {
        assert_eq!(KeptDrawing::read(r#"{"strokes": [[]]}"#, 0), Err(LineError::NoInk));
        assert!(matches!(KeptDrawing::read("seven", 0), Err(LineError::Form(_))));
    }

    proptest! {
        #[test]
        fn a_line_brings_it_back_as_it_was(kept in any_kept()) {
            prop_assert_eq!(KeptDrawing::read(&kept.line(), 0).unwrap(), kept);
        }

        #[test]
        fn tidy_labels_stay_as_they_are(label in ".{0,90}") {
            prop_assert_eq!(tidy(&tidy(&label)), tidy(&label));
        }
    }
}
