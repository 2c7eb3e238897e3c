//! Greyscale conversion: colour to one plane of grey, with the ink darker than what it is on.

use super::photo::{Chroma, Photo};
use super::plane::Plane;

/// One pixel in so many is looked at for the direction of the strongest edges. It divides no usual width, so that no
/// columns are favoured.
const SAMPLE: usize = 11;
/// Brightness alone is used when it has at least this part of the strongest edges: then colour only adds its blur.
const BRIGHTNESS_SUFFICES: f32 = 0.95;
/// The longer side, in pixels, to which the picture is shrunk to find out whether its ink is dark.
const WORKING_SIDE: usize = 700;
/// The weight of the border's brightness in that decision; thin structures have weight 1.
const BORDER_WEIGHT: f32 = 0.4;

/// Grey along the direction in which colours change most sharply, dark ink on light paper.
pub fn greyscale(photo: &Photo) -> Plane {
    let grey = match photo.chroma.as_ref().map(|chroma| (chroma, principal_axis(photo, chroma))) {
        Some((chroma, axis)) if axis[0] < BRIGHTNESS_SUFFICES => projected(photo, chroma, axis),
        _ => photo.luma.clone(),
    };
    let plane = Plane { width: photo.width, height: photo.height, pixels: grey };
    if ink_is_dark(&plane) { plane } else { plane.map(|value| 255 - value) }
}

/// The direction of the strongest edges in brightness, blue and red, of length 1: the first principal axis of the
/// differences between neighbouring pixels, by power iteration.
fn principal_axis(photo: &Photo, chroma: &Chroma) -> [f32; 3] {
    let planes = [&photo.luma, &chroma.blue, &chroma.red];
    // Colour is often stored at half the resolution: neighbours are two pixels apart.
    let apart = [2, 2 * photo.width];
    let mut sums = [[0.0f64; 3]; 3];
    for at in (0..photo.luma.len()).step_by(SAMPLE) {
        for other in apart.map(|step| at + step).into_iter().filter(|other| *other < photo.luma.len()) {
            let step = planes.map(|plane| f64::from(plane[other]) - f64::from(plane[at]));
            for (row, a) in sums.iter_mut().zip(step) {
                row.iter_mut().zip(step).for_each(|(sum, b)| *sum += a * b);
            }
        }
    }
    let mut axis = [1.0f64, 0.01, 0.01];
    for _ in 0..30 {
        let next = sums.map(|row| row.iter().zip(axis).map(|(sum, part)| sum * part).sum::<f64>());
        let length = next.iter().map(|part| part * part).sum::<f64>().sqrt();
        if length < 1e-9 {
            return [1.0, 0.0, 0.0];
        }
        axis = next.map(|part| part / length);
    }
    let sign = if axis[0] < 0.0 { -1.0 } else { 1.0 };
    axis.map(|part| (part * sign) as f32)
}

/// The photo projected on an axis, stretched to 0..255 where it exceeds that.
fn projected(photo: &Photo, chroma: &Chroma, axis: [f32; 3]) -> Vec<u8> {
    let neutral = 128.0 * (axis[1] + axis[2]);
    let grey: Vec<f32> = (0..photo.luma.len())
        .map(|at| {
            let [luma, blue, red] = [photo.luma[at], chroma.blue[at], chroma.red[at]].map(f32::from);
            luma * axis[0] + blue * axis[1] + red * axis[2] - neutral
        })
        .collect();
    let (low, high) = grey.iter().fold((0.0f32, 255.0f32), |(low, high), value| (low.min(*value), high.max(*value)));
    grey.iter().map(|value| ((value - low) * 255.0 / (high - low) + 0.5) as u8).collect()
}

/// Whether the ink is the darker part. Ink is thin and paper wide, so that closing (which fills thin dark strokes)
/// changes more than opening (which removes thin light ones) where the ink is dark; and paper lies along most of the
/// picture's border.
fn ink_is_dark(grey: &Plane) -> bool {
    let (mut dark, mut light) = (0.0, 0.0);
    let mut level = grey.shrunk(grey.width.max(grey.height).div_ceil(WORKING_SIDE));
    let border = border_lightness(&level);
    let mut area = 1.0;
    loop {
        let (dilated, eroded) = (extreme(&level, u8::max), extreme(&level, u8::min));
        dark += area * energy(&extreme(&dilated, u8::min), &level);
        light += area * energy(&level, &extreme(&eroded, u8::max));
        if level.width.min(level.height) < 24 {
            break;
        }
        level = level.shrunk(2);
        area *= 4.0;
    }
    let thin = (dark - light) / (dark + light).max(1e-9);
    thin + BORDER_WEIGHT * border >= 0.0
}

/// How much two planes differ, the fourth powers of the differences summed up.
fn energy(more: &Plane, less: &Plane) -> f32 {
    // A high power, so that a little ink outweighs much texture of the paper.
    let powers: [f32; 256] = std::array::from_fn(|difference| (difference as f32 / 255.0).powi(4));
    // `more` is nowhere the darker of both.
    more.pixels.iter().zip(&less.pixels).map(|(a, b)| powers[usize::from(a.abs_diff(*b))]).sum()
}

/// The extreme of the 5×5 pixels around each, by `most` of two values.
fn extreme(plane: &Plane, most: impl Fn(u8, u8) -> u8) -> Plane {
    let (width, height) = (plane.width, plane.height);
    let take = |into: &mut [u8], from: &[u8]| {
        into.iter_mut().zip(from).for_each(|(value, other)| *value = most(*value, *other));
    };
    let mut across = plane.pixels.clone();
    for (row, from) in across.chunks_exact_mut(width).zip(plane.rows()) {
        for shift in [1, 2].into_iter().filter(|shift| *shift < width) {
            take(row, &from[shift..]);
            take(&mut row[shift..], from);
        }
    }
    let mut pixels = across.clone();
    for shift in [1, 2].into_iter().filter(|shift| *shift < height) {
        take(&mut pixels, &across[shift * width..]);
        take(&mut pixels[shift * width..], &across);
    }
    Plane { width, height, pixels }
}

/// How much lighter the outermost pixels are than all, in standard deviations, from -1 to 1.
fn border_lightness(grey: &Plane) -> f32 {
    let (width, height) = (grey.width, grey.height);
    let is_border = |at: usize| {
        let (x, y) = (at % width, at / width);
        x == 0 || y == 0 || x + 1 == width || y + 1 == height
    };
    let (mut sum, mut squares, mut border, mut border_count) = (0.0f64, 0.0f64, 0.0f64, 0.0f64);
    for (at, value) in grey.pixels.iter().map(|value| f64::from(*value)).enumerate() {
        sum += value;
        squares += value * value;
        if is_border(at) {
            border += value;
            border_count += 1.0;
        }
    }
    let count = grey.pixels.len().max(1) as f64;
    let mean = sum / count;
    let deviation = (squares / count - mean * mean).max(1.0).sqrt();
    ((border / border_count.max(1.0) - mean) / deviation).clamp(-1.0, 1.0) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ring of one colour on another.
    fn photo(ink: [u8; 3], paper: [u8; 3]) -> Photo {
        let pixel = |at: usize| {
            let (x, y) = ((at % 60) as f32 - 30.0, (at / 60) as f32 - 25.0);
            let [red, green, blue] = if (12.0..16.0).contains(&x.hypot(y)) { ink } else { paper };
            [red, green, blue, 255]
        };
        Photo::from_pixels(60, 50, pixel)
    }

    #[test]
    fn ink_is_darker_than_its_paper_whatever_the_colours() {
        let cases = [
            ([0, 0, 0], [255, 255, 255]),
            ([255, 255, 255], [0, 0, 0]),
            ([250, 240, 90], [20, 80, 40]),
            ([230, 120, 0], [255, 255, 255]),
            // As light as each other.
            ([200, 60, 60], [60, 118, 118]),
        ];
        for (ink, paper) in cases {
            let grey = greyscale(&photo(ink, paper));
            let (ink_grey, paper_grey) = (grey.pixels[25 * 60 + 44], grey.pixels[0]);
            assert!(ink_grey + 60 < paper_grey, "{ink:?} on {paper:?}: {ink_grey}, {paper_grey}");
        }
    }
}
