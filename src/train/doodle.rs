//! Synthetic ink that is no digit: scribbles, zigzags, spirals, dashes, waves, stars, boxes, crosses, and several digits
//! at once.

use super::rng::Rng;
use crate::ink::{Drawing, Point, Stroke};
use std::f32::consts::TAU;

fn stroke(points: impl IntoIterator<Item = (f32, f32)>) -> Stroke {
    Stroke { width: 4.0, points: points.into_iter().map(|(x, y)| Point::at(x, y)).collect() }
}

/// A drawing about 100 units wide, of one of the kinds.
pub fn doodle(rng: &mut Rng) -> Drawing {
    let strokes = match rng.below(8) {
        0 => vec![scribble(rng)],
        1 => vec![zigzag(rng)],
        2 => vec![spiral(rng)],
        3 => lines(rng),
        4 => vec![wave(rng)],
        5 => vec![star(rng)],
        6 => hatching(rng),
        _ => shapes(rng),
    };
    Drawing { strokes }
}

/// A smooth random walk with many turns.
fn scribble(rng: &mut Rng) -> Stroke {
    let (mut x, mut y, mut heading) = (0.0, 0.0, rng.between(0.0, TAU));
    let (mut bend, steps) = (0.0, 60 + rng.below(160));
    stroke((0..steps).map(|_| {
        bend = bend * 0.85 + rng.normal() * 0.25;
        heading += bend;
        // Pulled back to the middle, as on a small sheet.
        x += heading.cos() * 8.0 - x * 0.05;
        y += heading.sin() * 8.0 - y * 0.05;
        (x, y)
    }))
}

fn zigzag(rng: &mut Rng) -> Stroke {
    let teeth = 5 + rng.below(10);
    let (height, lean) = (rng.between(10.0, 120.0), rng.between(-20.0, 20.0));
    stroke((0..=teeth).map(|tooth| {
        let x = 100.0 * tooth as f32 / teeth as f32 + rng.normal() * 3.0;
        (x + lean * (tooth % 2) as f32, if tooth % 2 == 0 { 0.0 } else { height } + rng.normal() * 4.0)
    }))
}

fn spiral(rng: &mut Rng) -> Stroke {
    let turns = rng.between(2.0, 4.5);
    let (phase, squash) = (rng.between(0.0, TAU), rng.between(0.6, 1.3));
    stroke((0..90).map(|n| {
        let along = n as f32 / 90.0;
        let angle = phase + turns * TAU * along;
        (50.0 * along * angle.cos(), 50.0 * along * squash * angle.sin())
    }))
}

/// A dash, or two or more strokes across each other.
fn lines(rng: &mut Rng) -> Vec<Stroke> {
    let count = 1 + rng.below(4);
    if count == 1 {
        // Upright ones would be a one.
        let slope = rng.between(-0.5, 0.5);
        return vec![stroke([(0.0, 0.0), (50.0, 25.0 * slope + rng.normal()), (100.0, 50.0 * slope)])];
    }
    let near = |rng: &mut Rng| (rng.between(0.0, 100.0), rng.between(0.0, 100.0));
    (0..=count).map(|_| stroke([near(rng), near(rng)])).collect()
}

fn wave(rng: &mut Rng) -> Stroke {
    let (waves, height) = (rng.between(2.5, 6.0), rng.between(6.0, 35.0));
    stroke((0..80).map(|n| (n as f32 * 1.25, height * (n as f32 / 80.0 * waves * TAU).sin())))
}

fn star(rng: &mut Rng) -> Stroke {
    let points = 5 + 2 * rng.below(2);
    let phase = rng.between(0.0, TAU);
    let radii: Vec<f32> = (0..points).map(|_| rng.between(35.0, 60.0)).collect();
    stroke((0..=points).map(|n| {
        let angle = phase + TAU * (2 * n) as f32 / points as f32;
        (radii[n % points] * angle.cos(), radii[n % points] * angle.sin())
    }))
}

fn hatching(rng: &mut Rng) -> Vec<Stroke> {
    let (count, lean) = (4 + rng.below(6), rng.between(-30.0, 30.0));
    (0..count)
        .map(|n| {
            let x = 100.0 * n as f32 / count as f32 + rng.normal() * 3.0;
            stroke([(x, rng.normal() * 5.0), (x + lean, 80.0 + rng.normal() * 5.0)])
        })
        .collect()
}

/// A box, a triangle, a face-like round with marks in it, or an arrow.
fn shapes(rng: &mut Rng) -> Vec<Stroke> {
    let mut jitter = |x: f32, y: f32| (x + rng.normal() * 4.0, y + rng.normal() * 4.0);
    let corners = [jitter(0.0, 0.0), jitter(100.0, 0.0), jitter(100.0, 90.0), jitter(0.0, 90.0)];
    let closed = stroke([corners[0], corners[1], corners[2], corners[3], corners[0]]);
    let triangle = stroke([jitter(50.0, 0.0), jitter(100.0, 90.0), jitter(0.0, 90.0), jitter(50.0, 0.0)]);
    let cross = [stroke([jitter(0.0, 0.0), jitter(100.0, 100.0)]), stroke([jitter(100.0, 0.0), jitter(0.0, 100.0)])];
    let arrow = [
        stroke([jitter(0.0, 50.0), jitter(100.0, 50.0)]),
        stroke([jitter(70.0, 20.0), jitter(100.0, 50.0), jitter(70.0, 80.0)]),
    ];
    let marks = [stroke([jitter(30.0, 30.0), jitter(32.0, 38.0)]), stroke([jitter(70.0, 30.0), jitter(68.0, 38.0)])];
    let mouth = stroke([jitter(30.0, 65.0), jitter(50.0, 75.0), jitter(70.0, 65.0)]);
    let round = stroke((0..=30).map(|n| {
        let angle = TAU * n as f32 / 30.0;
        (50.0 + 55.0 * angle.cos(), 50.0 + 52.0 * angle.sin())
    }));
    match rng.below(6) {
        0 => vec![closed],
        1 => vec![triangle],
        2 => cross.to_vec(),
        3 => arrow.to_vec(),
        4 => [vec![round, mouth], marks.to_vec()].concat(),
        _ => [vec![closed], cross.to_vec()].concat(),
    }
}

/// Two drawings side by side, as one.
pub fn side_by_side(left: &Drawing, right: &Drawing, rng: &mut Rng) -> Drawing {
    let mut strokes = Vec::new();
    let mut from = 0.0;
    for drawing in [left, right] {
        let Some(bounds) = drawing.bounds() else { continue };
        let scale = rng.between(0.85, 1.15) * 100.0 / bounds.height().max(bounds.width() * 0.5).max(1e-3);
        let drop = rng.normal() * 8.0;
        strokes.extend(drawing.strokes.iter().map(|s| {
            stroke(s.points.iter().map(|p| ((p.x - bounds.left) * scale + from, (p.y - bounds.top) * scale + drop)))
        }));
        from += bounds.width() * scale + rng.between(8.0, 40.0);
    }
    Drawing { strokes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_finite_ink() {
        for n in 0..400 {
            let drawing = doodle(&mut Rng::of(9, [0, n]));
            assert!(!drawing.is_empty());
            assert!(drawing.strokes.iter().flat_map(|s| &s.points).all(|p| p.x.is_finite() && p.y.is_finite()));
        }
    }

    #[test]
    fn neighbours_do_not_overlap() {
        let bar = Drawing { strokes: vec![stroke([(0.0, 0.0), (10.0, 50.0)])] };
        let pair = side_by_side(&bar, &bar, &mut Rng::of(2, [0, 0]));
        let boxes: Vec<_> = pair.strokes.iter().filter_map(Stroke::bounds).collect();
        assert!(boxes[0].right < boxes[1].left);
    }
}
