//! Digits that touch: where a piece may come apart.
//!
//! Cuts run from top to bottom through as little ink as they can, bending round strokes. They are only offers: the parts
//! go together again as candidates, and the network chooses.

use super::pieces::{Piece, Run};

/// Pieces narrower or lower than these parts of the line's height are not cut.
const WIDE: f32 = 0.7;
const TALL: f32 = 0.5;
/// A cut goes through no more than this part of the line's height.
const MOST: f32 = 0.65;
/// What it costs to go through a closed loop, beside ink. Two zeros that share a wall come apart in the wall, for a loop
/// is hardly ever two symbols;
const LOOP: f32 = 1.5;
/// but one narrower than this part of the line's height, on the average of its rows, may be the lens of two zeros that
/// overlap.
const LENS: f32 = 0.2;
/// What it costs to go through a lens: each half closes its own zero.
const THROUGH_LENS: f32 = 0.3;
/// Cuts and ends are at least this part of the line's height apart.
const APART: f32 = 0.2;
/// How far a cut may lean to either side, as a part of the line's height.
const LEAN: f32 = 0.3;
/// The line's height that is fine enough for looking, in pixels.
const FINE: f32 = 48.0;

/// A way from top to bottom: for each row of the window, the first column that lies on the right.
struct Cut {
    columns: Vec<usize>,
    ink: f32,
}

impl Cut {
    fn middle(&self) -> f32 {
        self.columns.iter().sum::<usize>() as f32 / self.columns.len().max(1) as f32
    }
}

/// The parts of a piece, from the left; `height` is its line's.
pub fn cut(piece: Piece, height: f32) -> Vec<Piece> {
    if piece.bounds.width() < WIDE * height || piece.bounds.height() < TALL * height {
        return vec![piece];
    }
    let factor = (height / FINE).ceil().max(1.0) as u32;
    let height = height / factor as f32;
    let mut window = Window::of(&piece, factor);
    window.close_loops(LENS * height);
    let cuts = choose(offers(&window, height), window.width as f32, height);
    if cuts.is_empty() { vec![piece] } else { apart(&piece, &cuts, factor) }
}

/// A piece's ink in larger pixels, from 0 to 1.
struct Window {
    width: usize,
    height: usize,
    ink: Vec<f32>,
}

impl Window {
    fn of(piece: &Piece, factor: u32) -> Window {
        let (left, top) = (piece.bounds.left as u32, piece.bounds.top as u32);
        let width = (piece.bounds.width() as u32).div_ceil(factor) as usize;
        let height = (piece.bounds.height() as u32).div_ceil(factor) as usize;
        let mut ink = vec![0.0; width * height];
        let part = 1.0 / (factor * factor) as f32;
        for run in &piece.runs {
            let row = ((run.row - top) / factor) as usize * width;
            (run.from - left..run.to - left).for_each(|column| ink[row + (column / factor) as usize] += part);
        }
        Window { width, height, ink }
    }

    /// Gives paper that ink encloses its cost; loops narrower than `lens` cost less.
    fn close_loops(&mut self, lens: f32) {
        let (width, height) = (self.width, self.height);
        let mut seen = vec![false; width * height];
        let is_edge =
            |at: usize| at.is_multiple_of(width) || at % width + 1 == width || at < width || at / width + 1 == height;
        self.paper((0..width * height).filter(|at| is_edge(*at)).collect(), &mut seen);
        for start in 0..width * height {
            let inside = self.paper(vec![start], &mut seen);
            let rows = inside.iter().map(|at| at / width);
            let tall = rows.clone().max().zip(rows.min()).map_or(1, |(last, first)| last - first + 1);
            let cost = if (inside.len() as f32) < lens * tall as f32 { THROUGH_LENS } else { LOOP };
            inside.iter().for_each(|at| self.ink[*at] = self.ink[*at].max(cost));
        }
    }

    /// All paper that can be reached from some of it and was not seen before.
    fn paper(&self, mut next: Vec<usize>, seen: &mut [bool]) -> Vec<usize> {
        let (width, mut reached) = (self.width, Vec::new());
        while let Some(at) = next.pop() {
            if seen[at] || self.ink[at] > 0.5 {
                continue;
            }
            seen[at] = true;
            reached.push(at);
            let column = at % width;
            next.extend((column > 0).then(|| at - 1));
            next.extend((column + 1 < width).then_some(at + 1));
            next.extend(at.checked_sub(width));
            next.extend(Some(at + width).filter(|below| *below < self.ink.len()));
        }
        reached
    }
}

/// The cheapest cut in each of many narrow bands.
fn offers(window: &Window, height: f32) -> Vec<Cut> {
    let step = (APART * height / 2.0).max(1.0);
    let reach = (LEAN * height).max(1.0);
    let mut middle = step;
    let mut cuts = Vec::new();
    while middle < window.width as f32 - step {
        let from = (middle - reach).max(0.0) as usize;
        let to = ((middle + reach) as usize + 1).min(window.width);
        cuts.extend(cheapest(window, from, to, middle).filter(|cut| cut.ink <= MOST * height));
        middle += step;
    }
    cuts
}

/// The cheapest cut between two columns that is at `middle` halfway down, by dynamic programming over rows.
fn cheapest(window: &Window, from: usize, to: usize, middle: f32) -> Option<Cut> {
    /// Bending costs a little, so that cuts through nothing are straight.
    const BEND: f32 = 0.05;
    let width = to - from;
    let mut costs: Vec<f32> = vec![0.0; width];
    let mut ways: Vec<Vec<i8>> = Vec::with_capacity(window.height);
    for row in 0..window.height {
        let ink = &window.ink[row * window.width + from..][..width];
        let step = |at: usize| {
            let shifted = |by: i8| {
                let column = at.checked_add_signed(isize::from(by)).filter(|column| *column < width)?;
                Some((costs[column] + BEND * f32::from(by.abs()), by))
            };
            [0, -1, 1].into_iter().filter_map(shifted).min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((costs[at], 0))
        };
        let steps: Vec<(f32, i8)> = (0..width).map(step).collect();
        ways.push(steps.iter().map(|(_, by)| *by).collect());
        costs = steps.iter().zip(ink).map(|((cost, _), ink)| cost + ink).collect();
    }
    let slant = |column: usize| 0.02 * ((column + from) as f32 - middle).abs();
    let end = (0..width).min_by(|a, b| (costs[*a] + slant(*a)).total_cmp(&(costs[*b] + slant(*b))))?;
    let (mut columns, mut at, mut ink) = (vec![0; window.height], end, 0.0);
    for row in (0..window.height).rev() {
        columns[row] = from + at;
        ink += window.ink[row * window.width + from + at];
        at = at.checked_add_signed(isize::from(ways[row][at])).unwrap_or(at);
    }
    Some(Cut { columns, ink })
}

/// The cheapest cuts that keep their distance, from the left.
fn choose(mut offers: Vec<Cut>, width: f32, height: f32) -> Vec<Cut> {
    offers.sort_by(|a, b| a.ink.total_cmp(&b.ink));
    let mut chosen: Vec<Cut> = Vec::new();
    for cut in offers {
        let middle = cut.middle();
        let clear = |other: f32| (middle - other).abs() >= APART * height;
        if clear(0.0) && clear(width) && chosen.iter().all(|other| clear(other.middle())) {
            chosen.push(cut);
        }
    }
    chosen.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    chosen
}

fn apart(piece: &Piece, cuts: &[Cut], factor: u32) -> Vec<Piece> {
    let (left, top) = (piece.bounds.left as u32, piece.bounds.top as u32);
    let stroke = piece.stroke().round() as u32;
    let mut parts: Vec<Vec<Run>> = vec![Vec::new(); cuts.len() + 1];
    for run in &piece.runs {
        let row = ((run.row - top) / factor) as usize;
        let place = |cut: &Cut| left + cut.columns[row] as u32 * factor;
        let through = |place: u32| (run.from..=run.to).contains(&place);
        // Along a wall, each side keeps a stroke of it, even if it is the same one.
        let start = |place: u32| if through(place) { place.min(run.to.saturating_sub(stroke)) } else { place };
        let end = |place: u32| if through(place) { place.max(run.from + stroke) } else { place };
        for (at, part) in parts.iter_mut().enumerate() {
            let from = at.checked_sub(1).map_or(run.from, |before| start(place(&cuts[before])).max(run.from));
            let to = cuts.get(at).map_or(run.to, |after| end(place(after)).min(run.to));
            if from < to {
                part.push(Run { from, to, ..*run });
            }
        }
    }
    parts.into_iter().filter_map(Piece::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::pieces::pieces;
    use crate::picture::plane::Plane;

    /// One piece of rings with these middles, 40 pixels high and 5 thick.
    fn rings(middles: &[f32]) -> Piece {
        let (width, height) = (140, 44);
        let ink = |at: usize| {
            let (x, y) = ((at % width) as f32, (at / width) as f32);
            middles.iter().any(|middle| (15.0..20.0).contains(&(x - middle).hypot(y - 22.0)))
        };
        let pixels = (0..width * height).map(|at| u8::from(ink(at))).collect();
        pieces(&Plane { width, height, pixels }).remove(0)
    }

    #[test]
    fn a_ring_stays_whole() {
        assert_eq!(cut(rings(&[40.0]), 40.0).len(), 1);
    }

    #[test]
    fn rings_that_overlap_come_apart_in_their_lens() {
        let parts = cut(rings(&[30.0, 58.0]), 40.0);
        assert_eq!(parts.len(), 2, "{:?}", parts.iter().map(|part| part.bounds).collect::<Vec<_>>());
        assert!((parts[0].bounds.right - 46.0).abs() < 4.0 && parts[0].bounds.width() > 25.0);
    }

    #[test]
    fn rings_that_touch_come_apart_and_stay_closed() {
        let parts = cut(rings(&[25.0, 62.0, 100.0]), 40.0);
        assert_eq!(parts.len(), 3);
        let whole = rings(&[25.0]);
        for (part, middle) in parts.iter().zip([25.0, 62.0, 100.0]) {
            let (left, right) = (part.bounds.left, part.bounds.right);
            assert!((left - middle + 20.0).abs() < 5.0 && (right - middle - 20.0).abs() < 5.0, "{left} to {right}");
            // Each keeps the wall that it shares with its neighbour.
            let share = part.area as f32 / whole.area as f32;
            assert!((0.97..1.2).contains(&share), "{share}");
        }
    }
}
