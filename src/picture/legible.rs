//! Which pieces may be writing: no specks, and no texture of the paper.

use super::pieces::{Piece, Run};
use super::plane::Plane;

/// Ink whose longer side is a smaller part of the text's height is a speck.
const SPECK: f32 = 0.28;
/// Pieces lower than this part of the text's height that are fainter than this part of its ink are texture.
const LOW: f32 = 0.5;
const FAINT: f32 = 0.85;
/// A picture with more pieces is a texture, not a page; the largest are kept.
const MOST: usize = 800;

pub fn legible(ink: &Plane, mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by(|a, b| b.bounds.longer_side().total_cmp(&a.bounds.longer_side()));
    pieces.truncate(MOST);
    let height = usual(pieces.iter().map(|piece| (piece.bounds.height(), piece.area)).collect());
    pieces.retain(|piece| piece.bounds.longer_side() > SPECK * height);
    let inked: Vec<(f32, Piece)> = pieces.into_iter().map(|piece| (mean_ink(ink, &piece), piece)).collect();
    let full = usual(inked.iter().map(|(ink, piece)| (*ink, piece.area)).collect());
    let legible = |(ink, piece): &(f32, Piece)| *ink > FAINT * full || piece.bounds.height() > LOW * height;
    inked.into_iter().filter(legible).map(|(_, piece)| piece).collect()
}

fn mean_ink(ink: &Plane, piece: &Piece) -> f32 {
    let sum = |run: &Run| {
        let row = run.row as usize * ink.width;
        ink.pixels[row + run.from as usize..row + run.to as usize].iter().map(|ink| u64::from(*ink)).sum::<u64>()
    };
    piece.runs.iter().map(sum).sum::<u64>() as f32 / piece.area.max(1) as f32
}

/// The value that half of the ink exceeds, of values and how much ink has each.
fn usual(mut values: Vec<(f32, usize)>) -> f32 {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|(_, area)| area).sum::<usize>() / 2;
    let mut sum = 0;
    let middle = values.iter().find(|(_, area)| {
        sum += area;
        sum > half
    });
    middle.map_or(0.0, |(value, _)| *value)
}
