//! Pieces to lines of candidates.

use super::cut::cut;
use super::pieces::Piece;
use super::plane::Plane;
use super::{FoundLine, sign};
use crate::segment::{Boxed, candidates, rows, usual_height};

/// Ink whose longer side is a smaller part of the text's height is a speck.
const SPECK: f32 = 0.2;
/// No sign comes apart into more pieces.
const MOST_PIECES: usize = 5;
/// A page with more pieces is a texture, not writing; the largest are kept.
const MOST: usize = 800;

/// The lines of a picture, from the top.
pub fn lines(ink: &Plane, mask: &Plane, pieces: Vec<Piece>) -> Vec<FoundLine> {
    let boxed = legible(pieces).into_iter().map(|piece| Boxed { bounds: piece.bounds, of: piece });
    rows(boxed.collect()).into_iter().map(|row| line(ink, mask, row)).collect()
}

/// Without specks.
fn legible(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by(|a, b| b.bounds.longer_side().total_cmp(&a.bounds.longer_side()));
    pieces.truncate(MOST);
    let height = text_height(&pieces);
    pieces.retain(|piece| piece.bounds.longer_side() > SPECK * height);
    pieces
}

/// The height that most of the ink has.
fn text_height(pieces: &[Piece]) -> f32 {
    let mut heights: Vec<(f32, usize)> = pieces.iter().map(|piece| (piece.bounds.height(), piece.area)).collect();
    heights.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = heights.iter().map(|(_, area)| area).sum::<usize>() / 2;
    let mut sum = 0;
    let middle = heights.iter().find(|(_, area)| {
        sum += area;
        sum > half
    });
    middle.map_or(0.0, |(height, _)| *height)
}

fn line(ink: &Plane, mask: &Plane, row: Vec<Boxed<Piece>>) -> FoundLine {
    let height = usual_height(&row);
    let mut pieces: Vec<Piece> = row.into_iter().flat_map(|one| cut(one.of, height)).collect();
    pieces.sort_by(|a, b| a.bounds.middle().0.total_cmp(&b.bounds.middle().0));
    let bounds: Vec<_> = pieces.iter().map(|piece| piece.bounds).collect();
    let candidates = candidates(&bounds, height, MOST_PIECES);
    let glyphs = candidates.iter().map(|candidate| {
        let own: Vec<&Piece> = pieces[candidate.from..candidate.to].iter().collect();
        sign::glyph(ink, mask, &own, candidate.bounds)
    });
    FoundLine { pieces: pieces.len(), glyphs: glyphs.collect(), candidates, height }
}
