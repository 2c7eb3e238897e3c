//! How far the lines of a picture slope, and its planes turned so that they are level.

use super::pieces::Piece;
use super::plane::Plane;
use crate::segment::{Boxed, usual_height};

/// Lines may slope by so many degrees either way.
const MOST_SKEW: i32 = 20;
/// Digits that lean by fewer degrees are read as well as upright ones: such lines are left as they are.
const LEAST: f32 = 4.0;
/// Pages are held about level: a slope of so many degrees takes as much as one more pair of digits in line.
const UNLIKELY: f32 = 10.0;
/// How far digits of a line are usually above or below each other, of their height.
const ALIGNED: f32 = 0.2;
/// Ink that is so high, of the usual height, is taken for a digit.
const HIGH: std::ops::Range<f32> = 0.45..1.8;
/// How far apart two digits are that say where their line goes: nearer ones may be parts of one.
const APART: std::ops::RangeInclusive<f32> = 0.3..=8.0;
/// A page's largest pieces say enough.
const MOST: usize = 1000;

/// How steeply the lines go down to the right, in radians; 0 where that is not worth turning the picture.
///
/// It is the slope by which most pairs of digits are in line: no lines need to be known.
pub fn skew(pieces: &[Piece]) -> f32 {
    let pairs = pairs(middles(pieces));
    let in_line = |degrees: f32| {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let near = |(right, down): &(f32, f32)| (-0.5 * ((down * cosine - right * sine) / ALIGNED).powi(2)).exp();
        pairs.iter().map(near).sum::<f32>() - (degrees / UNLIKELY).powi(2)
    };
    let best = |skews: &[f32]| {
        let scored = skews.iter().map(|degrees| (in_line(*degrees), *degrees));
        scored.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(0.0, |(_, degrees)| degrees)
    };
    let whole: Vec<f32> = (-MOST_SKEW..=MOST_SKEW).map(|degrees| degrees as f32).collect();
    let coarse = best(&whole);
    let around: Vec<f32> = (-4..=4).map(|fifth| coarse + 0.2 * fifth as f32).collect();
    let fine = best(&around);
    if fine.abs() < LEAST { 0.0 } else { fine.to_radians() }
}

/// The middles of what may be digits, in their usual height. Long pieces, digits that touch, have several.
fn middles(pieces: &[Piece]) -> Vec<(f32, f32)> {
    let boxed: Vec<_> = pieces.iter().map(|piece| Boxed { of: (), bounds: piece.bounds }).collect();
    let height = usual_height(&boxed);
    let mut middles: Vec<(f32, f32)> = pieces.iter().flat_map(|piece| of_piece(piece, height)).take(MOST).collect();
    middles.sort_by(|a, b| a.0.total_cmp(&b.0));
    middles
}

fn of_piece(piece: &Piece, height: f32) -> Vec<(f32, f32)> {
    let bounds = piece.bounds;
    let count = (bounds.width() / height).round().max(1.0) as usize;
    let wide = bounds.width() / count as f32;
    let mut spans = vec![(f32::MAX, f32::MIN); count];
    for run in &piece.runs {
        let part = |x: u32| (((x as f32 + 0.5 - bounds.left) / wide) as usize).min(count - 1);
        for (top, bottom) in &mut spans[part(run.from)..=part(run.to - 1)] {
            *top = top.min(run.row as f32);
            *bottom = bottom.max(run.row as f32 + 1.0);
        }
    }
    let digits = spans.iter().zip(0..).filter(|((top, bottom), _)| HIGH.contains(&((bottom - top) / height)));
    let middle = |((top, bottom), at): (&(f32, f32), u16)| {
        ((bounds.left + (f32::from(at) + 0.5) * wide) / height, (top + bottom) / 2.0 / height)
    };
    digits.map(middle).collect()
}

/// How far right and down it is from one middle to another that may be of its line; they come from the left.
fn pairs(middles: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    let from = |(at, (x, y)): (usize, &(f32, f32))| {
        let steps = middles[at + 1..].iter().map(|other| (other.0 - x, other.1 - y));
        let near = steps.take_while(|(right, _)| right <= APART.end());
        near.filter(|(right, down)| APART.contains(right) && down.abs() <= *right).collect::<Vec<_>>()
    };
    middles.iter().enumerate().flat_map(from).collect()
}

/// The plane turned about its middle, so that what slopes is level. It grows: nothing falls off its edges.
pub fn levelled(plane: &Plane, skew: f32) -> Plane {
    let (sine, cosine) = skew.sin_cos();
    let (old_width, old_height) = (plane.width as f32, plane.height as f32);
    let width = (old_width * cosine + old_height * sine.abs()).ceil() as usize;
    let height = (old_height * cosine + old_width * sine.abs()).ceil() as usize;
    let pixel = |x: i32, y: i32| {
        let inside = (0..plane.width as i32).contains(&x) && (0..plane.height as i32).contains(&y);
        if inside { f32::from(plane.pixels[y as usize * plane.width + x as usize]) } else { 0.0 }
    };
    let mut pixels = Vec::with_capacity(width * height);
    for row in 0..height {
        let down = row as f32 + 0.5 - height as f32 / 2.0;
        for column in 0..width {
            let right = column as f32 + 0.5 - width as f32 / 2.0;
            let x = right * cosine - down * sine + old_width / 2.0 - 0.5;
            let y = right * sine + down * cosine + old_height / 2.0 - 0.5;
            let (left, top) = (x.floor(), y.floor());
            let (x, y, left, top) = (x - left, y - top, left as i32, top as i32);
            let across = |row: i32| pixel(left, row) * (1.0 - x) + pixel(left + 1, row) * x;
            pixels.push((across(top) * (1.0 - y) + across(top + 1) * y + 0.5) as u8);
        }
    }
    Plane { width, height, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::pieces::pieces;

    /// Upright strokes in lines that slope by so many degrees, with a step up or down from each to the next.
    fn page(lines: usize, count: usize, degrees: f32) -> Plane {
        let (width, height) = (420, 400);
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let is_ink = |at: usize| {
            let (right, down) = ((at % width) as f32 - 210.0, (at / width) as f32 - 200.0);
            let (x, y) = (right * cosine + down * sine + 150.0, down * cosine - right * sine + 100.0);
            let (column, line) = ((x / 40.0).floor(), (y / 70.0).floor());
            let step = if column as i32 % 2 == 0 { 0.0 } else { 6.0 };
            let within = (0.0..count as f32).contains(&column) && (0.0..lines as f32).contains(&line);
            within && (16.0..22.0).contains(&(x - 40.0 * column)) && (10.0..50.0).contains(&(y - 70.0 * line - step))
        };
        Plane { width, height, pixels: (0..width * height).map(|at| u8::from(is_ink(at))).collect() }
    }

    fn found(page: &Plane) -> f32 {
        skew(&pieces(page)).to_degrees()
    }

    #[test]
    fn lines_are_skewed_as_far_as_they_do() {
        for degrees in [-17.0, -9.0, 6.0, 14.0] {
            let skew = found(&page(3, 6, degrees));
            assert!((skew - degrees).abs() <= 1.0, "{skew} for {degrees}");
        }
    }

    #[test]
    fn what_is_about_level_stays() {
        assert_eq!(found(&page(3, 6, 2.0)), 0.0);
        // Two digits, one a little higher than the other, are no line.
        assert_eq!(found(&page(1, 2, 0.0)), 0.0);
        assert_eq!(skew(&[]), 0.0);
    }

    #[test]
    fn levelled_lines_are_level() {
        let sloping = page(3, 6, 14.0);
        let level = levelled(&sloping.map(|pixel| 255 * pixel), 14f32.to_radians()).map(|pixel| pixel >> 7);
        assert_eq!(found(&level), 0.0);
        let ink = |plane: &Plane| plane.pixels.iter().map(|pixel| u32::from(*pixel)).sum::<u32>() as f32;
        assert!((ink(&level) / ink(&sloping) - 1.0).abs() < 0.03);
        let heights: Vec<f32> = pieces(&level).iter().map(|piece| piece.bounds.height()).collect();
        assert!(heights.len() == 18 && heights.iter().all(|height| (39.0..43.0).contains(height)), "{heights:?}");
    }
}
