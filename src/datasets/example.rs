//! A labelled example: what the network has to read of it, and what its predictions amount to. The page and evaluation
//! both count by this.

use crate::decode::line::read_lines;
use crate::glyph::{self, Glyph, SIDE};
use crate::ink::{Bounds, Drawing};
use crate::picture::CandidateLine;
#[cfg(any(test, feature = "picture"))]
use crate::picture::{self, Framing, Photo, Views};
use crate::prediction::{Prediction, Verdict};
use crate::raster::Grey;
use crate::segment;
use crate::transcript::{Separator, Symbol, Transcript};
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
    /// A picture of one symbol; `None` where it is blank.
    Symbol(Option<Box<Glyph>>),
    /// The candidates of a drawing.
    Drawing(Vec<CandidateLine>),
    /// The candidates of a picture.
    Picture(Vec<CandidateLine>),
}

/// What was read of a content.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognition {
    /// The text that is compared with the label, without white space.
    pub text: String,
    pub verdict: Verdict,
    /// How likely it is that all of the text is right; 0 where nothing was read.
    pub certainty: f32,
    pub transcript: Transcript,
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
    /// Takes its predictions from those of many. Its row, and the first glyph that was read.
    pub fn judged(self, predictions: &mut impl Iterator<Item = Prediction>) -> (Row, Option<Glyph>) {
        let Recognition { text: read, verdict, certainty, transcript } = self.content.recognized(predictions);
        let glyph = transcript.symbols.into_iter().next().map(|symbol| symbol.glyph);
        let right = read == self.label;
        let Self { file, place, label, .. } = self;
        (Row { file, place, label, read, right, verdict, certainty }, glyph)
    }
}

impl Content {
    /// A picture of one symbol, light ink on black.
    pub fn of_symbol(grey: &Grey) -> Self {
        Self::Symbol(glyph::from_picture(grey).map(Box::new))
    }

    pub fn of_drawing(drawing: &Drawing) -> Self {
        let line = |line: &segment::Line| {
            let glyph = |candidate| glyph::from_strokes(line.strokes_of(candidate)).unwrap_or(Glyph::BLANK);
            CandidateLine {
                pieces: line.strokes.len(),
                glyphs: line.candidates.iter().map(glyph).collect(),
                candidates: line.candidates.clone(),
                height: line.height,
            }
        };
        Self::Drawing(segment::lines(drawing).iter().map(line).collect())
    }

    /// A picture of a text, whole and upright.
    #[cfg(any(test, feature = "picture"))]
    pub fn of_photo(photo: &Photo) -> Self {
        Self::Picture(picture::find(photo, &Framing::default(), Views::None).lines)
    }

    /// What the network has to read, in the order in which [`Content::recognized`] takes the predictions.
    pub fn glyphs(&self) -> impl Iterator<Item = &Glyph> {
        let (symbol, lines) = match self {
            Self::Symbol(glyph) => (glyph.as_deref(), [].as_slice()),
            Self::Drawing(lines) | Self::Picture(lines) => (None, lines.as_slice()),
        };
        symbol.into_iter().chain(lines.iter().flat_map(|line| &line.glyphs))
    }

    /// What the predictions of its glyphs amount to; they are the next ones of many. The likeliest symbols count,
    /// whatever the verdict, but in a picture what is rejected is no part of the text: it holds other ink as well.
    pub fn recognized(&self, predictions: &mut impl Iterator<Item = Prediction>) -> Recognition {
        let transcript = match self {
            Self::Symbol(None) => Transcript::default(),
            Self::Symbol(Some(glyph)) => Transcript {
                symbols: predictions.next().map(|prediction| alone(glyph, prediction)).into_iter().collect(),
                ..Transcript::default()
            },
            Self::Drawing(lines) | Self::Picture(lines) => read_lines(lines, predictions),
        };
        let text = match self {
            Self::Symbol(_) | Self::Drawing(_) => transcript.likeliest().split_whitespace().collect(),
            Self::Picture(_) => transcript.accepted(),
        };
        let certainty = if transcript.symbols.is_empty() { 0.0 } else { transcript.certainty() };
        Recognition { text, verdict: transcript.verdict(), certainty, transcript }
    }
}

/// The only symbol of a picture.
fn alone(glyph: &Glyph, prediction: Prediction) -> Symbol {
    let side = SIDE as f32;
    Symbol {
        separator: Separator::Nothing,
        bounds: Bounds { left: 0.0, top: 0.0, right: side, bottom: side },
        strokes: Vec::new(),
        prediction,
        glyph: glyph.clone(),
        correction: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prediction::tests::digits;
    use crate::segment::Candidate;

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
    fn a_blank_picture_takes_no_prediction() {
        let mut predictions = [digits(Verdict::Sure, &[(4, 0.9)])].into_iter();
        let (row, _) = symbol(None).judged(&mut predictions);
        assert_eq!((row.read.as_str(), row.right, row.verdict, row.certainty), ("", false, Verdict::Empty, 0.0));
        assert!(predictions.next().is_some());
    }
    /// One line of symbols that stand apart, the second of which is rejected.
    fn line() -> (Vec<CandidateLine>, [Prediction; 2]) {
        let bounds = |left: f32| Bounds { left, top: 0.0, right: left + 20.0, bottom: 50.0 };
        let candidates = [0.0, 130.0].into_iter().enumerate();
        let candidates =
            candidates.map(|(at, left)| Candidate { pieces: vec![at as u32], bounds: bounds(left), prior_cost: 0.0 });
        let line =
            CandidateLine { pieces: 2, candidates: candidates.collect(), glyphs: vec![Glyph::BLANK; 2], height: 50.0 };
        (vec![line], [digits(Verdict::Sure, &[(4, 0.9)]), digits(Verdict::Rejected, &[(2, 0.1)])])
    }

    #[test]
    fn white_space_is_no_part_of_the_text_and_in_pictures_neither_is_what_is_rejected() {
        let (lines, predictions) = line();
        let read = |content: Content| content.recognized(&mut predictions.clone().into_iter());
        let drawing = read(Content::Drawing(lines.clone()));
        assert_eq!((drawing.text.as_str(), drawing.verdict), ("42", Verdict::Unsure));
        assert_eq!(drawing.transcript.likeliest(), "4 2");
        let picture = read(Content::Picture(lines));
        assert_eq!((picture.text.as_str(), picture.transcript), ("4", drawing.transcript));
    }

    #[test]
    fn an_empty_picture_is_read_with_no_certainty() {
        let read = Content::Picture(Vec::new()).recognized(&mut std::iter::empty());
        assert_eq!((read.text.as_str(), read.verdict, read.certainty), ("", Verdict::Empty, 0.0));
    }
}
