//! One thing to read with its label, and what was read.

use crate::glyph::Glyph;
use crate::picture::FoundLine;
use crate::reader::{Reading, Verdict};
use crate::written::Written;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    pub file: String,
    /// Where it is in its file; empty where it is the file.
    pub place: String,
    pub label: String,
    pub matter: Matter,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Matter {
    /// A picture of one sign; none where it is blank.
    Sign(Option<Box<Glyph>>),
    /// What may be signs in a drawing.
    Drawing(Vec<FoundLine>),
    /// What may be signs in a picture.
    Picture(Vec<FoundLine>),
}

/// What was read of an example, and whether it was right.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub file: String,
    pub place: String,
    pub label: String,
    pub read: String,
    pub right: bool,
    pub verdict: Verdict,
    /// How likely it is that all of `read` is right.
    pub certainty: f32,
}

impl Example {
    /// What the network has to read of it.
    pub fn glyphs(&self) -> impl Iterator<Item = &Glyph> {
        let (sign, lines) = match &self.matter {
            Matter::Sign(glyph) => (glyph.as_deref(), [].as_slice()),
            Matter::Drawing(lines) | Matter::Picture(lines) => (None, lines.as_slice()),
        };
        sign.into_iter().chain(lines.iter().flat_map(|line| &line.glyphs))
    }

    /// Takes its own readings from those of many, and says what came of it, with the first glyph that was read.
    /// What counts as read is what evaluation counts: the likeliest digits, whatever the verdict.
    pub fn judged(self, readings: &mut impl Iterator<Item = Reading>) -> (Row, Option<Glyph>) {
        let (read, verdict, certainty, glyph) = match self.matter {
            Matter::Sign(glyph) => {
                let reading = glyph.as_ref().and_then(|_| readings.next()).unwrap_or(Reading::EMPTY);
                let read = reading.best().map(|digit| digit.to_string()).unwrap_or_default();
                (read, reading.verdict, reading.digits.iter().copied().fold(0.0, f32::max), glyph.map(|glyph| *glyph))
            }
            Matter::Drawing(ref lines) | Matter::Picture(ref lines) => {
                let written = Written::of_lines(lines, readings);
                let strokes = matches!(self.matter, Matter::Drawing(_));
                let read = if strokes { written.likeliest().split_whitespace().collect() } else { written.digits() };
                let certainty = if written.signs.is_empty() { 0.0 } else { written.certainty() };
                (read, written.verdict(), certainty, written.signs.into_iter().next().map(|sign| sign.glyph))
            }
        };
        let right = read == self.label;
        let Self { file, place, label, .. } = self;
        (Row { file, place, label, read, right, verdict, certainty }, glyph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sets::tally::tests::reading;

    fn sign(glyph: Option<Glyph>) -> Example {
        Example { file: "a".into(), place: String::new(), label: "4".into(), matter: Matter::Sign(glyph.map(Box::new)) }
    }

    #[test]
    fn the_best_digit_counts_whatever_the_verdict() {
        let mut readings = [reading(Verdict::NotADigit, 4), reading(Verdict::Sure, 9)].into_iter();
        let (row, _) = sign(Some(Glyph::BLANK)).judged(&mut readings);
        assert_eq!((row.read.as_str(), row.right, row.verdict), ("4", true, Verdict::NotADigit));
        let (row, _) = sign(Some(Glyph::BLANK)).judged(&mut readings);
        assert_eq!((row.read.as_str(), row.right), ("9", false));
    }

    #[test]
    fn a_blank_picture_takes_no_reading() {
        let mut readings = [reading(Verdict::Sure, 4)].into_iter();
        let (row, _) = sign(None).judged(&mut readings);
        assert_eq!((row.read.as_str(), row.right, row.verdict, row.certainty), ("", false, Verdict::Empty, 0.0));
        assert!(readings.next().is_some());
    }
}
