//! Pieces to lines of candidates.

use super::cut::cut;
use super::pieces::Piece;
use super::plane::Plane;
use super::{FoundLine, sign};
use crate::segment::{Boxed, Candidate, candidates, rows, usual_height};

/// No sign comes apart into more pieces.
const MOST_PIECES: usize = 5;
/// Lower pieces, as a part of the line's height, are no digit by themselves,
const DASH: f32 = 0.4;
/// and part of one only above or below it, or as near as this.
const NEAR: f32 = 0.1;
/// Few digits are lower than this part of the line's height.
const LOW: f32 = 0.6;
/// What a further sign costs less than on the pad, in nats: what hangs together in a picture is seldom less than a sign.
const SIGN: f32 = -0.3;
/// What it costs to be lower than a digit usually is, for the line's whole height.
const LOWER: f32 = 2.0;

/// The lines of a picture, from the top.
pub fn lines(ink: &Plane, mask: &Plane, pieces: Vec<Piece>) -> Vec<FoundLine> {
    let boxed = pieces.into_iter().map(|piece| Boxed { bounds: piece.bounds, of: piece });
    rows(boxed.collect()).into_iter().filter_map(|row| line(ink, mask, row)).collect()
}

fn line(ink: &Plane, mask: &Plane, row: Vec<Boxed<Piece>>) -> Option<FoundLine> {
    let height = usual_height(&row);
    let mut parts: Vec<Piece> = signs(row, height).into_iter().flat_map(|one| cut(one.of, height)).collect();
    parts.sort_by(|a, b| a.bounds.middle().0.total_cmp(&b.bounds.middle().0));
    let bounds: Vec<_> = parts.iter().map(|part| part.bounds).collect();
    let mut candidates = candidates(&bounds, height, MOST_PIECES);
    for candidate in &mut candidates {
        candidate.doubt += SIGN + LOWER * (LOW - candidate.bounds.height() / height).max(0.0);
    }
    let glyph = |candidate: &Candidate| sign::glyph(ink, mask, &parts[candidate.from..candidate.to], candidate.bounds);
    let glyphs = candidates.iter().map(glyph).collect();
    (!parts.is_empty()).then_some(FoundLine { pieces: parts.len(), glyphs, candidates, height })
}

/// Without what is too low for a digit, dots and dashes, and no part of one above or below it.
fn signs(row: Vec<Boxed<Piece>>, height: f32) -> Vec<Boxed<Piece>> {
    let tall = |one: &Boxed<Piece>| one.bounds.height() > DASH * height;
    let near = NEAR * height;
    let spans: Vec<_> =
        row.iter().filter(|one| tall(one)).map(|one| (one.bounds.left - near, one.bounds.right + near)).collect();
    let beside = |one: &Boxed<Piece>| {
        let middle = one.bounds.middle().0;
        spans.iter().any(|(left, right)| (*left..*right).contains(&middle))
    };
    row.into_iter().filter(|one| tall(one) || beside(one)).collect()
}
