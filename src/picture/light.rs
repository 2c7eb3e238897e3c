//! Uneven light made even: how much darker than the paper around it each pixel is.

use super::plane::{Cells, Plane};

/// Squares along the longer side in which the paper's tone is looked for.
const CELLS: usize = 40;
/// Dark places up to twice as many squares wide are ink on the paper around them; wider ones are paper in shadow.
const REACH: usize = 4;
/// The part of a square that is darker than its paper, noise and ink.
const DARKER: f32 = 0.8;
/// Paper darker than this is taken as this dark, so that noise in the dark does not grow.
const DARKEST_PAPER: f32 = 48.0;

/// Ink from 0, as light as its paper, to 255, black.
pub fn ink(tones: &Plane) -> Plane {
    let paper = paper(tones);
    let mut pixels = Vec::with_capacity(tones.pixels.len());
    paper.along_rows(tones.width, tones.height, |row, paper| {
        let tones = &tones.pixels[row * tones.width..][..tones.width];
        pixels.extend(tones.iter().zip(paper).map(|(tone, paper)| {
            let darker = (paper - f32::from(*tone)).max(0.0);
            (darker * 255.0 / paper.max(DARKEST_PAPER) + 0.5) as u8
        }));
    });
    Plane { width: tones.width, height: tones.height, pixels }
}

/// The tone of the paper: light tones of each square, those of lighter neighbours where ink covers it.
fn paper(tones: &Plane) -> Cells {
    let mut cells = Cells::over(tones.width, tones.height, CELLS, 4);
    let mut counts = vec![[0u32; 256]; cells.width];
    for (row_of_cells, rows) in tones.pixels.chunks(tones.width * cells.side).enumerate() {
        counts.iter_mut().for_each(|count| count.fill(0));
        for row in rows.chunks_exact(tones.width) {
            for (count, square) in counts.iter_mut().zip(row.chunks(cells.side)) {
                square.iter().for_each(|tone| count[usize::from(*tone)] += 1);
            }
        }
        for (value, count) in cells.values[row_of_cells * cells.width..].iter_mut().zip(&counts) {
            *value = quantile(count, DARKER);
        }
    }
    cells.spread(REACH, f32::max).spread(REACH, f32::min).smoothed(1)
}

fn quantile(counts: &[u32; 256], part: f32) -> f32 {
    let all: u32 = counts.iter().sum();
    let wanted = all as f32 * part;
    let mut sum = 0;
    for (tone, count) in counts.iter().enumerate() {
        sum += count;
        if sum as f32 >= wanted {
            return tone as f32;
        }
    }
    255.0
}
