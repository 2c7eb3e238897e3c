//! What was read: symbols with their places, their strokes, what the model says of them, and what somebody said they are.

use crate::alphabet::SymbolId;
use crate::glyph::Glyph;
use crate::ink::Bounds;
use crate::layout::Packed;
use crate::prediction::{Prediction, Verdict};
use serde::{Deserialize, Serialize};

/// Stands in a guess for ink that is no symbol.
const REJECTED: &str = "\u{2013}";

/// What comes before a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Separator {
    Nothing,
    Space,
    Line,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Symbol {
    pub separator: Separator,
    pub bounds: Bounds,
    /// The strokes that it was read from, by their places in the drawing, in ascending order. Empty for a symbol of a
    /// picture.
    pub strokes: Vec<u32>,
    pub prediction: Prediction,
    /// The image that the model was given.
    pub glyph: Glyph,
    /// What somebody said it is.
    pub correction: Option<SymbolId>,
}

impl Symbol {
    pub fn verdict(&self) -> Verdict {
        if self.correction.is_some() { Verdict::Sure } else { self.prediction.verdict }
    }

    /// What it is taken for, however likely; `None` where there is no ink.
    pub fn id(&self) -> Option<SymbolId> {
        self.correction.or_else(|| self.prediction.best())
    }

    /// As it stands in a guess: a dash for ink that is no symbol.
    pub fn guess(&self) -> String {
        match (self.verdict(), self.id()) {
            (Verdict::Rejected, _) | (_, None) => REJECTED.into(),
            (_, Some(symbol)) => symbol.to_string(),
        }
    }

    /// How likely it is what it is taken for.
    pub fn certainty(&self) -> f32 {
        if self.correction.is_some() { 1.0 } else { self.prediction.certainty() }
    }
}

/// All symbols, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    pub symbols: Vec<Symbol>,
    /// Of expressions, how the symbols stand to each other; empty for numbers.
    pub layout: Packed,
}

impl Transcript {
    pub const NONE: Self = Self { symbols: Vec::new(), layout: Packed::NONE };

    /// About all of it: sure only where every symbol is.
    pub fn verdict(&self) -> Verdict {
        let all = |verdict| self.symbols.iter().all(|symbol| symbol.verdict() == verdict);
        match self.symbols.as_slice() {
            [] => Verdict::Empty,
            _ if all(Verdict::Sure) => Verdict::Sure,
            _ if all(Verdict::Rejected) => Verdict::Rejected,
            _ => Verdict::Unsure,
        }
    }

    /// The text, where all of it is sure; else empty.
    pub fn text(&self) -> String {
        if self.verdict() == Verdict::Sure { self.likeliest() } else { String::new() }
    }

    /// The likeliest text, whatever the verdicts.
    pub fn likeliest(&self) -> String {
        self.spelled(|symbol| symbol.id().map(|id| id.to_string()).unwrap_or_default())
    }

    /// The likeliest text with a dash for ink that is no symbol.
    pub fn guess(&self) -> String {
        self.spelled(Symbol::guess)
    }

    /// How likely it is that every symbol was read right.
    pub fn certainty(&self) -> f32 {
        self.symbols.iter().map(Symbol::certainty).product()
    }

    /// The symbols that were not rejected, one after the other, without spaces.
    pub fn accepted(&self) -> String {
        let accepted = self.symbols.iter().filter(|symbol| symbol.verdict() != Verdict::Rejected);
        accepted.filter_map(Symbol::id).map(|id| id.to_string()).collect()
    }

    fn spelled(&self, word: impl Fn(&Symbol) -> String) -> String {
        let mut text = String::new();
        for symbol in &self.symbols {
            text.push_str(match symbol.separator {
                Separator::Nothing => "",
                Separator::Space => " ",
                Separator::Line => "\n",
            });
            text.push_str(&word(symbol));
        }
        text.trim().to_owned()
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::prediction::tests::{digit, digits};

    /// A symbol of a digit with some probability, at a place of its own.
    pub fn symbol(separator: Separator, verdict: Verdict, pairs: &[(usize, f32)]) -> Symbol {
        let bounds = Bounds { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
        let prediction = digits(verdict, pairs);
        Symbol { separator, bounds, strokes: Vec::new(), prediction, glyph: Glyph::BLANK, correction: None }
    }

    #[test]
    fn a_text_is_shown_only_when_every_symbol_is_sure() {
        let sure = |separator, digit| symbol(separator, Verdict::Sure, &[(digit, 0.9)]);
        let symbols = vec![sure(Separator::Nothing, 4), sure(Separator::Nothing, 2), sure(Separator::Space, 7)];
        let mut transcript = Transcript { symbols, ..Transcript::default() };
        assert_eq!((transcript.verdict(), transcript.text().as_str()), (Verdict::Sure, "42 7"));
        assert!((transcript.certainty() - 0.729).abs() < 1e-3);
        transcript.symbols.push(symbol(Separator::Line, Verdict::Rejected, &[(1, 0.1)]));
        assert_eq!((transcript.verdict(), transcript.text().as_str()), (Verdict::Unsure, ""));
        assert_eq!((transcript.likeliest().as_str(), transcript.guess().as_str()), ("42 7\n1", "42 7\n\u{2013}"));
        assert_eq!(transcript.accepted(), "427");
    }

    #[test]
    fn a_correction_is_sure() {
        let symbols = vec![symbol(Separator::Nothing, Verdict::Unsure, &[(4, 0.5)])];
        let mut transcript = Transcript { symbols, ..Transcript::default() };
        assert_eq!(transcript.text(), "");
        transcript.symbols[0].correction = Some(digit(9));
        assert_eq!((transcript.text().as_str(), transcript.certainty()), ("9", 1.0));
    }

    #[test]
    fn an_empty_transcript_and_a_rejected_one_have_verdicts_of_their_own() {
        assert_eq!(Transcript::default().verdict(), Verdict::Empty);
        let rejected = symbol(Separator::Nothing, Verdict::Rejected, &[(1, 0.1)]);
        assert_eq!(Transcript { symbols: vec![rejected], ..Transcript::default() }.verdict(), Verdict::Rejected);
    }
}
