//! The worst mistakes on one sheet, each as the network saw it.

use super::svg::Picture;
use crate::chart::pictures::SHADES;
use crate::glyph::{Glyph, SIDE};
use crate::train::measure::Mistake;
use std::fmt::Write as _;

const SHOWN: usize = 60;
const COLUMNS: usize = 12;
const CELL: f64 = 84.0;

pub fn mistakes(mistakes: &[Mistake]) -> String {
    let shown = &mistakes[..mistakes.len().min(SHOWN)];
    let rows = shown.len().div_ceil(COLUMNS).max(1);
    let mut picture = Picture::new(CELL * COLUMNS as f64 + 24.0, (CELL + 20.0) * rows as f64 + 56.0);
    picture.title(&format!("The surest of {} mistakes: written → read", mistakes.len()));
    for (at, mistake) in shown.iter().enumerate() {
        let (x, y) = (12.0 + CELL * (at % COLUMNS) as f64, 44.0 + (CELL + 20.0) * (at / COLUMNS) as f64);
        glyph(&mut picture, &mistake.example.of, x + 6.0, y, (CELL - 12.0) / SIDE as f64);
        let words = format!("{} → {}, {:.0}%", mistake.example.class, mistake.read, 100.0 * mistake.certainty);
        picture.text(x + CELL / 2.0, y + CELL, "middle", &words);
    }
    picture.finish()
}

/// The glyph as text: a figure from 0 to 5 for each pixel, row by row.
pub fn shades(glyph: &Glyph) -> String {
    glyph.pixels.iter().map(|pixel| shade(*pixel).to_string()).collect()
}

fn shade(pixel: u8) -> usize {
    (usize::from(pixel) * SHADES + 127) / 255
}

/// Runs of pixels of one shade, darkest last.
fn glyph(picture: &mut Picture, glyph: &Glyph, x: f64, y: f64, pixel: f64) {
    picture.rect([x, y, SIDE as f64 * pixel, SIDE as f64 * pixel], "#ffffff", 1.0);
    for wanted in 1..=SHADES {
        let mut data = String::new();
        for (row, pixels) in glyph.pixels.chunks_exact(SIDE).enumerate() {
            let mut column = 0;
            for run in pixels.chunk_by(|a, b| shade(*a) == shade(*b)) {
                if shade(run[0]) == wanted {
                    let (left, top) = (x + column as f64 * pixel, y + row as f64 * pixel);
                    let _ = write!(data, "M{left:.1} {top:.1}h{0:.1}v{pixel:.1}h-{0:.1}z", run.len() as f64 * pixel);
                }
                column += run.len();
            }
        }
        if !data.is_empty() {
            picture.path(&data, wanted as f64 / SHADES as f64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_one_figure_a_pixel() {
        let mut glyph = Glyph::BLANK;
        glyph.pixels[..3].copy_from_slice(&[255, 128, 20]);
        let shades = shades(&glyph);
        assert_eq!((shades.len(), &shades[..4]), (SIDE * SIDE, "5300"));
    }
}
