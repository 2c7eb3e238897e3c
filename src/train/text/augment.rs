//! Lines varied as another writer, pen or device would have written them.

use crate::ink::{Point, Trace};
use crate::sequence::LineSize;
use crate::train::rng::Rng;

/// A stroke's points.
pub type Points = Vec<Point>;

/// The strokes varied: slant, turn, proportions, bends, tremor and the sampling of the device. Lengths are in units of the line
/// from now on.
pub fn varied(strokes: &[Points], strength: f32, rng: &mut Rng) -> Vec<Points> {
    let Some(size) = LineSize::of(strokes) else { return Vec::new() };
    let slant = rng.normal() * 0.22 * strength;
    let turn = rng.normal() * 0.035 * strength;
    let wide = (rng.normal() * 0.15 * strength).exp();
    let first = strokes.iter().flatten().map(|point| point.x).fold(f32::MAX, f32::min);
    let bends = [Bend::random(0.06 * strength, rng), Bend::random(0.14 * strength, rng)];
    let tremor = if rng.chance(0.3) { rng.between(0.0, 0.02) * strength } else { 0.0 };
    let sampled = if rng.chance(0.4) { rng.between(0.05, 0.3) } else { 0.0 };
    let of_stroke = |points: &Points| -> Option<Points> {
        let lift = rng.normal() * 0.03 * strength;
        let moved = points.iter().map(|point| {
            let x = (point.x - first) / size.unit;
            let y = (point.y - size.middle - size.slope * point.x) / size.unit + lift;
            let (x, y) = (x * wide - slant * y, y + turn * x);
            let (x, y) = (x + bends[1].at(x), y + bends[0].at(x));
            Point::at(x + rng.normal() * tremor, y + rng.normal() * tremor)
        });
        let trace = Trace::new(moved.collect())?;
        Some(if sampled > 0.0 { trace.thinned(sampled) } else { trace }.points)
    };
    strokes.iter().filter_map(of_stroke).collect()
}

/// The size of varied strokes as a measure that errs would find it.
pub fn varied_size(size: LineSize, strength: f32, rng: &mut Rng) -> LineSize {
    let unit = size.unit * (rng.normal() * 0.1 * strength).exp();
    LineSize { unit, middle: size.middle + rng.normal() * 0.1 * strength * unit, ..size }
}

/// A gentle wave along a line.
struct Bend {
    waves: [[f32; 3]; 2],
}

impl Bend {
    fn random(strength: f32, rng: &mut Rng) -> Self {
        let mut wave =
            || [rng.normal() * strength, std::f32::consts::TAU / rng.between(2.0, 9.0), rng.between(0.0, 6.3)];
        Self { waves: [wave(), wave()] }
    }

    fn at(&self, x: f32) -> f32 {
        self.waves.iter().map(|[high, often, from]| high * (often * x + from).sin()).sum()
    }
}
