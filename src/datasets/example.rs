//! One thing to read with its label, and what was read.

use crate::decode::line::read_lines;
use crate::glyph::Glyph;
use crate::picture::CandidateLine;
use crate::prediction::{Prediction, Verdict};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    pub file: String,
    /// Where it is in its file; empty where it is the file.
    pub place: String,
    pub label: String,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A picture of one symbol; none where it is blank.
    Symbol(Option<Box<Glyph>>),
    /// What may be symbols in a drawing.
    Drawing(Vec<CandidateLine>),
    /// What may be symbols in a picture.
    Picture(Vec<CandidateLine>),
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
        let (symbol, lines) = match &self.content {
            Content::Symbol(glyph) => (glyph.as_deref(), [].as_slice()),
            Content::Drawing(lines) | Content::Picture(lines) => (None, lines.as_slice()),
        };
        symbol.into_iter().chain(lines.iter().flat_map(|line| &line.glyphs))
    }

    /// Takes its own readings from those of many, and says what came of it, with the first glyph that was read.
    /// What counts as read is what evaluation counts: the likeliest symbols, whatever the verdict.
    pub fn judged(self, predictions: &mut impl Iterator<Item = Prediction>) -> (Row, Option<Glyph>) {
        let (read, verdict, certainty, glyph) = match self.content {
            Content::Symbol(glyph) => {
                let prediction = glyph.as_ref().and_then(|_| predictions.next()).unwrap_or(Prediction::EMPTY);
                let read = prediction.best().map(|symbol| symbol.to_string()).unwrap_or_default();
                (read, prediction.verdict, prediction.certainty(), glyph.map(|glyph| *glyph))
            }
            Content::Drawing(ref lines) | Content::Picture(ref lines) => {
                let transcript = read_lines(lines, predictions);
                let strokes = matches!(self.content, Content::Drawing(_));
                let read =
                    if strokes { transcript.likeliest().split_whitespace().collect() } else { transcript.accepted() };
                let certainty = if transcript.symbols.is_empty() { 0.0 } else { transcript.certainty() };
                (
                    read,
                    transcript.verdict(),
                    certainty,
                    transcript.symbols.into_iter().next().map(|symbol| symbol.glyph),
                )
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
    use crate::prediction::tests::digits;

    fn symbol(glyph: Option<Glyph>) -> Example {
        Example {
            file: "a".into(),
            place: String::new(),
            label: "4".into(),
            content: Content::Symbol(glyph.map(Box::new)),
        }
    }

    #[test]
    fn the_best_digit_counts_whatever_the_verdict() {
        let mut predictions = [digits(Verdict::Rejected, &[(4, 0.9)]), digits(Verdict::Sure, &[(9, 0.9)])].into_iter();
        let (row, _) = symbol(Some(Glyph::BLANK)).judged(&mut predictions);
        assert_eq!((row.read.as_str(), row.right, row.verdict), ("4", true, Verdict::Rejected));
        let (row, _) = symbol(Some(Glyph::BLANK)).judged(&mut predictions);
        assert_eq!((row.read.as_str(), row.right), ("9", false));
    }

    #[test]
    fn a_blank_picture_takes_no_reading() {
        let mut predictions = [digits(Verdict::Sure, &[(4, 0.9)])].into_iter();
        let (row, _) = symbol(None).judged(&mut predictions);
        assert_eq!((row.read.as_str(), row.right, row.verdict, row.certainty), ("", false, Verdict::Empty, 0.0));
        assert!(predictions.next().is_some());
    }
}
