//! A picture at working size: brightness and colour, a byte each.

use super::error::{DecodeError, MOST_PIXELS, MOST_SIDE};
use super::layout::{Framing, LONGEST_SIDE, Orientation};
use crate::ink::Bounds;
use std::borrow::Cow;

/// A picture is transparent if a pixel's opacity (of 255) is lower than full by more than this.
const TRANSPARENT: f32 = 16.0;
/// Ink with a mean brightness (of 255) above this would not be seen on white paper.
const LIGHT: f32 = 192.0;
/// A picture is grey if no pixel's chroma differs from grey by more than this (of 128): compression leaves as much.
const COLOUR: u8 = 10;

/// A decoded picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    pub width: usize,
    pub height: usize,
    /// Brightness row by row.
    pub luma: Vec<u8>,
    /// None for grey pictures.
    pub chroma: Option<Chroma>,
    /// How its file's pixels were turned.
    pub orientation: Orientation,
}

/// How much bluer and redder than grey each pixel is; 128 is grey.
#[derive(Clone, Debug, PartialEq)]
pub struct Chroma {
    pub blue: Vec<u8>,
    pub red: Vec<u8>,
}

impl Photo {
    /// From red, green, blue and opacity, a byte each, row by row.
    pub fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Result<Photo, DecodeError> {
        check_size(width, height)?;
        if rgba.len() != width * height * 4 {
            return Err(DecodeError::Damaged);
        }
        Ok(Self::from_pixels(width, height, |at| {
            let pixel = &rgba[4 * at..4 * at + 4];
            [pixel[0], pixel[1], pixel[2], pixel[3]]
        }))
    }

    /// The photo whose pixels `pixel` gives by their index (red, green, blue and opacity), shrunk where that is needed. The
    /// size was checked before.
    pub(super) fn from_pixels(width: usize, height: usize, pixel: impl Fn(usize) -> [u8; 4]) -> Photo {
        let shrunk = shrink(width, height, pixel);
        let paper = paper_behind(&shrunk.pixels);
        let mut photo = Photo {
            width: shrunk.width,
            height: shrunk.height,
            luma: Vec::with_capacity(shrunk.pixels.len()),
            chroma: None,
            orientation: Orientation::default(),
        };
        let mut chroma = Chroma { blue: Vec::new(), red: Vec::new() };
        let mut coloured = false;
        for [red, green, blue, opacity] in shrunk.pixels {
            let behind = paper * (1.0 - opacity / 255.0);
            let (red, green, blue) = (red + behind, green + behind, blue + behind);
            let luma = 0.299 * red + 0.587 * green + 0.114 * blue;
            let byte = |value: f32| (value + 0.5) as u8;
            let (bluer, redder) = (byte(128.0 + 0.564 * (blue - luma)), byte(128.0 + 0.713 * (red - luma)));
            coloured |= bluer.abs_diff(128).max(redder.abs_diff(128)) > COLOUR;
            photo.luma.push(byte(luma));
            chroma.blue.push(bluer);
            chroma.red.push(redder);
        }
        photo.chroma = coloured.then_some(chroma);
        photo
    }

    /// Turned as its file asks for.
    pub(super) fn oriented(self, orientation: Orientation) -> Photo {
        Photo { orientation, ..self.turned(orientation.turns, orientation.mirrored) }
    }

    /// Turned clockwise by quarters, then mirrored left to right.
    fn turned(self, turns: u8, mirrored: bool) -> Photo {
        let (width, height) = (self.width, self.height);
        let (across, down) = if turns % 2 == 1 { (height, width) } else { (width, height) };
        if turns.is_multiple_of(4) && !mirrored {
            return self;
        }
        self.rearranged(across, down, |x, y| {
            let x = if mirrored { across - 1 - x } else { x };
            let (x, y) = match turns % 4 {
                0 => (x, y),
                1 => (y, height - 1 - x),
                2 => (width - 1 - x, height - 1 - y),
                _ => (width - 1 - y, x),
            };
            y * width + x
        })
    }

    /// The photo turned and cropped.
    pub(super) fn framed(&self, framing: &Framing) -> Cow<'_, Photo> {
        let turned = match framing.turns % 4 {
            0 => Cow::Borrowed(self),
            turns => Cow::Owned(self.clone().turned(turns, false)),
        };
        match framing.crop {
            Some(part) => Cow::Owned(turned.cropped(part)),
            None => turned,
        }
    }

    /// The part within `part`, which is given in fractions of width and height; at least a pixel.
    pub(super) fn cropped(&self, part: Bounds) -> Photo {
        let span = |from: f32, to: f32, side: usize| {
            let first = ((from.clamp(0.0, 1.0) * side as f32).floor() as usize).min(side - 1);
            let end = ((to.clamp(0.0, 1.0) * side as f32).ceil() as usize).clamp(first + 1, side);
            (first, end - first)
        };
        let (left, width) = span(part.left, part.right, self.width);
        let (top, height) = span(part.top, part.bottom, self.height);
        let row = self.width;
        self.rearranged(width, height, |x, y| (top + y) * row + left + x)
    }

    /// A picture of another size whose pixels come from `source`.
    fn rearranged(&self, width: usize, height: usize, source: impl Fn(usize, usize) -> usize) -> Photo {
        let plane = |plane: &[u8]| {
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| plane[source(x, y)]).collect()
        };
        let chroma = self.chroma.as_ref();
        let chroma = chroma.map(|chroma| Chroma { blue: plane(&chroma.blue), red: plane(&chroma.red) });
        Photo { width, height, luma: plane(&self.luma), chroma, orientation: self.orientation }
    }
}

/// Refuses what has no pixels or too many.
pub(super) fn check_size(width: usize, height: usize) -> Result<(), DecodeError> {
    if width == 0 || height == 0 {
        return Err(DecodeError::Damaged);
    }
    if width.max(height) > MOST_SIDE || width.saturating_mul(height) > MOST_PIXELS {
        return Err(DecodeError::TooLarge { width: width as u32, height: height as u32 });
    }
    Ok(())
}

/// The brightness of the paper behind a transparent picture: white, or black where white would hide the ink.
fn paper_behind(pixels: &[[f32; 4]]) -> f32 {
    let transparent = pixels.iter().any(|pixel| pixel[3] < 255.0 - TRANSPARENT);
    let sum = |of: fn(&[f32; 4]) -> f32| pixels.iter().map(|pixel| f64::from(of(pixel))).sum::<f64>();
    let opaque = sum(|pixel| pixel[3] / 255.0).max(1e-6);
    let light = sum(|pixel| 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]) / opaque;
    if transparent && light > f64::from(LIGHT) { 0.0 } else { 255.0 }
}

/// A picture no larger than [`LONGEST_SIDE`].
struct Shrunk {
    width: usize,
    height: usize,
    /// Red, green and blue multiplied by the opacity, and the opacity; 0..255.
    pixels: Vec<[f32; 4]>,
}

/// Shrinks a picture by averaging over areas, so that no thin stroke falls between two pixels.
fn shrink(width: usize, height: usize, pixel: impl Fn(usize) -> [u8; 4]) -> Shrunk {
    let premultiplied = |at: usize| {
        let [red, green, blue, opacity] = pixel(at).map(f32::from);
        let part = opacity / 255.0;
        [red * part, green * part, blue * part, opacity]
    };
    let longest = width.max(height);
    if longest <= LONGEST_SIDE {
        return Shrunk { width, height, pixels: (0..width * height).map(premultiplied).collect() };
    }
    let scaled = |side: usize| (side * LONGEST_SIDE / longest).max(1);
    let (small_width, small_height) = (scaled(width), scaled(height));
    let columns = shares(width, small_width);
    let rows = shares(height, small_height);
    let mut pixels = vec![[0.0; 4]; small_width * small_height];
    for (y, row) in rows.iter().enumerate() {
        for (x, column) in columns.iter().enumerate() {
            let premultiplied = premultiplied(y * width + x);
            for (down, row_part) in row.parts() {
                for (right, part) in column.parts() {
                    let part = part * row_part;
                    let sum = &mut pixels[down * small_width + right];
                    (0..4).for_each(|plane| sum[plane] += part * premultiplied[plane]);
                }
            }
        }
    }
    Shrunk { width: small_width, height: small_height, pixels }
}

/// Which small pixels a large one covers along one side.
#[derive(Clone, Copy)]
struct Share {
    /// The small pixel that it begins in.
    at: usize,
    /// The part of that one that it covers.
    here: f32,
    /// The part of the next one that it covers.
    next: f32,
}

impl Share {
    fn parts(self) -> impl Iterator<Item = (usize, f32)> {
        [(self.at, self.here), (self.at + 1, self.next)].into_iter().filter(|(_, part)| *part > 0.0)
    }
}

/// The share of each of `large` pixels along one side in `small` ones.
fn shares(large: usize, small: usize) -> Vec<Share> {
    let scale = small as f64 / large as f64;
    let share = |pixel: usize| {
        let (from, to) = (pixel as f64 * scale, (pixel + 1) as f64 * scale);
        let at = (from as usize).min(small - 1);
        let over = if at + 1 < small { (to - (at + 1) as f64).max(0.0) } else { 0.0 };
        Share { at, here: (to - from - over) as f32, next: over as f32 }
    };
    (0..large).map(share).collect()
}
