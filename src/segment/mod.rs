//! Pieces of ink to candidate symbols: which lines there are, and which pieces of a line may belong together. The pieces
//! are strokes on the pad, and what hangs together in a picture.
//!
//! Nothing is decided here that the network could decide better. A line comes apart into pieces in reading order, and
//! every run of neighbours that could be one symbol by its size is a candidate; a decoder chooses among them.
//!
//! ```
//! use inkling::ink::{Drawing, Point, Stroke};
//! use inkling::segment::lines;
//!
//! let upright = |x: f32| Stroke { width: 4.0, points: vec![Point::at(x, 0.0), Point::at(x, 50.0)] };
//! let drawing = Drawing { strokes: vec![upright(20.0), upright(0.0)] };
//! let lines = lines(&drawing);
//! // Each stroke alone, and both together; pieces count from the left.
//! let pieces: Vec<&[u32]> = lines[0].candidates.iter().map(|candidate| candidate.pieces.as_slice()).collect();
//! assert_eq!(pieces, [&[0][..], &[0, 1], &[1]]);
//! assert_eq!(lines[0].places, [1, 0]);
//! ```

pub mod groups;
mod links;
pub mod rows;

use crate::ink::{Bounds, Drawing, Stroke};
use crate::order;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// No digit is written with more strokes.
const MOST_STROKES: usize = 4;
/// Pieces lower than this part of the usual height are bars, dots and dashes: they make no line of their own.
const LOW: f32 = 0.45;
/// What a gap within a symbol costs, in nats per height of the line.
const GAP: f32 = 2.0;

/// Pieces of a line that may be one symbol.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Their places in the line's reading order, ascending, never empty.
    pub pieces: Vec<u32>,
    pub bounds: Bounds,
    /// What it costs before it is read, in nats (negative log probability).
    pub prior_cost: f32,
}

impl Candidate {
    /// The pieces as a run of neighbours; `None` where others lie between them.
    pub fn run(&self) -> Option<Range<usize>> {
        let (first, last) = (*self.pieces.first()? as usize, *self.pieces.last()? as usize);
        (last + 1 - first == self.pieces.len()).then_some(first..last + 1)
    }
}

/// Strokes that stand beside each other, with every candidate symbol among them.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<'a> {
    /// In reading order.
    pub strokes: Vec<&'a Stroke>,
    /// The place of each of them in the drawing.
    pub places: Vec<u32>,
    pub candidates: Vec<Candidate>,
    /// The usual height of a symbol, in the drawing's pixels.
    pub height: f32,
}

impl<'a> Line<'a> {
    /// The strokes of a candidate.
    pub fn strokes_of<'b>(&'b self, candidate: &'b Candidate) -> impl Iterator<Item = &'a Stroke> + Clone + 'b {
        candidate.pieces.iter().map(|piece| self.strokes[*piece as usize])
    }

    /// Where they are in the drawing, ascending.
    pub fn places_of(&self, candidate: &Candidate) -> Vec<u32> {
        let places = candidate.pieces.iter().map(|piece| self.places[*piece as usize]);
        order::ascending(places.collect(), |place| *place)
    }
}

/// The lines of a drawing, from the top; strokes without points are left out.
pub fn lines(drawing: &Drawing) -> Vec<Line<'_>> {
    let boxed = drawing.strokes.iter().zip(0..);
    let boxed = boxed.filter_map(|(stroke, place)| Some(Boxed { of: (stroke, place), bounds: stroke.bounds()? }));
    rows(boxed.collect()).into_iter().map(line).collect()
}

fn line(row: Vec<Boxed<(&Stroke, u32)>>) -> Line<'_> {
    let bounds: Vec<Bounds> = row.iter().map(|one| one.bounds).collect();
    let height = usual_height(&row);
    let candidates = candidates(&bounds, height, MOST_STROKES);
    let (strokes, places) = row.into_iter().map(|one| one.of).unzip();
    Line { strokes, places, candidates, height }
}

/// Anything with its bounding box.
#[derive(Clone, Copy, Debug)]
pub struct Boxed<T> {
    pub of: T,
    pub bounds: Bounds,
}

/// Groups boxes into rows, from the top one to the lowest, each row from left to right.
///
/// ```
/// use inkling::ink::Bounds;
/// use inkling::segment::{self, Boxed};
///
/// let at = |of, left: f32, top: f32| {
///     Boxed { of, bounds: Bounds { left, top, right: left + 30.0, bottom: top + 50.0 } }
/// };
/// let rows = segment::rows(vec![at('c', 0.0, 100.0), at('b', 40.0, 2.0), at('a', 0.0, 0.0)]);
/// let names: Vec<String> = rows.iter().map(|row| row.iter().map(|one| one.of).collect()).collect();
/// assert_eq!(names, ["ab", "c"]);
/// ```
pub fn rows<T>(boxed: Vec<Boxed<T>>) -> Vec<Vec<Boxed<T>>> {
    let rows = order::ascending(in_lines(boxed), |row| order::key(middle(row)));
    rows.into_iter().map(|row| order::ascending(row, |one| order::key(one.bounds.middle().0))).collect()
}

/// Every run of up to `most` neighbours in a row that could be one symbol by its size. `height` is the usual height of a
/// symbol; a run that is too wide for it, or has too wide a gap in it, is none.
///
/// ```
/// use inkling::ink::Bounds;
/// use inkling::segment;
///
/// let at = |left: f32| Bounds { left, top: 0.0, right: left + 10.0, bottom: 50.0 };
/// let candidates = segment::candidates(&[at(0.0), at(12.0)], 50.0, 4);
/// let pieces: Vec<&[u32]> = candidates.iter().map(|candidate| candidate.pieces.as_slice()).collect();
/// assert_eq!(pieces, [[0].as_slice(), &[0, 1], &[1]]);
/// // The gap between the two speaks against the pair.
/// assert!(candidates[1].prior_cost > 0.0);
/// ```
pub fn candidates(row: &[Bounds], height: f32, most: usize) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for from in 0..row.len() {
        let (mut bounds, mut gap) = (row[from], 0.0f32);
        candidates.push(run(from, from + 1, bounds, 0.0));
        for to in from + 2..=row.len().min(from + most) {
            let next = row[to - 1];
            gap = gap.max((next.left - bounds.right) / height);
            bounds = bounds.union(next);
            let wide = bounds.width() > 1.8 * height.max(bounds.height());
            if gap > 0.5 || wide {
                break;
            }
            candidates.push(run(from, to, bounds, GAP * gap.max(0.0)));
        }
    }
    candidates
}

fn run(from: usize, to: usize, bounds: Bounds, prior_cost: f32) -> Candidate {
    Candidate { pieces: (from..to).map(|piece| piece as u32).collect(), bounds, prior_cost }
}

/// The median height of the pieces, bars and dots left out; never zero.
///
/// ```
/// use inkling::ink::Bounds;
/// use inkling::segment::{self, Boxed};
///
/// let tall = |bottom: f32| Boxed { of: (), bounds: Bounds { left: 0.0, top: 0.0, right: 9.0, bottom } };
/// assert_eq!(segment::usual_height(&[tall(48.0), tall(3.0), tall(50.0), tall(52.0)]), 50.0);
/// ```
pub fn usual_height<T>(boxed: &[Boxed<T>]) -> f32 {
    let heights = boxed.iter().map(|one| one.bounds.height()).collect();
    let heights = order::ascending(heights, |height| order::key(*height));
    let tallest = heights.last().copied().unwrap_or(0.0);
    let tall: Vec<f32> = heights.into_iter().filter(|height| *height > LOW * tallest).collect();
    tall.get(tall.len() / 2).copied().unwrap_or(tallest).max(1e-3)
}

/// What overlaps in height is of one line; low pieces go to the nearest.
fn in_lines<T>(boxed: Vec<Boxed<T>>) -> Vec<Vec<Boxed<T>>> {
    let height = usual_height(&boxed);
    // A few pieces are more likely one symbol, an 8 of two rounds, than two lines of one symbol each.
    let apart = if boxed.len() <= MOST_STROKES { 0.5 } else { 0.15 };
    let (tall, low): (Vec<_>, Vec<_>) = boxed.into_iter().partition(|one| one.bounds.height() > LOW * height);
    let mut lines: Vec<Vec<Boxed<T>>> = Vec::new();
    for one in tall {
        let (mut joined, apart): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|line| line.iter().any(|other| beside(one.bounds, other.bounds, apart)));
        let mut whole: Vec<_> = joined.drain(..).flatten().collect();
        whole.push(one);
        lines = apart;
        lines.push(whole);
    }
    for one in low {
        let far =
            |line: &Vec<Boxed<T>>| line.iter().map(|other| distance(one.bounds, other.bounds)).fold(f32::MAX, f32::min);
        let near = lines.iter_mut().map(|line| (far(line), line)).min_by(|a, b| a.0.total_cmp(&b.0));
        match near {
            Some((far, line)) if far <= height => line.push(one),
            _ => lines.push(vec![one]),
        }
    }
    lines
}

/// Whether two tall pieces are of one line: side by side, or one on the other and not farther than `apart`.
fn beside(a: Bounds, b: Bounds, apart: f32) -> bool {
    let overlap = |a: (f32, f32), b: (f32, f32)| a.1.min(b.1) - a.0.max(b.0);
    let high = overlap((a.top, a.bottom), (b.top, b.bottom));
    let wide = overlap((a.left, a.right), (b.left, b.right));
    let lower = a.height().min(b.height());
    let narrower = a.width().min(b.width());
    high >= 0.4 * lower || (high >= -apart * lower && wide >= 0.5 * narrower)
}

fn distance(a: Bounds, b: Bounds) -> f32 {
    let apart = |a: (f32, f32), b: (f32, f32)| (a.0.max(b.0) - a.1.min(b.1)).max(0.0);
    apart((a.left, a.right), (b.left, b.right)).hypot(apart((a.top, a.bottom), (b.top, b.bottom)))
}

fn middle<T>(line: &[Boxed<T>]) -> f32 {
    line.iter().map(|one| one.bounds.middle().1).sum::<f32>() / line.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;

    fn stroke(points: &[(f32, f32)]) -> Stroke {
        Stroke { width: 4.0, points: points.iter().map(|&(x, y)| Point::at(x, y)).collect() }
    }

    fn drawing(strokes: &[&[(f32, f32)]]) -> Drawing {
        Drawing { strokes: strokes.iter().map(|points| stroke(points)).collect() }
    }

    fn runs(line: &Line) -> Vec<(usize, usize)> {
        line.candidates.iter().filter_map(|candidate| Some((candidate.run()?.start, candidate.run()?.end))).collect()
    }

    #[test]
    fn an_empty_pad_has_no_lines() {
        assert!(lines(&Drawing::default()).is_empty());
        assert!(lines(&Drawing { strokes: vec![Stroke::default()] }).is_empty());
    }

    #[test]
    fn far_strokes_are_never_one_symbol() {
        let drawing = drawing(&[&[(90.0, 0.0), (90.0, 50.0)], &[(0.0, 0.0), (0.0, 50.0)]]);
        let lines = lines(&drawing);
        assert_eq!((lines.len(), runs(&lines[0])), (1, vec![(0, 1), (1, 2)]));
        assert_eq!(lines[0].strokes[0].points[0].x, 0.0);
    }

    #[test]
    fn near_strokes_may_be_one_symbol_or_several() {
        let drawing = drawing(&[&[(0.0, 0.0), (0.0, 30.0), (30.0, 30.0)], &[(22.0, 10.0), (20.0, 50.0)]]);
        assert_eq!(runs(&lines(&drawing)[0]), [(0, 1), (0, 2), (1, 2)]);
    }

    #[test]
    fn numbers_below_each_other_are_lines() {
        let drawing = drawing(&[
            &[(0.0, 100.0), (0.0, 150.0)],
            &[(40.0, 0.0), (40.0, 50.0)],
            &[(0.0, 4.0), (0.0, 52.0)],
            // A bar of the first line.
            &[(32.0, -8.0), (48.0, -8.0)],
        ]);
        let lines = lines(&drawing);
        assert_eq!(lines.iter().map(|line| line.strokes.len()).collect::<Vec<_>>(), [3, 1]);
    }

    #[test]
    fn an_eight_of_two_rounds_is_in_one_line() {
        let round = |y: f32| [(10.0, y), (20.0, y + 12.0), (10.0, y + 24.0), (0.0, y + 12.0), (10.0, y)];
        let drawing = drawing(&[&round(0.0), &round(25.0)]);
        assert_eq!(runs(&lines(&drawing)[0]), [(0, 1), (0, 2), (1, 2)]);
    }
}
