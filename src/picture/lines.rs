//! Components to lines of candidates.

use super::components::Component;
use super::extract;
use super::layout::CandidateLine;
use super::plane::Plane;
use super::split::split;
use crate::segment::{Boxed, Candidate, candidates, rows, usual_height};

/// No symbol has more pieces.
const MOST_PIECES: usize = 6;
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

/// The lines of a picture, from the top.
pub fn lines(ink: &Plane, mask: &Plane, components: Vec<Component>) -> Vec<CandidateLine> {
    let boxed = components.into_iter().map(|component| Boxed { bounds: component.bounds, of: component });
    let boxed: Vec<_> = boxed.collect();
    let height = usual_height(&boxed);
    // A row of nothing but dashes, far from all else, is no line; small digits are higher than wide.
    let is_flat = |one: &Boxed<Component>| is_dash(one, height) && one.bounds.height() < one.bounds.width();
    let rows = rows(boxed).into_iter().filter(|row| !row.iter().all(is_flat));
    rows.filter_map(|row| line(ink, mask, row)).collect()
}

fn line(ink: &Plane, mask: &Plane, row: Vec<Boxed<Component>>) -> Option<CandidateLine> {
    let height = usual_height(&row);
    let mut parts: Vec<Component> =
        without_dashes(row, height).into_iter().flat_map(|one| split(one.of, height)).collect();
    parts.sort_by(|a, b| a.bounds.middle().0.total_cmp(&b.bounds.middle().0));
    let bounds: Vec<_> = parts.iter().map(|part| part.bounds).collect();
    let mut candidates = candidates(&bounds, height, MOST_PIECES);
    for candidate in &mut candidates {
        candidate.prior_cost += SYMBOL_COST + LOWER * (LOW - candidate.bounds.height() / height).max(0.0);
    }
    let glyph = |candidate: &Candidate| {
        let run = candidate.run().unwrap_or_default();
        extract::glyph(ink, mask, &parts[run], candidate.bounds)
    };
    let glyphs = candidates.iter().map(glyph).collect();
    (!parts.is_empty()).then_some(CandidateLine { pieces: parts.len(), glyphs, candidates, height })
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
        lines(&mask.map(|pixel| 200 * pixel), &mask, components(&mask)).iter().map(|line| line.pieces).collect()
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
}
