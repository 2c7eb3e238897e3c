//! Which symbol is looked at, and what somebody said a symbol is.

use crate::alphabet::SymbolId;
use crate::fnv;
use crate::ink::{Bounds, Drawing, Point};
use crate::prediction::Verdict;
use crate::transcript::{Symbol, Transcript};

/// Symbols are picked by their places: ink that did not change keeps its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    picked: Option<Bounds>,
    corrections: Vec<(Key, SymbolId)>,
}

/// What a correction belongs to.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// A symbol of a number or of a picture, by its place.
    Place(Bounds),
    /// A symbol of an expression, by a mark of each of its strokes: it stays while strokes elsewhere are written or
    /// erased, which moves the numbers of strokes, and goes with the first change to its own.
    Ink(Vec<u64>),
}

impl Key {
    /// The key of a symbol that was read from this drawing.
    pub fn of(symbol: &Symbol, of_expression: bool, drawing: &Drawing) -> Self {
        if !of_expression || symbol.strokes.is_empty() {
            return Self::Place(symbol.bounds);
        }
        let strokes = symbol.strokes.iter().filter_map(|at| drawing.strokes.get(*at as usize));
        Self::Ink(strokes.map(|stroke| mark(&stroke.points)).collect())
    }
}

/// A mark of a stroke's points: another stroke has another.
pub fn mark(points: &[Point]) -> u64 {
    points.iter().fold(fnv::NOTHING, |mark, point| fnv::step(fnv::step(mark, point.x.to_bits()), point.y.to_bits()))
}

impl Corrections {
    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty()
    }

    /// What was read, with what was said about it.
    pub fn applied(&self, mut transcript: Transcript, drawing: &Drawing) -> Transcript {
        let of_expression = !transcript.layout.is_empty();
        for symbol in &mut transcript.symbols {
            let key = Key::of(symbol, of_expression, drawing);
            let said = self.corrections.iter().find(|(other, _)| *other == key);
            symbol.correction = said.map(|(_, id)| *id);
        }
        transcript
    }

    /// The symbol that the bars are about: the one that was picked, or the first that is not sure, or the last.
    pub fn focus(&self, transcript: &Transcript) -> Option<usize> {
        let symbols = &transcript.symbols;
        let picked = self.picked.and_then(|picked| symbols.iter().position(|symbol| symbol.bounds == picked));
        let doubtful = || symbols.iter().position(|symbol| symbol.verdict() != Verdict::Sure);
        picked.or_else(doubtful).or_else(|| symbols.len().checked_sub(1))
    }

    pub fn pick(&mut self, bounds: Bounds) {
        self.picked = Some(bounds);
    }

    /// Says what the symbol with this key is; what the network itself says takes an earlier word back.
    pub fn correct(&mut self, key: Key, symbol: SymbolId, read: Option<SymbolId>) {
        self.corrections.retain(|(other, _)| *other != key);
        if read != Some(symbol) {
            self.corrections.push((key, symbol));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Stroke;
    use crate::layout::{Layout, Node};
    use crate::prediction::tests::digit;
    use crate::transcript::{Separator, Symbol, tests::symbol};

    fn transcript(verdicts: &[Verdict]) -> Transcript {
        let symbol = |(at, verdict): (usize, &Verdict)| {
            let left = at as f32 * 30.0;
            let bounds = Bounds { left, top: 0.0, right: left + 20.0, bottom: 40.0 };
            Symbol { bounds, ..symbol(Separator::Nothing, *verdict, &[(at, 0.6)]) }
        };
        Transcript { symbols: verdicts.iter().enumerate().map(symbol).collect(), ..Transcript::default() }
    }

    #[test]
    fn the_doubtful_symbol_is_looked_at_unless_another_was_picked() {
        let mut corrections = Corrections::default();
        let two = transcript(&[Verdict::Unsure, Verdict::Sure]);
        assert_eq!(corrections.focus(&two), Some(0));
        assert_eq!(corrections.focus(&transcript(&[Verdict::Sure, Verdict::Sure])), Some(1));
        assert_eq!(corrections.focus(&Transcript::default()), None);
        corrections.pick(two.symbols[1].bounds);
        assert_eq!(corrections.focus(&two), Some(1));
        assert_eq!(corrections.focus(&transcript(&[Verdict::Unsure])), Some(0));
    }

    #[test]
    fn a_word_about_a_symbol_stays_with_it_and_can_be_taken_back() {
        let mut corrections = Corrections::default();
        let applied =
            |corrections: &Corrections, transcript| corrections.applied(transcript, &Drawing::default()).text();
        let two = transcript(&[Verdict::Unsure, Verdict::Sure]);
        let key = Key::of(&two.symbols[0], false, &Drawing::default());
        corrections.correct(key.clone(), digit(7), Some(digit(0)));
        assert_eq!(applied(&corrections, two.clone()), "71");
        assert_eq!(applied(&corrections, transcript(&[Verdict::Unsure, Verdict::Sure, Verdict::Sure])), "712");
        corrections.correct(key, digit(0), Some(digit(0)));
        assert_eq!(applied(&corrections, two), "");
    }

    fn stroke(x: f32) -> Stroke {
        Stroke { width: 4.0, points: vec![Point::at(x, 0.0), Point::at(x, 40.0)] }
    }

    /// Doubtful symbols of an expression, by their strokes.
    fn expression(symbols: &[&[u32]]) -> Transcript {
        let mut read = transcript(&vec![Verdict::Unsure; symbols.len()]);
        read.symbols.iter_mut().zip(symbols).for_each(|(symbol, strokes)| symbol.strokes = strokes.to_vec());
        let lines = vec![(0..symbols.len() as u32).map(Node::Symbol).collect()];
        read.layout = Layout { lines, others: Vec::new() }.packed();
        read
    }

    #[test]
    fn in_expressions_a_word_stays_with_its_strokes_until_they_change() {
        let mut drawing = Drawing { strokes: vec![stroke(0.0), stroke(30.0), stroke(60.0)] };
        let read = expression(&[&[0], &[1, 2]]);
        let mut corrections = Corrections::default();
        corrections.correct(Key::of(&read.symbols[1], true, &drawing), digit(7), Some(digit(1)));
        let said = |drawing: &Drawing, symbols: &[&[u32]]| {
            let applied = corrections.applied(expression(symbols), drawing);
            applied.symbols.iter().map(|symbol| symbol.correction).collect::<Vec<_>>()
        };
        assert_eq!(said(&drawing, &[&[0], &[1, 2]]), [None, Some(digit(7))]);
        // Elsewhere a stroke is written, and one is erased.
        drawing.strokes.push(stroke(90.0));
        assert_eq!(said(&drawing, &[&[0], &[1, 2], &[3]]), [None, Some(digit(7)), None]);
        drawing.strokes.remove(0);
        assert_eq!(said(&drawing, &[&[0, 1], &[2]]), [Some(digit(7)), None]);
        // Parted otherwise, with one stroke more, and with one that has gone on.
        assert_eq!(said(&drawing, &[&[0], &[1], &[2]]), [None; 3]);
        assert_eq!(said(&drawing, &[&[0, 1, 2]]), [None]);
        drawing.strokes[1].points.push(Point::at(60.0, 44.0));
        assert_eq!(said(&drawing, &[&[0, 1], &[2]]), [None; 2]);
    }
}
