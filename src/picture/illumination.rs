//! Illumination normalisation: how much darker than the paper around it each pixel is.

use super::plane::{Cells, Plane};

/// How many cells along the longer side have a brightness of their paper each.
const CELLS: usize = 40;
/// Dark places up to twice as many cells wide are ink on the paper around them; wider ones are paper in shadow.
const REACH: usize = 4;
/// The quantile of a cell's brightness that is taken for its paper: noise and ink are darker.
const DARKER: f32 = 0.8;
/// Paper darker than this (of 255) is taken as this dark, so that noise in the dark is not amplified.
const DARKEST_PAPER: f32 = 48.0;

/// The ink plane of a greyscale picture: from 0, as light as the paper, to 255, black.
pub fn normalised(grey: &Plane) -> Plane {
    let paper = paper(grey);
    let mut pixels = Vec::with_capacity(grey.pixels.len());
    paper.interpolate_rows(grey.width, grey.height, |row, paper| {
        let grey = &grey.pixels[row * grey.width..][..grey.width];
        pixels.extend(grey.iter().zip(paper).map(|(value, paper)| {
            let darker = (paper - f32::from(*value)).max(0.0);
            (darker * 255.0 / paper.max(DARKEST_PAPER) + 0.5) as u8
        }));
    });
    Plane { width: grey.width, height: grey.height, pixels }
}

/// The paper's brightness: a high quantile of each cell, and that of lighter neighbours where ink covers the cell.
fn paper(grey: &Plane) -> Cells {
    let mut cells = Cells::over(grey.width, grey.height, CELLS, 4);
    let mut counts = vec![[0u32; 256]; cells.width];
    for (row_of_cells, rows) in grey.pixels.chunks(grey.width * cells.side).enumerate() {
        counts.iter_mut().for_each(|count| count.fill(0));
        for row in rows.chunks_exact(grey.width) {
            for (count, square) in counts.iter_mut().zip(row.chunks(cells.side)) {
                square.iter().for_each(|value| count[usize::from(*value)] += 1);
            }
        }
        for (value, count) in cells.values[row_of_cells * cells.width..].iter_mut().zip(&counts) {
            *value = quantile(count, DARKER);
        }
    }
    cells.extremes(REACH, f32::max).extremes(REACH, f32::min).smoothed(1)
}

/// The value that a fraction `part` of the counted pixels does not exceed.
fn quantile(counts: &[u32; 256], part: f32) -> f32 {
    let all: u32 = counts.iter().sum();
    let wanted = all as f32 * part;
    let mut sum = 0;
    for (value, count) in counts.iter().enumerate() {
        sum += count;
        if sum as f32 >= wanted {
            return value as f32;
        }
    }
    255.0
}
