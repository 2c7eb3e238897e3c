//! A sheet of small pictures, each as the network saw it, with a line of words below.

use super::sketch::{Sketch, rect};
use super::{Fact, Pick, Plot, Spot};
use crate::glyph::SIDE;
use serde::{Deserialize, Serialize};

/// The number of shades besides blank, up to full ink.
pub const SHADES: usize = 5;
const CLASSES: [&str; SHADES] = ["ink ink-1", "ink ink-2", "ink ink-3", "ink ink-4", "ink ink-5"];

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// A figure from 0 to 5 for each pixel, row by row.
    pub shades: String,
    pub words: String,
    pub facts: Vec<Fact>,
}

pub fn pictures(sheet: &[Picture], width: f32) -> Plot {
    const GAP: f32 = 8.0;
    const WORDS: f32 = 24.0;
    let columns = ((width + GAP) / 76.0).clamp(4.0, 8.0).floor();
    let side = ((width + GAP) / columns - GAP).floor();
    let row = columns as usize;
    let corner = |at: usize| ((side + GAP) * (at % row) as f32, 1.0 + (side + WORDS + GAP) * (at / row) as f32);

    let mut sketch = Sketch::default();
    let mut inks = [const { String::new() }; SHADES];
    let mut paper = String::new();
    for (at, picture) in sheet.iter().enumerate() {
        let (x, y) = corner(at);
        paper += &rect(x, y, side, side);
        draw(&picture.shades, x, y, side / SIDE as f32, &mut inks);
    }
    sketch.path("paper", paper);
    for (class, path) in CLASSES.iter().zip(inks) {
        sketch.path(class, path);
    }
    for (at, picture) in sheet.iter().enumerate() {
        let (x, y) = corner(at);
        sketch.text("term middle", x + side / 2.0, y + side + 16.0, picture.words.as_str());
    }
    let spot = |(at, picture): (usize, &Picture)| {
        let (x, y) = corner(at);
        let mark = rect(x, y, side, side);
        Spot { x: x + side / 2.0, y: y + side / 2.0, mark, facts: picture.facts.clone() }
    };
    let height = (side + WORDS + GAP) * sheet.len().div_ceil(row) as f32;
    let spots = sheet.iter().enumerate().map(spot).collect();
    Plot { width, height, shapes: sketch.finish(), spots, row, pick: Pick::Both, home: 0 }
}

/// Runs of pixels of one shade, each a rectangle.
fn draw(shades: &str, x: f32, y: f32, pixel: f32, inks: &mut [String; SHADES]) {
    for (row, pixels) in shades.as_bytes().chunks(SIDE).enumerate() {
        let mut column = 0;
        for run in pixels.chunk_by(|a, b| a == b) {
            let shade = usize::from(run[0].saturating_sub(b'0'));
            if let Some(ink) = shade.checked_sub(1).and_then(|shade| inks.get_mut(shade)) {
                let (left, top) = (x + column as f32 * pixel, y + row as f32 * pixel);
                // A hair wider than it is, so that no seams show between pixels.
                *ink += &rect(left, top, run.len() as f32 * pixel + 0.1, pixel + 0.1);
            }
            column += run.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(count: usize) -> Vec<Picture> {
        let shades = "0".repeat(SIDE) + &"0350".repeat(SIDE / 4) + &"0".repeat(SIDE * (SIDE - 2));
        vec![Picture { shades, words: "4 → 9".into(), facts: vec![] }; count]
    }

    #[test]
    fn pictures_fill_rows_and_stay_inside() {
        for width in [288.0, 358.0, 640.0] {
            let plot = pictures(&sheet(10), width);
            let (columns, last) = (plot.row, &plot.spots[9]);
            assert_eq!(plot.spots[columns].x, plot.spots[0].x);
            assert!(plot.spots[columns].y > plot.spots[0].y && plot.spots[columns - 1].x < width);
            assert!(last.y < plot.height, "{width}");
        }
    }

    #[test]
    fn runs_of_a_shade_are_drawn_once() {
        let mut inks = [const { String::new() }; SHADES];
        draw(&sheet(1)[0].shades, 0.0, 0.0, 1.0, &mut inks);
        let counts = inks.map(|ink| ink.matches('M').count());
        assert_eq!(counts, [0, 0, SIDE / 4, 0, SIDE / 4]);
    }
}
