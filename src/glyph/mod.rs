//! A candidate as the network sees it: 28×28 grey pixels. All preprocessing that brings ink to this form is here.
//!
//! Long because drawings and pictures are to come to one form, and its constants have this one home.
//!
//! The form is MNIST's: the ink's box is scaled until its longer side is 20 pixels, and its centre of mass is moved
//! to the middle. Drawings are rasterised here from their strokes with one pen width relative to the glyph, so place,
//! size and pen width on the pad make no difference at all.

pub mod planes;

use crate::ink::{Bounds, Point};
use crate::raster::{self, Grey};
use serde::{Deserialize, Serialize};

/// The glyph's side in pixels.
pub const SIDE: usize = 28;
/// The number of a glyph's pixels.
pub const AREA: usize = SIDE * SIDE;
/// The longer side of the ink's box within the glyph, in pixels.
pub const BOX: f32 = 20.0;
/// The pen's width within the glyph, in pixels: with it drawings have as much ink as MNIST's digits have on average.
pub const PEN: f32 = 2.4;
/// The weights of a pixel and its neighbours on either side, along each axis, when a picture is smoothed.
const SMOOTHING: [f32; 3] = [1.0 / 12.0, 10.0 / 12.0, 1.0 / 12.0];
/// Ink whose box is smaller than this many pad pixels is a dot: it is not enlarged until its tremor looks like a symbol.
pub const DOT: f32 = 5.0;

/// What a symbol was written with. The network has scores for each medium, since people write a few shapes differently,
/// hooked sevens and closed fours among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Medium {
    /// A pen on a screen, whose strokes are known.
    Pen,
    /// A picture of a single digit, cut out and cleaned as those of the training sets are.
    Paper,
    /// A candidate from a picture of any kind.
    Picture,
}

impl Medium {
    pub const ALL: [Self; 3] = [Self::Pen, Self::Paper, Self::Picture];
}

/// The pixels that the network sees of a candidate, and its medium.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glyph {
    pub medium: Medium,
    /// Row by row, from 0, paper, to 255, ink.
    #[serde(with = "pixels")]
    pub pixels: [u8; AREA],
}

/// A candidate in the form that a network reads.
pub trait Image: Sync {
    /// Its numbers, pixel after pixel, each with one number for each plane.
    fn numbers(&self) -> impl Iterator<Item = f32> + '_;

    fn medium(&self) -> Medium;
}

impl Image for Glyph {
    fn numbers(&self) -> impl Iterator<Item = f32> + '_ {
        self.input()
    }

    fn medium(&self) -> Medium {
        self.medium
    }
}

impl Glyph {
    pub const BLANK: Self = Self { medium: Medium::Pen, pixels: [0; AREA] };

    /// The network's input: 0 is paper, 1 is ink.
    pub fn input(&self) -> impl Iterator<Item = f32> + '_ {
        self.pixels.iter().map(|&pixel| f32::from(pixel) / 255.0)
    }

    /// The glyph smoothed as if it had been resampled between its pixels: with a variance of a sixth of a squared pixel.
    fn smoothed(&self) -> Self {
        let beside = |place: usize, step: usize| (place + step).checked_sub(1).filter(|place| *place < SIDE);
        let ink = |row: Option<usize>, column: Option<usize>| match (row, column) {
            (Some(row), Some(column)) => f32::from(self.pixels[row * SIDE + column]),
            _ => 0.0,
        };
        let soft = |at: usize| -> f32 {
            let along = |row| -> f32 { (0..3).map(|step| ink(row, beside(at % SIDE, step)) * SMOOTHING[step]).sum() };
            (0..3).map(|step| along(beside(at / SIDE, step)) * SMOOTHING[step]).sum()
        };
        Self { medium: self.medium, pixels: std::array::from_fn(|at| soft(at).round() as u8) }
    }

    pub fn grey(&self) -> Grey {
        Grey { width: SIDE, height: SIDE, pixels: self.input().collect() }
    }

    /// The glyph of a picture that already has its size.
    pub fn from_grey(grey: &Grey, medium: Medium) -> Self {
        Self { medium, pixels: std::array::from_fn(|at| (grey.pixels[at] * 255.0).round() as u8) }
    }
}

/// The glyph of some strokes; None where there are no points.
pub fn from_strokes(strokes: impl IntoIterator<Item = impl AsRef<[Point]>>) -> Option<Glyph> {
    from_strokes_with_pen(strokes, PEN)
}

/// The glyph of some strokes, drawn with a pen of another width in pixels, as training does.
pub fn from_strokes_with_pen(strokes: impl IntoIterator<Item = impl AsRef<[Point]>>, pen: f32) -> Option<Glyph> {
    let strokes: Vec<_> = strokes.into_iter().collect();
    drawn(&strokes.iter().map(AsRef::as_ref).filter(|points| !points.is_empty()).collect::<Vec<_>>(), pen)
}

fn drawn(strokes: &[&[Point]], pen: f32) -> Option<Glyph> {
    let bounds = strokes.iter().filter_map(|points| Bounds::around(points)).reduce(Bounds::union)?;
    let scale = (BOX - pen) / bounds.longer_side().max(DOT);
    let (x, y) = bounds.middle();
    let middle = SIDE as f32 / 2.0;
    let render = |shift: (f32, f32)| {
        let mut grey = Grey::blank(SIDE, SIDE);
        for points in strokes {
            let placed: Vec<(f32, f32)> = points
                .iter()
                .map(|p| ((p.x - x) * scale + middle + shift.0, (p.y - y) * scale + middle + shift.1))
                .collect();
            raster::draw(&mut grey, &placed, pen / 2.0);
        }
        grey
    };
    let boxed = render((0.0, 0.0));
    let (cx, cy) = boxed.centre().unwrap_or((middle, middle));
    Some(Glyph::from_grey(&render((clamped(middle - cx), clamped(middle - cy))), Medium::Pen))
}

/// A shift limited so that centring never moves ink over the edge.
fn clamped(shift: f32) -> f32 {
    let most = (SIDE as f32 - BOX) / 2.0;
    shift.clamp(-most, most)
}

/// The glyph of a grey picture of one symbol, light ink on black, of any size; None where there is no ink.
///
/// Training augments pictures by resampling them between their pixels, which smooths every one. So does scaling. A
/// picture that already has MNIST's size is smoothed as much, so that it is not sharper than any training example.
pub fn from_picture(grey: &Grey) -> Option<Glyph> {
    let ink = ink_box(grey)?;
    let glyph = fitted(grey, ink);
    Some(if ink.longer_side() as f32 == BOX { glyph.smoothed() } else { glyph })
}

/// The glyph of a grey picture without smoothing, for training, which resamples it; None where there is no ink.
pub fn in_form(grey: &Grey) -> Option<Glyph> {
    ink_box(grey).map(|ink| fitted(grey, ink))
}

/// What is in a box of a picture, fitted to the glyph's.
///
/// A picture that already has MNIST's form passes through unchanged: the shift is by whole pixels, as MNIST's was.
fn fitted(grey: &Grey, ink: InkBox) -> Glyph {
    let InkBox { left, top, right, bottom } = ink;
    let scale = BOX / ink.longer_side() as f32;
    let (width, height) = ((right - left) as f32 * scale, (bottom - top) as f32 * scale);
    let middle = SIDE as f32 / 2.0;
    let render = |x: f32, y: f32| {
        let mut glyph = Grey::blank(SIDE, SIDE);
        for row in 0..SIDE {
            for column in 0..SIDE {
                let (from_x, from_y) =
                    ((column as f32 - x) / scale + left as f32, (row as f32 - y) / scale + top as f32);
                glyph.pixels[row * SIDE + column] = mean(grey, from_x, from_y, 1.0 / scale);
            }
        }
        glyph
    };
    let (x, y) = ((middle - width / 2.0).round(), (middle - height / 2.0).round());
    let boxed = render(x, y);
    let (cx, cy) = boxed.centre().unwrap_or((middle, middle));
    let (dx, dy) = (clamped(middle - cx).round(), clamped(middle - cy).round());
    Glyph::from_grey(&render(x + dx, y + dy), Medium::Paper)
}

/// Whole pixels, the latter two exclusive.
#[derive(Clone, Copy)]
struct InkBox {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl InkBox {
    fn longer_side(self) -> usize {
        (self.right - self.left).max(self.bottom - self.top)
    }
}

/// The box around all ink that is more than a trace.
fn ink_box(grey: &Grey) -> Option<InkBox> {
    let most = grey.pixels.iter().copied().fold(0.0, f32::max);
    let inked = grey.pixels.iter().enumerate().filter(|(_, ink)| **ink > most * 0.04);
    let each = inked.map(|(at, _)| {
        let (left, top) = (at % grey.width, at / grey.width);
        InkBox { left, top, right: left + 1, bottom: top + 1 }
    });
    each.reduce(|a, b| InkBox {
        left: a.left.min(b.left),
        top: a.top.min(b.top),
        right: a.right.max(b.right),
        bottom: a.bottom.max(b.bottom),
    })
}

/// The mean ink of the square of `side` pixels whose corner is at `x`, `y`; outside the picture is paper.
/// Squares smaller than a pixel are widened to one, which interpolates between neighbours.
fn mean(grey: &Grey, x: f32, y: f32, side: f32) -> f32 {
    let wide = side.max(1.0);
    let (x, y) = (x + (side - wide) / 2.0, y + (side - wide) / 2.0);
    let mut sum = 0.0;
    for row in overlap(y, wide, grey.height) {
        for column in overlap(x, wide, grey.width) {
            sum += grey.pixels[row.0 * grey.width + column.0] * row.1 * column.1;
        }
    }
    (sum / (wide * wide)).clamp(0.0, 1.0)
}

/// The pixels along one side that the interval touches, each with the part of it that lies inside.
fn overlap(from: f32, length: f32, size: usize) -> impl Iterator<Item = (usize, f32)> + Clone {
    let to = from + length;
    let (first, last) = (from.floor().max(0.0) as usize, (to.ceil().max(0.0) as usize).min(size));
    (first..last).map(move |at| (at, (to.min(at as f32 + 1.0) - from.max(at as f32)).max(0.0)))
}

/// Serialisation of the pixels, since serde does not support arrays of this length.
mod pixels {
    use super::AREA;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(pixels: &[u8; AREA], serializer: S) -> Result<S::Ok, S::Error> {
        pixels.as_slice().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; AREA], D::Error> {
        let pixels = Vec::<u8>::deserialize(deserializer)?;
        pixels.try_into().map_err(|_| serde::de::Error::custom("a glyph has 784 pixels"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seven() -> Vec<Point> {
        [(10.0, 10.0), (40.0, 12.0), (22.0, 60.0)].map(|(x, y)| Point::at(x, y)).to_vec()
    }

    fn mean_difference(a: &Glyph, b: &Glyph) -> f32 {
        a.pixels.iter().zip(&b.pixels).map(|(a, b)| f32::from(a.abs_diff(*b))).sum::<f32>() / AREA as f32
    }

    #[test]
    fn no_points_give_no_glyph() {
        assert_eq!(from_strokes(Vec::<Vec<Point>>::new()), None);
        assert_eq!(from_strokes([Vec::<Point>::new()]), None);
        assert_eq!(from_picture(&Grey::blank(30, 20)), None);
        assert_eq!(from_picture(&Grey::blank(0, 0)), None);
    }

    #[test]
    fn a_dot_stays_a_dot() {
        let glyph = from_strokes([[Point::at(3.0, 3.0), Point::at(3.5, 3.2)]]).unwrap();
        let inked = glyph.pixels.iter().filter(|p| **p > 0).count();
        assert!(inked < 30, "{inked} pixels");
    }

    #[test]
    fn the_longer_side_fills_the_box() {
        let glyph = from_strokes([seven()]).unwrap();
        let rows = (0..SIDE).filter(|row| glyph.pixels[row * SIDE..][..SIDE].iter().any(|p| *p > 127)).count();
        assert!((19..=21).contains(&rows), "{rows} rows");
    }

    #[test]
    fn a_picture_in_mnist_form_passes_unchanged() {
        let glyph = from_strokes([seven()]).unwrap();
        let once = in_form(&Grey { width: SIDE, height: SIDE, pixels: glyph.input().collect() }).unwrap();
        let twice = in_form(&Grey { width: SIDE, height: SIDE, pixels: once.input().collect() }).unwrap();
        assert!(mean_difference(&once, &twice) < 0.5, "{}", mean_difference(&once, &twice));
    }

    #[test]
    fn a_softened_picture_keeps_its_ink_and_place() {
        let mut glyph = Glyph { medium: Medium::Paper, pixels: [0; AREA] };
        (glyph.pixels[0], glyph.pixels[10 * SIDE + 9]) = (144, 144);
        let soft = glyph.smoothed();
        let cross =
            [(9, 9, 10), (10, 9, 100), (11, 9, 10), (10, 8, 10), (10, 10, 10), (9, 8, 1), (11, 10, 1), (12, 9, 0)];
        cross.iter().for_each(|(row, column, ink)| assert_eq!(soft.pixels[row * SIDE + column], *ink));
        assert_eq!((soft.pixels[0], soft.pixels[1], soft.pixels[SIDE - 1]), (100, 10, 0));
        let even = Glyph { medium: Medium::Pen, pixels: [255; AREA] }.smoothed();
        assert_eq!((even.medium, even.pixels[5 * SIDE + 5]), (Medium::Pen, 255));
    }

    #[test]
    fn an_enlarged_picture_gives_nearly_the_same_glyph() {
        let glyph = from_strokes([seven()]).unwrap();
        let small: Vec<f32> = glyph.input().collect();
        let side = SIDE * 7;
        let pixels = (0..side * side).map(|at| small[at / side / 7 * SIDE + at % side / 7]).collect();
        let small = in_form(&Grey { width: SIDE, height: SIDE, pixels: glyph.input().collect() }).unwrap();
        let large = Grey { width: side, height: side, pixels };
        assert_eq!(from_picture(&large), in_form(&large));
        let large = in_form(&large).unwrap();
        assert!(mean_difference(&small, &large) < 1.0, "{}", mean_difference(&small, &large));
    }

    proptest! {
        #[test]
        fn place_and_size_make_no_difference(scale in 0.4f32..12.0, x in -500f32..500.0, y in -500f32..500.0) {
            let moved: Vec<Point> = seven().iter().map(|p| Point::at(p.x * scale + x, p.y * scale + y)).collect();
            let (here, there) = (from_strokes([seven()]).unwrap(), from_strokes([moved]).unwrap());
            prop_assert!(mean_difference(&here, &there) < 0.1);
        }

        #[test]
        fn no_picture_makes_it_panic(width in 1usize..40, height in 1usize..40, seed in any::<u32>()) {
            let pixels = (0..width * height).map(|at| (at as u32 + 1).wrapping_mul(seed | 1) as f32 / u32::MAX as f32).collect();
            let glyph = from_picture(&Grey { width, height, pixels });
            prop_assert!(glyph.is_some());
        }
    }
}
