//! Colour to one plane of tones, with the ink darker than what it is on.

use super::photo::{Chroma, Photo};
use super::plane::Plane;

/// Every so many pixels are enough to know the direction; no divisor of usual widths, so that no columns are favoured.
const SAMPLE: usize = 11;
/// From this part of the contrast on, brightness tells all there is and colour only adds its blur.
const BRIGHTNESS_TELLS: f32 = 0.95;
/// The longer side at which it is looked for what is ink and what paper.
const FINE: usize = 700;
/// How much the picture's edge says about what is paper, beside what thin structures say.
const EDGE_WEIGHT: f32 = 0.4;

/// The tones along the direction in which colours change most sharply, dark ink on light paper.
pub fn tone(photo: &Photo) -> Plane {
    let tones = match photo.chroma.as_ref().map(|chroma| (chroma, sharpest(photo, chroma))) {
        Some((chroma, axis)) if axis[0] < BRIGHTNESS_TELLS => along(photo, chroma, axis),
        _ => photo.luma.clone(),
    };
    let plane = Plane { width: photo.width, height: photo.height, pixels: tones };
    if ink_is_dark(&plane) { plane } else { plane.map(|tone| 255 - tone) }
}

/// The direction of the strongest edges in brightness, blue and red: the first axis of what neighbours differ by.
fn sharpest(photo: &Photo, chroma: &Chroma) -> [f32; 3] {
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

fn along(photo: &Photo, chroma: &Chroma, axis: [f32; 3]) -> Vec<u8> {
    let grey = 128.0 * (axis[1] + axis[2]);
    let tones: Vec<f32> = (0..photo.luma.len())
        .map(|at| {
            let [luma, blue, red] = [photo.luma[at], chroma.blue[at], chroma.red[at]].map(f32::from);
            luma * axis[0] + blue * axis[1] + red * axis[2] - grey
        })
        .collect();
    let (low, high) = tones.iter().fold((0.0f32, 255.0f32), |(low, high), tone| (low.min(*tone), high.max(*tone)));
    tones.iter().map(|tone| ((tone - low) * 255.0 / (high - low) + 0.5) as u8).collect()
}

/// Ink is thin and paper wide: closing thin dark gaps changes more than opening thin light ones. And paper is what lies
/// along most of the picture's edge.
fn ink_is_dark(tones: &Plane) -> bool {
    let (mut dark, mut light) = (0.0, 0.0);
    let mut level = tones.shrunk(tones.width.max(tones.height).div_ceil(FINE));
    let edge = edge_is_light(&level);
    let mut area = 1.0;
    loop {
        let (widened, narrowed) = (extreme(&level, u8::max), extreme(&level, u8::min));
        dark += area * energy(&extreme(&widened, u8::min), &level);
        light += area * energy(&level, &extreme(&narrowed, u8::max));
        if level.width.min(level.height) < 24 {
            break;
        }
        level = level.shrunk(2);
        area *= 4.0;
    }
    let thin = (dark - light) / (dark + light).max(1e-9);
    thin + EDGE_WEIGHT * edge >= 0.0
}

fn energy(more: &Plane, less: &Plane) -> f32 {
    // A high power, so that a little ink outweighs much texture of the paper.
    let power = |(a, b): (&u8, &u8)| ((f32::from(*a) - f32::from(*b)) / 255.0).powi(4);
    more.pixels.iter().zip(&less.pixels).map(power).sum()
}

/// The extreme of each square of five pixels.
fn extreme(plane: &Plane, most: fn(u8, u8) -> u8) -> Plane {
    let (width, height) = (plane.width, plane.height);
    let mut across = plane.pixels.clone();
    let mut pixels = plane.pixels.clone();
    for shift in [1, 2] {
        for (row, from) in across.chunks_exact_mut(width).zip(plane.rows()) {
            for at in 0..width.saturating_sub(shift) {
                row[at] = most(row[at], from[at + shift]);
                row[at + shift] = most(row[at + shift], from[at]);
            }
        }
    }
    pixels.copy_from_slice(&across);
    for shift in [1, 2] {
        for row in 0..height.saturating_sub(shift) {
            let (upper, lower) = (row * width, (row + shift) * width);
            for at in 0..width {
                pixels[upper + at] = most(pixels[upper + at], across[lower + at]);
                pixels[lower + at] = most(pixels[lower + at], across[upper + at]);
            }
        }
    }
    Plane { width, height, pixels }
}

/// How much lighter the outermost pixels are than all, from -1 to 1.
fn edge_is_light(tones: &Plane) -> f32 {
    let (width, height) = (tones.width, tones.height);
    let is_edge = |at: usize| {
        let (x, y) = (at % width, at / width);
        x == 0 || y == 0 || x + 1 == width || y + 1 == height
    };
    let (mut sum, mut squares, mut edge, mut edges) = (0.0f64, 0.0f64, 0.0f64, 0.0f64);
    for (at, tone) in tones.pixels.iter().map(|tone| f64::from(*tone)).enumerate() {
        sum += tone;
        squares += tone * tone;
        if is_edge(at) {
            edge += tone;
            edges += 1.0;
        }
    }
    let count = tones.pixels.len().max(1) as f64;
    let mean = sum / count;
    let deviation = (squares / count - mean * mean).max(1.0).sqrt();
    ((edge / edges.max(1.0) - mean) / deviation).clamp(-1.0, 1.0) as f32
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
            let tones = tone(&photo(ink, paper));
            let (ink_tone, paper_tone) = (tones.pixels[25 * 60 + 44], tones.pixels[0]);
            assert!(ink_tone + 60 < paper_tone, "{ink:?} on {paper:?}: {ink_tone}, {paper_tone}");
        }
    }
}
