//! Which pieces may be writing: no specks, no texture of the paper, and nothing that lies around the page.

use super::pieces::{Piece, Run};
use super::plane::Plane;

/// Ink whose longer side is a smaller part of the text's height is a speck.
const SPECK: f32 = 0.28;
/// Pieces lower than this part of the text's height that are fainter than this part of its ink are texture.
const LOW: f32 = 0.5;
const FAINT: f32 = 0.85;
/// What reaches the picture's edge and is so many times as thick as the strokes of all else is what the page lies on, a
/// hand, or a shadow;
const BULKY: f32 = 3.0;
/// but only beside writing, which is so many times as high as its strokes are thick: specks are not.
const WRITTEN: f32 = 3.0;
/// One line that is so many times as high as the text, with no more runs a row than this, is a rule or an edge.
const TOWERING: f32 = 3.0;
const SINGLE: f32 = 1.3;
/// A picture with more pieces is a texture, not a page; the largest are kept.
const MOST: usize = 800;

pub fn legible(ink: &Plane, mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by(|a, b| b.bounds.longer_side().total_cmp(&a.bounds.longer_side()));
    pieces.truncate(MOST);
    let mut pieces = without_surroundings(ink, pieces);
    let height = usual_of(&pieces, |piece| piece.bounds.height());
    let is_line = |piece: &Piece| {
        let high = piece.bounds.height();
        high > TOWERING * height && piece.runs.len() as f32 <= SINGLE * high
    };
    pieces.retain(|piece| piece.bounds.longer_side() > SPECK * height && !is_line(piece));
    let inked: Vec<(f32, Piece)> = pieces.into_iter().map(|piece| (mean_ink(ink, &piece), piece)).collect();
    let full = usual(inked.iter().map(|(ink, piece)| (*ink, piece.area)).collect());
    let legible = |(ink, piece): &(f32, Piece)| *ink > FAINT * full || piece.bounds.height() > LOW * height;
    inked.into_iter().filter(legible).map(|(_, piece)| piece).collect()
}

/// Without what lies around the page.
fn without_surroundings(ink: &Plane, pieces: Vec<Piece>) -> Vec<Piece> {
    let (right, bottom) = (ink.width as f32, ink.height as f32);
    let reaches_edge = |piece: &Piece| {
        let bounds = piece.bounds;
        bounds.left <= 0.0 || bounds.top <= 0.0 || bounds.right >= right || bounds.bottom >= bottom
    };
    let (outer, mut inner): (Vec<_>, Vec<_>) = pieces.into_iter().partition(reaches_edge);
    let (height, stroke) = (usual_of(&inner, |piece| piece.bounds.height()), usual_of(&inner, Piece::stroke));
    let is_written = stroke > 0.0 && height >= WRITTEN * stroke;
    inner.extend(outer.into_iter().filter(|piece| !is_written || piece.stroke() < BULKY * stroke));
    inner
}

fn usual_of(pieces: &[Piece], of: impl Fn(&Piece) -> f32) -> f32 {
    usual(pieces.iter().map(|piece| (of(piece), piece.area)).collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::pieces::pieces;

    /// How many pieces are left of a row of eight rings, and of ink where `more` says.
    fn left(more: impl Fn(usize, usize) -> bool) -> usize {
        let (width, height) = (600, 300);
        let ring = |x: usize, y: usize| (12.0..15.0).contains(&(x as f32 % 50.0 - 25.0).hypot(y as f32 - 150.0));
        let is_ink = |x: usize, y: usize| more(x, y) || ((100..500).contains(&x) && ring(x, y));
        let pixels = (0..width * height).map(|at| u8::from(is_ink(at % width, at / width))).collect();
        let mask = Plane { width, height, pixels };
        legible(&mask.map(|pixel| 200 * pixel), pieces(&mask)).len()
    }

    #[test]
    fn what_the_page_lies_on_is_no_writing() {
        assert_eq!(left(|_, _| false), 8);
        assert_eq!(left(|x, y| x < 60 || y < 40 || x >= 570), 8);
        // A stroke of the pen may reach the edge.
        assert_eq!(left(|x, y| (40..43).contains(&x) && y < 60), 9);
    }

    #[test]
    fn one_thick_symbol_with_specks_is_no_desk() {
        let (width, height) = (100, 100);
        let is_ink = |x: usize, y: usize| (30..60).contains(&x) || (x % 20 < 2 && y % 20 < 2);
        let pixels = (0..width * height).map(|at| u8::from(is_ink(at % width, at / width))).collect();
        let mask = Plane { width, height, pixels };
        let left = legible(&mask.map(|pixel| 200 * pixel), pieces(&mask));
        assert!(left.iter().any(|piece| piece.bounds.height() == 100.0));
    }

    #[test]
    fn a_line_far_higher_than_the_text_is_none_of_it() {
        assert_eq!(left(|x, y| (40..43).contains(&x) && (20..280).contains(&y)), 8);
        assert_eq!(left(|x, y| (40..43).contains(&x) && (120..180).contains(&y)), 9);
    }
}
