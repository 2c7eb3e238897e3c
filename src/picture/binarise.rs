//! Binarisation: which pixels are ink, by local thresholds.
//!
//! Weighted with its steepness, the mean ink along edges lies halfway between paper and writing, however little is
//! written, in a pale hand as in a bold one. Each cell of the picture has this mean for its threshold.

use super::plane::{Cells, Plane};

/// How many cells along the longer side have a threshold of their own.
const CELLS: usize = 16;
/// The weight of the whole picture's edges in each cell's threshold, relative to the mean weight of a cell.
const WHOLE: f32 = 0.1;
/// No cell's threshold is lower than this part of the whole picture's.
const LOWEST: f32 = 0.6;
/// No threshold is lower than this (of 255): fainter ink is noise of paper and cameras.
const FAINTEST: f32 = 18.0;
/// The weight of a pixel when ink is smoothed; each neighbour has weight 1. Strokes are wider than a pixel, the grain of
/// paper and cameras is not.
const SELF: u16 = 4;
/// Thresholds are lowered by this factor, since smoothing makes thin strokes a little paler.
const PALER: f32 = 0.93;

/// Edges whose mean ink is below this part of the whole picture's may be those of ruled lines.
const FAINTER: f32 = 0.7;
/// They may be so only if they are in more than this part of the cells.
const MUCH: f32 = 0.25;

/// Masks of a picture: 1 for ink and 0 for paper.
pub struct Binarised {
    /// What is as dark as the writing around it, or as anything where there is none.
    pub mask: Plane,
    /// The mask at a lower threshold, where there is so much faint ink that it may be ruled lines: beside writing `mask`
    /// has them in fragments. None where there is not.
    pub faint: Option<Plane>,
}

/// The masks of an ink plane.
pub fn binarise(ink: &Plane) -> Binarised {
    let ink = &smoothed(ink);
    let (width, height) = (ink.width, ink.height);
    let mut weights = Cells::over(width, height, CELLS, 8);
    let mut sums = weights.clone();
    for row in 1..height.saturating_sub(1) {
        let line = |row: usize| &ink.pixels[row * width..][..width];
        let (above, here, below) = (line(row - 1), line(row), line(row + 1));
        let cells = row / weights.side * weights.width;
        for first in (0..width).step_by(weights.side) {
            let cell = cells + first / weights.side;
            let (mut weight, mut sum) = (weights.values[cell], sums.values[cell]);
            for at in first.max(1)..(first + weights.side).min(width.saturating_sub(1)) {
                let across = i32::from(here[at + 1]) - i32::from(here[at - 1]);
                let down = i32::from(below[at]) - i32::from(above[at]);
                // The fourth power of the gradient: texture of the paper has many edges, but faint ones.
                let steep = ((across * across + down * down) as f32).powi(2);
                weight += steep;
                sum += steep * f32::from(here[at]);
            }
            (weights.values[cell], sums.values[cell]) = (weight, sum);
        }
    }
    let (weight, sum): (f32, f32) = (weights.values.iter().sum(), sums.values.iter().sum());
    let count = weights.values.len() as f32;
    let whole = sum / weight.max(1.0);
    let faint_threshold = faint_threshold(&weights, &sums, FAINTER * whole);
    let (weights, sums) = (weights.smoothed(1), sums.smoothed(1));
    let mut thresholds = weights.clone();
    for (threshold, (own, sum)) in thresholds.values.iter_mut().zip(weights.values.iter().zip(&sums.values)) {
        let shared = WHOLE * weight / count;
        *threshold = ((sum + shared * whole) / (own + shared).max(1.0)).max(LOWEST * whole).max(FAINTEST);
    }
    let mut pixels = Vec::with_capacity(ink.pixels.len());
    thresholds.interpolate_rows(width, height, |row, thresholds| {
        let ink = &ink.pixels[row * width..][..width];
        pixels
            .extend(ink.iter().zip(thresholds).map(|(ink, threshold)| u8::from(f32::from(*ink) > PALER * *threshold)));
    });
    let mask = Plane { width, height, pixels };
    let faint = faint_threshold.map(|threshold| {
        let pixels = ink.pixels.iter().zip(&mask.pixels);
        let pixels = pixels.map(|(ink, sure)| sure | u8::from(f32::from(*ink) > PALER * threshold)).collect();
        Plane { width, height, pixels }
    });
    Binarised { mask, faint }
}

/// The median threshold of the cells whose edges are fainter than `usual`; None where they are too few.
fn faint_threshold(weights: &Cells, sums: &Cells, usual: f32) -> Option<f32> {
    // The weight of one line of the faintest ink through a cell.
    let least = weights.side as f32 * FAINTEST.powi(4);
    let edges = weights.values.iter().zip(&sums.values).filter(|(weight, _)| **weight > least);
    let mut faint: Vec<f32> = edges.map(|(weight, sum)| sum / weight).filter(|own| *own < usual).collect();
    let half = faint.len() / 2;
    let is_much = faint.len() as f32 > MUCH * weights.values.len() as f32;
    is_much.then(|| *faint.select_nth_unstable_by(half, f32::total_cmp).1)
}

/// The ink without most of its grain: a weighted mean of each pixel and its eight neighbours.
fn smoothed(ink: &Plane) -> Plane {
    let width = ink.width;
    let across = |row: &[u8]| -> Vec<u16> {
        let at = |column: usize| u16::from(row[column.min(width - 1)]);
        (0..width).map(|column| at(column.saturating_sub(1)) + SELF * at(column) + at(column + 1)).collect()
    };
    let rows: Vec<u16> = ink.rows().flat_map(across).collect();
    let row = |at: usize| &rows[at.min(ink.height - 1) * width..][..width];
    let mut pixels = Vec::with_capacity(ink.pixels.len());
    for at in 0..ink.height {
        let beside = row(at.saturating_sub(1)).iter().zip(row(at + 1));
        let soft = |(here, (above, below)): (&u16, (&u16, &u16))| (above + SELF * here + below) / (SELF + 2).pow(2);
        pixels.extend(row(at).iter().zip(beside).map(|all| soft(all) as u8));
    }
    Plane { width, height: ink.height, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::illumination;

    /// A bar on paper whose brightness falls by a third from left to right.
    fn shaded(ink: f32) -> Plane {
        let grey = |at: usize| {
            let (x, y) = (at % 200, at / 200);
            let paper = 240.0 - 0.4 * x as f32;
            let bar = (20..180).contains(&x) && (45..55).contains(&y);
            (if bar { paper * ink } else { paper }) as u8
        };
        Plane { width: 200, height: 100, pixels: (0..200 * 100).map(grey).collect() }
    }

    #[test]
    fn a_shadow_is_no_ink() {
        for ink in [0.1, 0.4, 0.7] {
            let found = binarise(&illumination::normalised(&shaded(ink))).mask;
            let count = found.pixels.iter().filter(|pixel| **pixel != 0).count();
            assert!((1500..1750).contains(&count), "{count} pixels of ink {ink}");
        }
    }

    #[test]
    fn grain_is_no_ink() {
        let mut grey = shaded(0.5);
        (0..grey.pixels.len()).step_by(37).for_each(|at| grey.pixels[at] -= grey.pixels[at] / 4);
        let found = binarise(&illumination::normalised(&grey)).mask;
        let beside =
            found.pixels.iter().enumerate().filter(|(at, pixel)| **pixel != 0 && !(43..57).contains(&(at / 200)));
        assert_eq!(beside.count(), 0);
    }

    #[test]
    fn blank_paper_has_no_ink() {
        let found = binarise(&illumination::normalised(&shaded(1.0)));
        assert!(found.mask.pixels.iter().all(|pixel| *pixel == 0) && found.faint.is_none());
    }

    #[test]
    fn faint_rules_are_whole_in_the_faint_mask_beside_dark_ink() {
        let grey = |at: usize| match (at % 400, at / 400) {
            (x, y) if (40..46).contains(&x) && (20..180).contains(&y) => 30,
            (_, y) if y % 40 < 3 => 180,
            _ => 240,
        };
        let ruled = Plane { width: 400, height: 200, pixels: (0..400 * 200).map(grey).collect() };
        let found = binarise(&illumination::normalised(&ruled));
        let on_rule = |plane: &Plane| (0..400).filter(|x| plane.pixels[81 * 400 + x] != 0).count();
        let (sure, faint) = (on_rule(&found.mask), on_rule(&found.faint.expect("there is much that is faint")));
        assert!(sure < 390 && faint == 400, "{sure} and {faint}");
    }
}
