//! The line decoder: the cheapest path through the candidates of one line, each piece of ink being part of exactly one
//! symbol. Costs are negative log-likelihoods, in nats.
//!
//! ```
//! use inkling::alphabet::{Alphabet, SymbolId};
//! use inkling::decode::line::best_path;
//! use inkling::ink::{Drawing, Point, Stroke};
//! use inkling::prediction::{Calibration, Prediction, judge};
//! use inkling::segment;
//!
//! let upright = |x: f32| Stroke { width: 4.0, points: vec![Point::at(x, 0.0), Point::at(x, 50.0)] };
//! let drawing = Drawing { strokes: vec![upright(0.0), upright(20.0)] };
//! let lines = segment::lines(&drawing);
//! // A model that takes each stroke for a one, and both together for none of its symbols.
//! let alphabet = Alphabet::digits();
//! let predict = |pieces: usize| {
//!     let class = if pieces == 1 { 1 } else { alphabet.reject() };
//!     let scores: Vec<f32> = (0..alphabet.classes()).map(|at| if at == class { 9.0 } else { 0.0 }).collect();
//!     judge(&scores, &alphabet, &Calibration::default())
//! };
//! let predictions: Vec<Prediction> = lines[0].candidates.iter().map(|one| predict(one.pieces.len())).collect();
//! let path = best_path(2, &lines[0].candidates, lines[0].height, &predictions.iter().collect::<Vec<_>>());
//! assert_eq!(path.len(), 2);
//! ```

use crate::glyph::Glyph;
use crate::ink::Bounds;
use crate::picture::CandidateLine;
use crate::prediction::Prediction;
use crate::segment::Candidate;
use crate::transcript::{Separator, Symbol, Transcript};

/// What it costs to reject ink, beside a symbol that is certain. Ink that is wider than its line is high would be
/// several rejected symbols, and costs as many.
const REJECT_COST: f32 = 3.0;
/// What each further symbol costs.
const SYMBOL_COST: f32 = 0.7;
/// A wider gap than this, as a part of the line's height, separates two numbers.
const WIDE_GAP: f32 = 1.5;

/// Reads the lines of a picture, each by the best path through its candidates, whose predictions come in their order.
pub fn read_lines(lines: &[CandidateLine], predictions: &mut impl Iterator<Item = Prediction>) -> Transcript {
    let mut transcript = Transcript::default();
    for line in lines {
        let predictions: Vec<Prediction> = predictions.by_ref().take(line.glyphs.len()).collect();
        let known: Vec<(&Glyph, &Prediction)> = line.glyphs.iter().zip(&predictions).collect();
        read_line(&mut transcript, line.pieces, &line.candidates, line.height, &known, |_| Vec::new());
    }
    transcript
}

/// Adds one more line of `pieces` to a transcript: the best path through its candidates. `known` has the glyph and the
/// prediction of each candidate, `strokes` says where in the drawing its strokes are.
pub fn read_line(
    transcript: &mut Transcript,
    pieces: usize,
    candidates: &[Candidate],
    height: f32,
    known: &[(&Glyph, &Prediction)],
    strokes: impl Fn(&Candidate) -> Vec<u32>,
) {
    let predictions: Vec<&Prediction> = known.iter().map(|(_, prediction)| *prediction).collect();
    let mut last = None;
    for at in best_path(pieces, candidates, height, &predictions) {
        let (candidate, (glyph, prediction)) = (&candidates[at], known[at]);
        let separator = match last {
            None if !transcript.symbols.is_empty() => Separator::Line,
            _ => separator(last, candidate.bounds, height),
        };
        transcript.symbols.push(Symbol {
            separator,
            bounds: candidate.bounds,
            strokes: strokes(candidate),
            prediction: prediction.clone(),
            glyph: glyph.clone(),
            correction: None,
        });
        last = Some(candidate.bounds);
    }
}

/// Which candidates of a line of `pieces` make the likeliest text, in reading order, by their places in `candidates`;
/// `predictions` has one for each candidate, `height` is the usual height of a symbol.
///
/// Candidates whose pieces are no neighbours in reading order have no place on a line and are left out. They come in
/// the order of their first pieces, as `segment` lists them.
pub fn best_path(pieces: usize, candidates: &[Candidate], height: f32, predictions: &[&Prediction]) -> Vec<usize> {
    // The cheapest path to each place between two pieces, and the candidate that it ends with.
    let mut paths: Vec<Option<(f32, usize)>> = vec![None; pieces + 1];
    for (at, (candidate, prediction)) in candidates.iter().zip(predictions).enumerate() {
        let Some(run) = candidate.run().filter(|run| run.end <= pieces) else { continue };
        let before = if run.start == 0 { Some(0.0) } else { paths[run.start].map(|(cost, _)| cost) };
        let Some(before) = before else { continue };
        let cost = before + cost(prediction, candidate.bounds.width() / height) + candidate.prior_cost;
        if paths[run.end].is_none_or(|(cheapest, _)| cost < cheapest) {
            paths[run.end] = Some((cost, at));
        }
    }
    let mut path = Vec::new();
    let mut place = pieces;
    while let Some((_, at)) = paths[place].filter(|_| place > 0) {
        path.push(at);
        place = candidates[at].run().map_or(0, |run| run.start);
    }
    path.reverse();
    path
}

/// Of a candidate so many times as wide as its line is high.
fn cost(prediction: &Prediction, wide: f32) -> f32 {
    let surprise = |probability: f32| -probability.max(1e-6).ln();
    let symbol = surprise(prediction.certainty());
    symbol.min(surprise(prediction.reject()) + REJECT_COST * wide.max(1.0)) + SYMBOL_COST
}

/// What comes between two neighbouring symbols of a line; `left` is `None` at its beginning.
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
    use crate::prediction::Verdict;
    use crate::prediction::tests::digits;
    use crate::segment::lines;

    fn upright(x: f32) -> Stroke {
        Stroke { width: 4.0, points: vec![Point::at(x, 0.0), Point::at(x, 50.0)] }
    }

    #[test]
    fn the_likelier_path_wins() {
        let drawing = Drawing { strokes: vec![upright(0.0), upright(20.0)] };
        let lines = lines(&drawing);
        let path = |single: f32, whole: f32| {
            let of = |run: usize| digits(Verdict::Sure, &[(1, if run == 1 { single } else { whole })]);
            let predictions: Vec<Prediction> = lines[0].candidates.iter().map(|c| of(c.pieces.len())).collect();
            best_path(2, &lines[0].candidates, lines[0].height, &predictions.iter().collect::<Vec<_>>())
        };
        assert_eq!(path(0.95, 0.001), [0, 2]);
        assert_eq!(path(0.05, 0.95), [1]);
    }

    fn candidate(pieces: &[u32], right: f32) -> Candidate {
        let bounds = Bounds { left: 0.0, top: 0.0, right, bottom: 50.0 };
        Candidate { pieces: pieces.to_vec(), bounds, prior_cost: 0.0 }
    }

    #[test]
    fn ink_as_wide_as_several_symbols_is_not_rejected_as_one() {
        let (single, rejected) = (digits(Verdict::Unsure, &[(1, 0.4)]), digits(Verdict::Rejected, &[]));
        let path = |wide| {
            let candidates =
                [candidate(&[0], 40.0), candidate(&[0, 1, 2], wide), candidate(&[1], 40.0), candidate(&[2], 40.0)];
            best_path(3, &candidates, 50.0, &[&single, &rejected, &single, &single]).len()
        };
        assert_eq!((path(50.0), path(110.0)), (1, 3));
    }

    #[test]
    fn pieces_that_are_no_neighbours_have_no_place_on_a_line() {
        let sure = digits(Verdict::Sure, &[(1, 0.9)]);
        let candidates =
            [candidate(&[0, 2], 40.0), candidate(&[0], 40.0), candidate(&[1], 40.0), candidate(&[2], 40.0)];
        assert_eq!(best_path(3, &candidates, 50.0, &[&sure; 4]), [1, 2, 3]);
        assert_eq!(best_path(3, &candidates[..1], 50.0, &[&sure]), Vec::<usize>::new());
        assert_eq!(best_path(1, &[candidate(&[7], 40.0)], 50.0, &[&sure]), Vec::<usize>::new());
    }

    #[test]
    fn a_wide_gap_separates_numbers() {
        let bounds = |left: f32| Bounds { left, top: 0.0, right: left + 20.0, bottom: 50.0 };
        assert_eq!(separator(None, bounds(0.0), 50.0), Separator::Nothing);
        assert_eq!(separator(Some(bounds(0.0)), bounds(40.0), 50.0), Separator::Nothing);
        assert_eq!(separator(Some(bounds(0.0)), bounds(130.0), 50.0), Separator::Space);
    }
}
