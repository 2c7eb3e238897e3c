//! Components to lines of candidates.

use super::components::Component;
use super::extract;
use super::layout::CandidateLine;
use super::plane::Plane;
use super::split::split;
use crate::segment::{Boxed, Candidate, candidates, rows, usual_height};

/// No symbol has more pieces. Where a picture would have too many candidates so, symbols of fewer pieces are looked for, the
/// most that are possible.
const MOST_PIECES: [usize; 4] = [6, 3, 2, 1];
/// Only so many candidates are read: three for each of some seven hundred digits. A picture with more is a texture, not a page.
const MOST_CANDIDATES: usize = 2000;
/// Candidates have no more pixels together: some thirty times the picture.
const MOST_PIXELS: f32 = 1e8;
/// A component up to this part of the line's height is a dot or a dash, no digit by itself, unless it encloses paper as a
/// small zero does.
const DASH: f32 = 0.37;
/// A dot or dash is part of a digit only above or below it, or up to this part of the line's height beside it.
const NEAR: f32 = 0.1;
/// Few digits are lower than this part of the line's height.
const LOW: f32 = 0.6;
/// What each symbol costs in addition to what it costs on the pad, in nats: a component of a picture is seldom less than
/// a symbol, while a stroke on the pad often is.
const SYMBOL_COST: f32 = -0.3;
/// The cost in nats of a candidate lower than `LOW`, for each line's height that it lacks.
const LOWER: f32 = 2.0;

/// The lines of a picture, from the top, and whether there was too much in it to look for every symbol.
pub fn lines(ink: &Plane, mask: &Plane, components: Vec<Component>) -> (Vec<CandidateLine>, bool) {
    let boxed = components.into_iter().map(|component| Boxed { bounds: component.bounds, of: component });
    let boxed: Vec<_> = boxed.collect();
    let height = usual_height(&boxed);
    // A row of nothing but dashes, far from all else, is no line; small digits are higher than wide.
    let is_flat = |one: &Boxed<Component>| is_dash(one, height) && one.bounds.height() < one.bounds.width();
    let rows = rows(boxed).into_iter().filter(|row| !row.iter().all(is_flat));
    let rows: Vec<Row> = rows.map(Row::of).collect();
    let split: Vec<Row> = rows.iter().map(Row::split).collect();
    let fits = |most: &usize| {
        let candidates: Vec<Candidate> = split.iter().flat_map(|row| row.candidates(*most)).collect();
        let pixels = candidates.iter().map(|one| one.bounds.width() * one.bounds.height()).sum::<f32>();
        candidates.len() <= MOST_CANDIDATES && pixels <= MOST_PIXELS
    };
    let most = MOST_PIECES.into_iter().find(fits);
    // Components as they are: `filter` has let no more through than can be read.
    let (rows, most_pieces) = most.map_or((rows, 1), |most| (split, most));
    let lines = rows.iter().filter(|row| !row.parts.is_empty()).map(|row| row.line(ink, mask, most_pieces));
    (lines.collect(), most_pieces < MOST_PIECES[0])
}

/// The pieces of a line, from the left, and the usual height of its symbols.
struct Row {
    parts: Vec<Component>,
    height: f32,
}

impl Row {
    fn of(row: Vec<Boxed<Component>>) -> Self {
        let height = usual_height(&row);
        let parts = without_dashes(row, height).into_iter().map(|one| one.of).collect();
        Self { parts, height }
    }

    /// The row with its wide components cut wherever that is possible.
    fn split(&self) -> Self {
        let mut parts: Vec<Component> = self.parts.iter().flat_map(|one| split(one.clone(), self.height)).collect();
        parts.sort_by(|a, b| a.bounds.middle().0.total_cmp(&b.bounds.middle().0));
        Self { parts, height: self.height }
    }

    fn candidates(&self, most_pieces: usize) -> Vec<Candidate> {
        let bounds: Vec<_> = self.parts.iter().map(|part| part.bounds).collect();
        candidates(&bounds, self.height, most_pieces)
    }

    fn line(&self, ink: &Plane, mask: &Plane, most_pieces: usize) -> CandidateLine {
        let Self { parts, height } = self;
        let mut candidates = self.candidates(most_pieces);
        for candidate in &mut candidates {
            candidate.prior_cost += SYMBOL_COST + LOWER * (LOW - candidate.bounds.height() / height).max(0.0);
        }
        let glyph = |candidate: &Candidate| {
            let run = candidate.run().unwrap_or_default();
            extract::glyph(ink, mask, &parts[run], candidate.bounds)
        };
        let glyphs = candidates.iter().map(glyph).collect();
        CandidateLine { pieces: parts.len(), glyphs, candidates, height: *height }
    }
}

/// Whether a component is too low for a digit by itself in a line of this height.
fn is_dash(one: &Boxed<Component>, height: f32) -> bool {
    one.bounds.height() <= DASH * height && !one.of.has_ring()
}

/// A row without the dots and dashes that are not part of a digit.
fn without_dashes(row: Vec<Boxed<Component>>, height: f32) -> Vec<Boxed<Component>> {
    let tall = |one: &Boxed<Component>| !is_dash(one, height);
    let near = NEAR * height;
    let spans: Vec<_> =
        row.iter().filter(|one| tall(one)).map(|one| (one.bounds.left - near, one.bounds.right + near)).collect();
    let beside = |one: &Boxed<Component>| {
        let middle = one.bounds.middle().0;
        spans.iter().any(|(left, right)| (*left..*right).contains(&middle))
    };
    row.into_iter().filter(|one| tall(one) || beside(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::components::components;

    /// How many pieces each line has, of a picture with ink at the pixels for which `ink` is true.
    fn found(ink: impl Fn(usize, usize) -> bool) -> Vec<usize> {
        let (width, height) = (400, 80);
        let pixels = (0..width * height).map(|at| u8::from(ink(at % width, at / width))).collect();
        let mask = Plane { width, height, pixels };
        let (lines, is_crowded) = lines(&mask.map(|pixel| 200 * pixel), &mask, components(&mask));
        assert!(!is_crowded);
        lines.iter().map(|line| line.pieces).collect()
    }

    fn upright(x: usize, y: usize) -> bool {
        (20..24).contains(&x) && (10..70).contains(&y)
    }

    fn small(x: usize, y: usize, thick: std::ops::Range<f32>) -> bool {
        thick.contains(&(x as f32 - 60.0).hypot(y as f32 - 60.0))
    }

    #[test]
    fn a_low_ring_is_a_digit_and_a_dot_is_not() {
        assert_eq!(found(|x, y| upright(x, y) || small(x, y, 6.0..9.5)), [2]);
        assert_eq!(found(|x, y| upright(x, y) || small(x, y, -1.0..9.5)), [1]);
    }

    #[test]
    fn a_dash_far_from_all_digits_is_no_line() {
        let dash = |x, y| (300..340).contains(&x) && (40..46).contains(&y);
        assert_eq!(found(|x, y| upright(x, y) || dash(x, y)), [1]);
    }

    /// How many candidates a picture of so many upright strokes in rows has, and whether there are too many to have all.
    fn of_strokes(across: usize, down: usize) -> (usize, bool) {
        let (width, height) = (6 * across, 50 * down);
        let ink = |x: usize, y: usize| x % 6 < 3 && (10..40).contains(&(y % 50));
        let pixels = (0..width * height).map(|at| u8::from(ink(at % width, at / width))).collect();
        let mask = Plane { width, height, pixels };
        let (lines, is_crowded) = lines(&mask.map(|pixel| 200 * pixel), &mask, components(&mask));
        (lines.iter().map(|line| line.candidates.len()).sum(), is_crowded)
    }

    #[test]
    fn of_a_texture_only_so_much_is_read() {
        // Up to six of ten neighbours, and up to two of a hundred.
        assert_eq!(of_strokes(10, 4), (4 * (10 + 9 + 8 + 7 + 6 + 5), false));
        assert_eq!(of_strokes(100, 10), (10 * (100 + 99), true));
    }
}
