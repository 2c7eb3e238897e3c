//! A candidate as the maths model sees it: eight planes of 28×28 pixels, of its own ink and of the ink around it.
//!
//! | plane | what |
//! | --- | --- |
//! | 0 | the candidate's ink, its box scaled until the longer side is 20 pixels |
//! | 1, 2 | which way the pen went there: cosine and sine of the direction |
//! | 3, 4 | along which line it went, either way: cosine and sine of twice the direction |
//! | 5 | all other ink, at the same scale |
//! | 6, 7 | the candidate's ink and all other ink in a wider view, whose scale follows the usual size of strokes |
//!
//! What a minus, a dot or an x is depends on what stands around it and on how large it is beside it; the picture of the
//! candidate alone does not say. Directions tell apart what looks alike but is drawn differently; ink from pictures has
//! none, and leaves those planes empty.

use crate::glyph::{AREA, BOX, Image, Medium, SIDE};
use crate::ink::{Bounds, Point, Trace};
use crate::raster;

/// How many planes there are.
pub const PLANES: usize = 8;
const INK: usize = 0;
const DIRECTION: usize = 1;
const NEAR: usize = 5;
const WIDE_INK: usize = 6;
const WIDE: usize = 7;

/// The pen's width in the planes of the candidate's own scale, and in the wider view, in pixels.
pub const PEN: f32 = 2.4;
const WIDE_PEN: f32 = 2.0;
/// The side of the wider view, in usual sizes of a stroke; larger candidates widen it.
const VIEW: f32 = 4.0;
const LARGE: f32 = 1.3;
/// Candidates smaller than this part of the usual size are dots: they are not enlarged until their tremor looks like a
/// symbol.
const DOT: f32 = 0.16;

/// The numbers that the network sees of a candidate, and its medium.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planes {
    pub medium: Medium,
    /// Pixel after pixel, each with one number for each plane: 127 is full ink, or the whole way of a direction.
    numbers: Vec<i8>,
}

impl Image for Planes {
    fn numbers(&self) -> impl Iterator<Item = f32> + '_ {
        self.numbers.iter().map(|number| f32::from(*number) / 127.0)
    }

    fn medium(&self) -> Medium {
        self.medium
    }
}

impl Planes {
    /// What the network sees of a candidate among other ink; `usual` is the usual size of a stroke. Without points there
    /// is nothing to see.
    pub fn of(own: &[&Trace], others: &[&Trace], usual: f32, pen: f32) -> Option<Self> {
        let bounds = own.iter().map(|ink| ink.bounds).reduce(Bounds::union)?;
        let (longer, usual) = (bounds.longer_side(), usual.max(1e-3));
        let near = View::new(bounds, (BOX - pen) / longer.max(DOT * usual));
        let wide = View::new(bounds, SIDE as f32 / (VIEW * usual).max(LARGE * longer));
        let mut canvas = Canvas { numbers: vec![0.0; AREA * PLANES] };
        for ink in own {
            canvas.draw_directed(&ink.points, &near, pen / 2.0);
            canvas.draw(WIDE_INK, &ink.points, &wide, WIDE_PEN / 2.0);
        }
        for ink in others {
            for (plane, view, radius) in [(NEAR, &near, pen / 2.0), (WIDE, &wide, WIDE_PEN / 2.0)] {
                if view.shows(ink.bounds) {
                    canvas.draw(plane, &ink.points, view, radius);
                }
            }
        }
        let numbers = canvas.numbers.into_iter().map(|number| (number * 127.0).round() as i8).collect();
        Some(Self { medium: Medium::Pen, numbers })
    }

    /// The same without directions, as ink from a picture is seen.
    pub fn without_directions(mut self) -> Self {
        for pixel in self.numbers.chunks_exact_mut(PLANES) {
            pixel[DIRECTION..NEAR].fill(0);
        }
        Self { medium: Medium::Picture, ..self }
    }
}

/// From ink to the pixels of a plane: where its middle comes from, and how much it is enlarged.
struct View {
    x: f32,
    y: f32,
    scale: f32,
}

impl View {
    fn new(bounds: Bounds, scale: f32) -> Self {
        let (x, y) = bounds.middle();
        Self { x, y, scale }
    }

    fn place(&self, point: &Point) -> (f32, f32) {
        let middle = SIDE as f32 / 2.0;
        ((point.x - self.x) * self.scale + middle, (point.y - self.y) * self.scale + middle)
    }

    /// Whether any of a box may be within the plane.
    fn shows(&self, bounds: Bounds) -> bool {
        let (left, top) = self.place(&Point::at(bounds.left, bounds.top));
        let (right, bottom) = self.place(&Point::at(bounds.right, bounds.bottom));
        let side = SIDE as f32 + 2.0;
        left < side && top < side && right > -2.0 && bottom > -2.0
    }
}

struct Canvas {
    numbers: Vec<f32>,
}

impl Canvas {
    fn draw(&mut self, plane: usize, points: &[Point], view: &View, radius: f32) {
        segments(points, view, |a, b| {
            raster::cover([SIDE; 2], a, b, radius, |at, coverage| {
                let number = &mut self.numbers[at * PLANES + plane];
                *number = number.max(coverage);
            });
        });
    }

    /// Ink with its direction: of the segment that covers a pixel most.
    fn draw_directed(&mut self, points: &[Point], view: &View, radius: f32) {
        segments(points, view, |a, b| {
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let length = dx.hypot(dy);
            let (cos, sin) = if length > 1e-3 { (dx / length, dy / length) } else { (0.0, 0.0) };
            let way = [cos, sin, cos * cos - sin * sin, 2.0 * cos * sin];
            raster::cover([SIDE; 2], a, b, radius, |at, coverage| {
                let pixel = &mut self.numbers[at * PLANES..][..PLANES];
                if coverage > pixel[INK] {
                    pixel[INK] = coverage;
                    pixel[DIRECTION..NEAR].iter_mut().zip(way).for_each(|(number, way)| *number = way * coverage);
                }
            });
        });
    }
}

/// The segments of some points within a view. Points nearer than half a pixel to the last are left out; a single point
/// is a segment of no length.
fn segments(points: &[Point], view: &View, mut each: impl FnMut((f32, f32), (f32, f32))) {
    let Some((first, rest)) = points.split_first() else { return };
    let mut last = view.place(first);
    if rest.is_empty() {
        return each(last, last);
    }
    for (left, point) in (0..rest.len()).rev().zip(rest) {
        let next = view.place(point);
        if left == 0 || (next.0 - last.0).hypot(next.1 - last.1) >= 0.5 {
            each(last, next);
            last = next;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn line(points: &[(f32, f32)]) -> Trace {
        Trace::new(points.iter().map(|(x, y)| Point::at(*x, *y)).collect()).unwrap()
    }

    fn seen(own: &[&Trace], others: &[&Trace], usual: f32) -> Planes {
        Planes::of(own, others, usual, PEN).unwrap()
    }

    fn sum(planes: &Planes, plane: usize) -> f32 {
        planes.numbers().skip(plane).step_by(PLANES).sum()
    }

    #[test]
    fn directions_tell_the_way_of_the_pen() {
        let (right, left) = (line(&[(0.0, 0.0), (40.0, 0.0)]), line(&[(40.0, 0.0), (0.0, 0.0)]));
        let [right, left] = [right, left].map(|line| seen(&[&line], &[], 40.0));
        assert_eq!(sum(&right, INK), sum(&left, INK));
        assert!(sum(&right, 1) > 20.0 && sum(&left, 1) < -20.0);
        // The line is the same either way.
        assert_eq!(sum(&right, 3), sum(&left, 3));
        assert_eq!(sum(&right.clone().without_directions(), 1), 0.0);
        assert_eq!(sum(&right.clone().without_directions(), INK), sum(&right, INK));
    }

    #[test]
    fn the_wider_view_tells_the_size_beside_others() {
        let (small, tall) = (line(&[(0.0, 0.0), (0.0, 10.0)]), line(&[(14.0, -20.0), (14.0, 20.0)]));
        let [small, tall] = [seen(&[&small], &[&tall], 40.0), seen(&[&tall], &[&small], 40.0)];
        assert!((sum(&small, INK) - sum(&tall, INK)).abs() < 1.0);
        assert!(sum(&small, WIDE_INK) < 0.5 * sum(&tall, WIDE_INK));
        assert!(sum(&small, WIDE) > 5.0 && sum(&small, NEAR) == 0.0);
    }

    #[test]
    fn place_and_size_make_no_difference() {
        let made = |scale: f32, x: f32, y: f32| {
            let put = |points: &[(f32, f32)]| {
                line(&points.iter().map(|(a, b)| (a * scale + x, b * scale + y)).collect::<Vec<_>>())
            };
            seen(&[&put(&[(0.0, 0.0), (9.0, 30.0)])], &[&put(&[(20.0, 4.0), (22.0, 30.0)])], 30.0 * scale)
        };
        let (one, other) = (made(1.0, 0.0, 0.0), made(4.0, -300.0, 900.0));
        let apart: i32 = one.numbers.iter().zip(&other.numbers).map(|(a, b)| i32::from(*a - *b).abs()).sum();
        assert!(apart < 200, "{apart}");
    }

    #[test]
    fn nothing_is_seen_of_nothing() {
        assert_eq!(Planes::of(&[], &[], 10.0, PEN), None);
        let dot = seen(&[&line(&[(5.0, 5.0)])], &[], 0.0);
        assert!(sum(&dot, INK) > 1.0);
    }
}
