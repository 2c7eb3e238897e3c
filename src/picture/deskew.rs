//! Deskewing: by which angle the lines of a picture slope, and its planes turned so that they are level.
//!
//! The skew is the angle at which most pairs of digits are in line; the lines need not be known.

use super::components::Component;
use super::layout::Form;
use super::plane::Plane;
use crate::segment::{Boxed, usual_height};

/// The largest skew that is looked for, in degrees either way.
const MOST_SKEW: i32 = 20;
/// A skew of fewer degrees is left as it is: such digits are read as well as upright ones.
const LEAST: f32 = 4.0;
/// Pages are held about level: a skew of so many degrees costs as much as one pair of digits in line is worth.
const UNLIKELY: f32 = 10.0;
/// The same where strokes are wanted: scripts and fractions are not in line, and models of strokes bear some slope.
const UNLIKELY_OF_STROKES: f32 = 4.0;
/// How far digits of a line are usually above or below each other, as a part of their height (a standard deviation).
const ALIGNED: f32 = 0.2;
/// The heights of what is taken for a digit, as parts of the usual height.
const HIGH: std::ops::Range<f32> = 0.45..1.8;
/// The horizontal distances of the pairs that are looked at, in usual heights: nearer ones may be parts of one digit.
const APART: std::ops::RangeInclusive<f32> = 0.3..=8.0;
/// No more digits are looked at: so many are enough.
const MOST: usize = 1000;

/// How steeply the lines go down to the right, in radians; 0 where turning the picture is not worth it.
pub fn skew(components: &[Component], form: Form) -> f32 {
    let unlikely = if form == Form::Strokes { UNLIKELY_OF_STROKES } else { UNLIKELY };
    let pairs = pairs(middles(components));
    let in_line = |degrees: f32| {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let near = |(right, down): &(f32, f32)| (-0.5 * ((down * cosine - right * sine) / ALIGNED).powi(2)).exp();
        pairs.iter().map(near).sum::<f32>() - (degrees / unlikely).powi(2)
    };
    let best = |angles: &[f32]| {
        let scored = angles.iter().map(|degrees| (in_line(*degrees), *degrees));
        scored.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(0.0, |(_, degrees)| degrees)
    };
    let whole: Vec<f32> = (-MOST_SKEW..=MOST_SKEW).map(|degrees| degrees as f32).collect();
    let coarse = best(&whole);
    let around: Vec<f32> = (-4..=4).map(|fifth| coarse + 0.2 * fifth as f32).collect();
    let fine = best(&around);
    if fine.abs() < LEAST { 0.0 } else { fine.to_radians() }
}

/// The middles of what may be digits, from the left, in units of the usual height. Wide components, which are digits that
/// touch, have several.
fn middles(components: &[Component]) -> Vec<(f32, f32)> {
    let boxed: Vec<_> = components.iter().map(|component| Boxed { of: (), bounds: component.bounds }).collect();
    let height = usual_height(&boxed);
    let mut middles: Vec<(f32, f32)> =
        components.iter().flat_map(|component| middles_of(component, height)).take(MOST).collect();
    middles.sort_by(|a, b| a.0.total_cmp(&b.0));
    middles
}

/// The middles in one component.
fn middles_of(component: &Component, height: f32) -> Vec<(f32, f32)> {
    let bounds = component.bounds;
    let count = (bounds.width() / height).round().max(1.0) as usize;
    let wide = bounds.width() / count as f32;
    let mut spans = vec![(f32::MAX, f32::MIN); count];
    for run in &component.runs {
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

/// The steps to the right and down between the middles of pairs that may be of one line; `middles` are sorted from the
/// left.
fn pairs(middles: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    let from = |(at, (x, y)): (usize, &(f32, f32))| {
        let steps = middles[at + 1..].iter().map(|other| (other.0 - x, other.1 - y));
        let near = steps.take_while(|(right, _)| right <= APART.end());
        near.filter(|(right, down)| APART.contains(right) && down.abs() <= *right).collect::<Vec<_>>()
    };
    middles.iter().enumerate().flat_map(from).collect()
}

/// The plane turned to the left about its middle by `skew` radians, with bilinear interpolation. It grows, so that nothing
/// is cut off.
pub fn turned(plane: &Plane, skew: f32) -> Plane {
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
    use crate::picture::components::components;

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
        skew(&components(page), Form::Candidates).to_degrees()
    }

    #[test]
    fn the_skew_of_lines_is_measured() {
        for degrees in [-17.0, -9.0, 6.0, 14.0] {
            let skew = found(&page(3, 6, degrees));
            assert!((skew - degrees).abs() <= 1.0, "{skew} for {degrees}");
        }
    }

    #[test]
    fn lines_that_are_about_level_are_left() {
        assert_eq!(found(&page(3, 6, 2.0)), 0.0);
        // Two digits, one a little higher than the other, are no line.
        assert_eq!(found(&page(1, 2, 0.0)), 0.0);
        assert_eq!(skew(&[], Form::Candidates), 0.0);
    }

    #[test]
    fn turned_lines_are_level() {
        let sloping = page(3, 6, 14.0);
        let level = turned(&sloping.map(|pixel| 255 * pixel), 14f32.to_radians()).map(|pixel| pixel >> 7);
        assert_eq!(found(&level), 0.0);
        let ink = |plane: &Plane| plane.pixels.iter().map(|pixel| u32::from(*pixel)).sum::<u32>() as f32;
        assert!((ink(&level) / ink(&sloping) - 1.0).abs() < 0.03);
        let heights: Vec<f32> = components(&level).iter().map(|component| component.bounds.height()).collect();
        assert!(heights.len() == 18 && heights.iter().all(|height| (39.0..43.0).contains(height)), "{heights:?}");
    }
}
