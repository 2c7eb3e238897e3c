//! What is written on the pad: symbols with their places and readings, and the best way through a line's candidates.

use crate::glyph::Glyph;
use crate::ink::Bounds;
use crate::picture::CandidateLine;
use crate::prediction::{Prediction, Verdict};
use crate::segment::Candidate;
use serde::{Deserialize, Serialize};

/// What it costs to take ink for no digit, beside a digit that is certain; in nats, as all costs here. Ink that is wider
/// than its line is high would be several strangers, and costs as many.
const REJECT_COST: f32 = 3.0;
/// What each further symbol costs.
const SYMBOL_COST: f32 = 0.7;
/// A wider gap, in parts of the line's height, parts two numbers.
const WIDE_GAP: f32 = 1.5;

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
    pub prediction: Prediction,
    /// What the network saw.
    pub glyph: Glyph,
    /// The digit that somebody said it is.
    pub correction: Option<usize>,
}

impl Symbol {
    pub fn verdict(&self) -> Verdict {
        if self.correction.is_some() { Verdict::Sure } else { self.prediction.verdict }
    }

    /// The digit it is taken for, however likely.
    pub fn digit(&self) -> Option<usize> {
        self.correction.or_else(|| self.prediction.best())
    }

    /// As it stands in a guess: a dash for what is no digit.
    pub fn word(&self) -> String {
        match (self.verdict(), self.digit()) {
            (Verdict::NotADigit, _) | (_, None) => "\u{2013}".into(),
            (_, Some(digit)) => digit.to_string(),
        }
    }

    /// How likely that digit is.
    pub fn certainty(&self) -> f32 {
        match self.correction {
            Some(_) => 1.0,
            None => self.prediction.digits.iter().copied().fold(0.0, f32::max),
        }
    }
}

/// All symbols, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    pub symbols: Vec<Symbol>,
}

impl Transcript {
    /// What was found in a picture, each line by the best way through its candidates; their readings come in order.
    pub fn of_lines(found: &[CandidateLine], predictions: &mut impl Iterator<Item = Prediction>) -> Self {
        let mut transcript = Self::default();
        for line in found {
            let predictions: Vec<Prediction> = predictions.by_ref().take(line.glyphs.len()).collect();
            let known: Vec<(&Glyph, &Prediction)> = line.glyphs.iter().zip(&predictions).collect();
            transcript.add_line(line.pieces, &line.candidates, line.height, &known);
        }
        transcript
    }

    /// About all of it: sure only where every symbol is.
    pub fn verdict(&self) -> Verdict {
        let all = |verdict| self.symbols.iter().all(|symbol| symbol.verdict() == verdict);
        match self.symbols.as_slice() {
            [] => Verdict::Empty,
            _ if all(Verdict::Sure) => Verdict::Sure,
            _ if all(Verdict::NotADigit) => Verdict::NotADigit,
            _ => Verdict::Unsure,
        }
    }

    /// What the page shows as read: empty unless it is sure of all.
    pub fn text(&self) -> String {
        if self.verdict() == Verdict::Sure { self.likeliest() } else { String::new() }
    }

    /// The likeliest text, whatever the verdicts.
    pub fn likeliest(&self) -> String {
        self.spelled(|symbol| symbol.digit().map(|digit| digit.to_string()).unwrap_or_default())
    }

    /// The likeliest text with a dash for what is no digit, as a guess is shown.
    pub fn guess(&self) -> String {
        self.spelled(Symbol::word)
    }

    /// How likely it is that every symbol was read right.
    pub fn certainty(&self) -> f32 {
        self.symbols.iter().map(Symbol::certainty).product()
    }

    /// The digits that were read, one after the other: strangers are none.
    pub fn digits(&self) -> String {
        let digit = |symbol: &Symbol| symbol.digit().filter(|_| symbol.verdict() != Verdict::NotADigit);
        self.symbols.iter().filter_map(digit).map(|digit| digit.to_string()).collect()
    }

    /// Adds one more line: the best way through its candidates, of which `known` has glyphs and readings.
    pub fn add_line(&mut self, pieces: usize, candidates: &[Candidate], height: f32, known: &[(&Glyph, &Prediction)]) {
        let predictions: Vec<&Prediction> = known.iter().map(|(_, prediction)| *prediction).collect();
        let mut last = None;
        for at in best_path(pieces, candidates, height, &predictions) {
            let bounds = candidates[at].bounds;
            let separator = match last {
                None if !self.symbols.is_empty() => Separator::Line,
                _ => separator(last, bounds, height),
            };
            let (glyph, prediction) = known[at];
            self.symbols.push(Symbol {
                separator,
                bounds,
                prediction: prediction.clone(),
                glyph: glyph.clone(),
                correction: None,
            });
            last = Some(bounds);
        }
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

/// Which candidates of a line of `pieces` make the likeliest text, in order; `readings` are those of the candidates.
pub fn best_path(pieces: usize, candidates: &[Candidate], height: f32, predictions: &[&Prediction]) -> Vec<usize> {
    // The cheapest way to each place between two pieces, and the candidate that it ends with.
    let mut paths: Vec<Option<(f32, usize)>> = vec![None; pieces + 1];
    for (at, (candidate, prediction)) in candidates.iter().zip(predictions).enumerate() {
        let before = if candidate.from == 0 { Some(0.0) } else { paths[candidate.from].map(|(cost, _)| cost) };
        let Some(before) = before else { continue };
        let cost = before + cost(prediction, candidate.bounds.width() / height) + candidate.prior_cost;
        if paths[candidate.to].is_none_or(|(cheapest, _)| cost < cheapest) {
            paths[candidate.to] = Some((cost, at));
        }
    }
    let mut path = Vec::new();
    let mut place = pieces;
    while let Some((_, at)) = paths[place].filter(|_| place > 0) {
        path.push(at);
        place = candidates[at].from;
    }
    path.reverse();
    path
}

/// Of a symbol so many times as wide as its line is high.
fn cost(prediction: &Prediction, wide: f32) -> f32 {
    let surprise = |probability: f32| -probability.max(1e-6).ln();
    let digit = surprise(prediction.digits.iter().copied().fold(0.0, f32::max));
    digit.min(surprise(prediction.other()) + REJECT_COST * wide.max(1.0)) + SYMBOL_COST
}

/// What comes between two neighbouring symbols of a line.
pub fn separator(left: Option<Bounds>, right: Bounds, height: f32) -> Separator {
    match left {
        Some(left) if right.left - left.right > WIDE_GAP * height => Separator::Space,
        _ => Separator::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{Drawing, Point, Stroke};
    use crate::prediction::DIGITS;
    use crate::segment::lines;

    fn prediction(verdict: Verdict, digit: usize, probability: f32) -> Prediction {
        let mut digits = [0.0; DIGITS];
        digits[digit] = probability;
        Prediction { verdict, digits }
    }

    fn symbol(separator: Separator, prediction: Prediction) -> Symbol {
        let bounds = Bounds { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };
        Symbol { separator, bounds, prediction, glyph: Glyph::BLANK, correction: None }
    }

    fn upright(x: f32) -> Stroke {
        Stroke { width: 4.0, points: vec![Point::at(x, 0.0), Point::at(x, 50.0)] }
    }

    #[test]
    fn a_text_is_shown_only_when_every_symbol_is_sure() {
        let sure = |separator, digit| symbol(separator, prediction(Verdict::Sure, digit, 0.9));
        let mut transcript = Transcript {
            symbols: vec![sure(Separator::Nothing, 4), sure(Separator::Nothing, 2), sure(Separator::Space, 7)],
        };
        assert_eq!((transcript.verdict(), transcript.text().as_str()), (Verdict::Sure, "42 7"));
        assert!((transcript.certainty() - 0.729).abs() < 1e-3);
        transcript.symbols.push(symbol(Separator::Line, prediction(Verdict::NotADigit, 1, 0.1)));
        assert_eq!((transcript.verdict(), transcript.text().as_str()), (Verdict::Unsure, ""));
        assert_eq!((transcript.likeliest().as_str(), transcript.guess().as_str()), ("42 7\n1", "42 7\n\u{2013}"));
    }

    #[test]
    fn what_somebody_says_is_sure() {
        let mut transcript =
            Transcript { symbols: vec![symbol(Separator::Nothing, prediction(Verdict::Unsure, 4, 0.5))] };
        assert_eq!(transcript.text(), "");
        transcript.symbols[0].correction = Some(9);
        assert_eq!((transcript.text().as_str(), transcript.certainty()), ("9", 1.0));
    }

    #[test]
    fn nothing_and_strangers_have_verdicts_of_their_own() {
        assert_eq!(Transcript::default().verdict(), Verdict::Empty);
        let stranger = symbol(Separator::Nothing, prediction(Verdict::NotADigit, 1, 0.1));
        assert_eq!(Transcript { symbols: vec![stranger] }.verdict(), Verdict::NotADigit);
    }

    #[test]
    fn the_likelier_way_wins() {
        let drawing = Drawing { strokes: vec![upright(0.0), upright(20.0)] };
        let lines = lines(&drawing);
        let path = |single: f32, whole: f32| {
            let of = |run: usize| prediction(Verdict::Sure, 1, if run == 1 { single } else { whole });
            let predictions: Vec<Prediction> = lines[0].candidates.iter().map(|c| of(c.to - c.from)).collect();
            best_path(2, &lines[0].candidates, lines[0].height, &predictions.iter().collect::<Vec<_>>())
        };
        assert_eq!(path(0.95, 0.001), [0, 2]);
        assert_eq!(path(0.05, 0.95), [1]);
    }

    #[test]
    fn ink_as_wide_as_several_symbols_is_no_single_stranger() {
        let candidate = |from, to, right| {
            let bounds = Bounds { left: 0.0, top: 0.0, right, bottom: 50.0 };
            Candidate { from, to, bounds, prior_cost: 0.0 }
        };
        let (single, stranger) = (prediction(Verdict::Unsure, 1, 0.4), prediction(Verdict::NotADigit, 1, 0.0));
        let path = |wide| {
            let candidates =
                [candidate(0, 1, 40.0), candidate(1, 2, 40.0), candidate(0, 3, wide), candidate(2, 3, 40.0)];
            best_path(3, &candidates, 50.0, &[&single, &single, &stranger, &single]).len()
        };
        assert_eq!((path(50.0), path(110.0)), (1, 3));
    }

    #[test]
    fn a_wide_gap_parts_numbers() {
        let bounds = |left: f32| Bounds { left, top: 0.0, right: left + 20.0, bottom: 50.0 };
        assert_eq!(separator(None, bounds(0.0), 50.0), Separator::Nothing);
        assert_eq!(separator(Some(bounds(0.0)), bounds(40.0), 50.0), Separator::Nothing);
        assert_eq!(separator(Some(bounds(0.0)), bounds(130.0), 50.0), Separator::Space);
    }
}
