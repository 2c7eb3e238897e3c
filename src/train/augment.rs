//! Augmentation: each example is varied anew every time, as another writer, pen or device would have it.

use super::recipe::{Ingredient, Recipe};
use super::rng::Rng;
use crate::glyph::{self, Glyph, PEN, SIDE};
use crate::ink::{Drawing, Point};
use crate::raster::Grey;

/// How many displacements a field has along one side of a picture.
const KNOTS: usize = 5;

/// A random linear map: turn, slant, and stretch.
pub(super) fn linear(rng: &mut Rng, strength: f32) -> [f32; 4] {
    let turn = (rng.normal() * 0.13 * strength).clamp(-0.32, 0.32);
    let slant = rng.normal() * 0.15 * strength;
    let (wide, high) = ((rng.normal() * 0.09 * strength).exp(), (rng.normal() * 0.09 * strength).exp());
    let (sin, cos) = turn.sin_cos();
    [cos * wide, (cos * slant - sin) * high, sin * wide, (sin * slant + cos) * high]
}

/// A smooth random field of displacements over the unit square.
struct Field {
    knots: [[f32; 2]; KNOTS * KNOTS],
}

impl Field {
    fn random(rng: &mut Rng, strength: f32) -> Self {
        Self { knots: std::array::from_fn(|_| [rng.normal() * strength, rng.normal() * strength]) }
    }

    fn at(&self, x: f32, y: f32) -> [f32; 2] {
        let place = |v: f32| {
            let along = v.clamp(0.0, 1.0) * (KNOTS - 1) as f32;
            let knot = (along as usize).min(KNOTS - 2);
            let part = along - knot as f32;
            // Smoothstep, so that the field has no creases.
            (knot, part * part * (3.0 - 2.0 * part))
        };
        let ((column, right), (row, down)) = (place(x), place(y));
        let knot = |r: usize, c: usize| self.knots[r * KNOTS + c];
        std::array::from_fn(|axis| {
            let top = knot(row, column)[axis] * (1.0 - right) + knot(row, column + 1)[axis] * right;
            let low = knot(row + 1, column)[axis] * (1.0 - right) + knot(row + 1, column + 1)[axis] * right;
            top * (1.0 - down) + low * down
        })
    }
}

/// A picture turned, slanted, stretched, bent, moved, thickened or thinned, and damaged; `much` is the strength, 1 the
/// usual one.
pub fn picture(glyph: &Glyph, recipe: Recipe, much: f32, rng: &mut Rng) -> Vec<f32> {
    let mut ink = warp(&glyph.grey(), recipe, much, rng);
    if recipe.has(Ingredient::Thickness) {
        ink = thickness(ink, much, rng);
    }
    if recipe.has(Ingredient::Damage) {
        blemish(&mut ink, much, rng);
    }
    ink
}

fn warp(grey: &Grey, recipe: Recipe, much: f32, rng: &mut Rng) -> Vec<f32> {
    // Most examples are near to what people write, a few are far from it.
    let strength = much * rng.unit();
    let map = linear(rng, recipe.strength(Ingredient::Turns, strength));
    let field = Field::random(rng, recipe.strength(Ingredient::Bends, 1.5 * strength));
    let shift = [rng.normal() * 0.5, rng.normal() * 0.5];
    let from = |x: f32, y: f32| {
        let [dx, dy] = field.at(x / SIDE as f32 + 0.5, y / SIDE as f32 + 0.5);
        [map[0] * x + map[1] * y + dx + shift[0], map[2] * x + map[3] * y + dy + shift[1]]
    };
    grey.resampled(from).pixels
}

/// Dilation or erosion: each pixel is moved some way towards the darkest or the lightest of its neighbours.
fn thickness(ink: Vec<f32>, most: f32, rng: &mut Rng) -> Vec<f32> {
    if rng.chance(0.5) {
        return ink;
    }
    let thicker = rng.chance(0.5);
    let much = most * rng.between(0.0, if thicker { 0.7 } else { 0.45 });
    let mut out = ink.clone();
    for row in 1..SIDE - 1 {
        for column in 1..SIDE - 1 {
            let at = row * SIDE + column;
            let cross = [ink[at], ink[at - 1], ink[at + 1], ink[at - SIDE], ink[at + SIDE]];
            let end = cross.into_iter().reduce(if thicker { f32::max } else { f32::min }).unwrap_or(0.0);
            out[at] += (end - ink[at]) * much;
        }
    }
    out
}

/// Adds a gap, a speck or noise to some of the examples.
fn blemish(ink: &mut [f32], much: f32, rng: &mut Rng) {
    if rng.chance(0.06 * much) {
        let value = if rng.chance(0.6) { 0.0 } else { 1.0 };
        let (x, y, radius) = (rng.between(4.0, 24.0), rng.between(4.0, 24.0), rng.between(0.7, 1.9));
        for (place, pixel) in ink.iter_mut().enumerate() {
            let (dx, dy) = ((place % SIDE) as f32 + 0.5 - x, (place / SIDE) as f32 + 0.5 - y);
            if dx * dx + dy * dy < radius * radius {
                *pixel = value;
            }
        }
    }
    if rng.chance(0.08 * much) {
        let strength = rng.between(0.02, 0.1);
        ink.iter_mut().for_each(|pixel| *pixel = (*pixel + rng.normal() * strength).clamp(0.0, 1.0));
    }
}

/// The glyph of a drawing as another writer, pen and device would have left it.
pub fn drawing(drawing: &Drawing, recipe: Recipe, much: f32, rng: &mut Rng) -> Option<Glyph> {
    let bounds = drawing.bounds()?;
    let side = bounds.longer_side().max(1e-3);
    let (cx, cy) = bounds.middle();
    let strength = much * rng.unit();
    let map = linear(rng, recipe.strength(Ingredient::Turns, strength));
    let field = Field::random(rng, recipe.strength(Ingredient::Bends, 0.045 * strength));
    let pens = recipe.has(Ingredient::Pens);
    let coarse = if pens && rng.chance(0.5) { rng.between(0.02, 0.13) } else { 0.0 };
    let tremor = if pens && rng.chance(0.3) { rng.between(0.002, 0.012) } else { 0.0 };
    let strokes: Vec<Vec<Point>> = drawing
        .strokes
        .iter()
        .map(|stroke| {
            let moved: Vec<Point> = stroke
                .points
                .iter()
                .map(|p| {
                    let (x, y) = ((p.x - cx) / side, (p.y - cy) / side);
                    let [dx, dy] = field.at(x + 0.5, y + 0.5);
                    let (dx, dy) = (dx + rng.normal() * tremor, dy + rng.normal() * tremor);
                    Point::at(map[0] * x + map[1] * y + dx, map[2] * x + map[3] * y + dy)
                })
                .collect();
            thinned(&moved, coarse).iter().map(|p| Point::at(p.x * 200.0, p.y * 200.0)).collect()
        })
        .collect();
    let pen = if !pens || rng.chance(0.35) { PEN } else { rng.between(1.4, 4.0) };
    glyph::from_strokes_with_pen(strokes.iter().map(Vec::as_slice), pen)
}

/// The points a slower device would have kept: none nearer than `step` to the last, the ends always.
fn thinned(points: &[Point], step: f32) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for (at, point) in points.iter().enumerate() {
        let far = kept.last().is_none_or(|last| last.distance(*point) >= step);
        if far || at + 1 == points.len() {
            kept.push(*point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Stroke;

    fn two() -> Drawing {
        let line = [(0.0, 5.0), (6.0, 0.0), (10.0, 6.0), (0.0, 20.0), (12.0, 20.0)];
        Drawing { strokes: vec![Stroke { width: 2.0, points: line.map(|(x, y)| Point::at(x, y)).to_vec() }] }
    }

    #[test]
    fn examples_differ_yet_keep_about_their_ink() {
        let glyph = drawing(&two(), Recipe::default(), 1.0, &mut Rng::of(1, [0, 0])).unwrap();
        let plain: f32 = glyph.input().sum();
        let made = |n| picture(&glyph, Recipe::default(), 1.0, &mut Rng::of(1, [0, n]));
        let made: Vec<Vec<f32>> = (0..50).map(made).collect();
        for ink in &made {
            let sum: f32 = ink.iter().sum();
            assert!((plain * 0.4..plain * 2.5).contains(&sum), "{sum} of {plain}");
            assert!(ink.iter().all(|p| (0.0..=1.0).contains(p)));
        }
        assert_ne!(made[0], made[1]);
    }

    #[test]
    fn the_same_place_makes_the_same_example() {
        let make = || drawing(&two(), Recipe::default(), 1.0, &mut Rng::of(3, [5, 8])).unwrap();
        assert_eq!(make(), make());
    }

    #[test]
    fn thinning_keeps_the_ends() {
        let points: Vec<Point> = (0..20).map(|n| Point::at(n as f32, 0.0)).collect();
        let kept: Vec<f32> = thinned(&points, 7.5).iter().map(|p| p.x).collect();
        assert_eq!(kept, [0.0, 8.0, 16.0, 19.0]);
        assert!(thinned(&[], 1.0).is_empty());
    }
}
