//! How much two pieces of ink look alike, by their glyphs. Plain: knows neither browser nor page.

use crate::glyph::{self, SIDE};
use crate::ink::Drawing;

/// A picture of some ink, softened so that it need not fit to the pixel, of length one.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape(Vec<f32>);

impl Shape {
    /// None where there is no ink.
    pub fn of(ink: &Drawing) -> Option<Self> {
        let glyph = glyph::from_strokes(&ink.strokes)?;
        let pixels: Vec<f32> = glyph.pixels.iter().map(|pixel| f32::from(*pixel)).collect();
        let soft = soften(&soften(&pixels));
        let length = soft.iter().map(|value| value * value).sum::<f32>().sqrt();
        (length > 0.0).then(|| Self(soft.into_iter().map(|value| value / length).collect()))
    }

    /// From 0, nothing alike, to 1, the same.
    pub fn likeness(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }
}

/// Each pixel becomes the mean of the nine around it.
fn soften(pixels: &[f32]) -> Vec<f32> {
    let side = SIDE as i32;
    let at = |x: i32, y: i32| match (0..side).contains(&x) && (0..side).contains(&y) {
        true => pixels[(y * side + x) as usize],
        false => 0.0,
    };
    let mean = |x: i32, y: i32| {
        let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
        around.map(|(dx, dy)| at(x + dx, y + dy)).sum::<f32>() / 9.0
    };
    (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| mean(x, y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{Point, Stroke};

    fn strokes(all: &[&[(f32, f32)]]) -> Drawing {
        let stroke = |points: &&[(f32, f32)]| Stroke {
            width: 6.0,
            points: points.iter().map(|(x, y)| Point::at(*x, *y)).collect(),
        };
        Drawing { strokes: all.iter().map(stroke).collect() }
    }

    #[test]
    fn the_same_sign_written_again_is_more_alike_than_another() {
        let seven = Shape::of(&strokes(&[&[(0.0, 0.0), (40.0, 0.0), (15.0, 60.0)]])).unwrap();
        let again = Shape::of(&strokes(&[&[(1.0, 2.0), (41.0, 0.0), (13.0, 62.0)]])).unwrap();
        let zero =
            Shape::of(&strokes(&[&[(20.0, 0.0), (0.0, 30.0), (20.0, 60.0), (40.0, 30.0), (20.0, 0.0)]])).unwrap();
        assert!(seven.likeness(&again) > 0.95, "{}", seven.likeness(&again));
        assert!(seven.likeness(&zero) < 0.7, "{}", seven.likeness(&zero));
        assert!((seven.likeness(&seven) - 1.0).abs() < 1e-4);
        assert_eq!(Shape::of(&Drawing::default()), None);
    }
}
