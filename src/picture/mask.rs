//! Which pixels are ink: hardly less, without grain, than halfway up the edges around them.

use super::plane::{Cells, Plane};

/// Squares along the longer side that have a threshold of their own.
const CELLS: usize = 16;
/// A square's own edges against those of the whole picture, as a part of the picture's mean.
const WHOLE: f32 = 0.1;
/// No square's threshold is lower than this part of the whole picture's.
const LOWEST: f32 = 0.6;
/// Ink fainter than this is what paper and cameras do by themselves.
const FAINTEST: f32 = 18.0;
/// How much a pixel counts beside one neighbour when ink is softened: strokes are wider than a pixel, the grain of paper
/// and cameras is not.
const SELF: u16 = 4;
/// Softened, thin strokes are a little paler than the edges say.
const PALER: f32 = 0.93;

/// Where edges in so much of the picture are fainter than this part of the usual ones, they may be those of rules.
const FAINTER: f32 = 0.7;
const MUCH: f32 = 0.25;

/// What is ink: 1, and 0 for paper.
pub struct Inked {
    /// What is as dark as the writing around it, or as anything where there is none.
    pub mask: Plane,
    /// And what is much fainter, where there is so much of it that it may be rules: beside writing the mask loses them.
    pub traces: Option<Plane>,
}

/// Weighted with its steepness, the mean ink along edges lies halfway between paper and writing, however little is
/// written, in a pale hand as in a bold one.
pub fn inked(ink: &Plane) -> Inked {
    let ink = &softened(ink);
    let (width, height) = (ink.width, ink.height);
    let mut weights = Cells::over(width, height, CELLS, 8);
    let mut sums = weights.clone();
    for row in 1..height.saturating_sub(1) {
        let line = |row: usize| &ink.pixels[row * width..][..width];
        let (above, here, below) = (line(row - 1), line(row), line(row + 1));
        let cells = row / weights.side * weights.width;
        for at in 1..width.saturating_sub(1) {
            let across = i32::from(here[at + 1]) - i32::from(here[at - 1]);
            let down = i32::from(below[at]) - i32::from(above[at]);
            // Squared once more: texture of the paper has many edges, but faint ones.
            let steep = ((across * across + down * down) as f32).powi(2);
            let cell = cells + at / weights.side;
            weights.values[cell] += steep;
            sums.values[cell] += steep * f32::from(here[at]);
        }
    }
    let (weight, sum): (f32, f32) = (weights.values.iter().sum(), sums.values.iter().sum());
    let count = weights.values.len() as f32;
    let whole = sum / weight.max(1.0);
    let faint = faint(&weights, &sums, FAINTER * whole);
    let (weights, sums) = (weights.smoothed(1), sums.smoothed(1));
    let mut thresholds = weights.clone();
    for (threshold, (own, sum)) in thresholds.values.iter_mut().zip(weights.values.iter().zip(&sums.values)) {
        let shared = WHOLE * weight / count;
        *threshold = ((sum + shared * whole) / (own + shared).max(1.0)).max(LOWEST * whole).max(FAINTEST);
    }
    let mut pixels = Vec::with_capacity(ink.pixels.len());
    thresholds.along_rows(width, height, |row, thresholds| {
        let ink = &ink.pixels[row * width..][..width];
        pixels
            .extend(ink.iter().zip(thresholds).map(|(ink, threshold)| u8::from(f32::from(*ink) > PALER * *threshold)));
    });
    let mask = Plane { width, height, pixels };
    let traces = faint.map(|faint| {
        let pixels = ink.pixels.iter().zip(&mask.pixels);
        let pixels = pixels.map(|(ink, sure)| sure | u8::from(f32::from(*ink) > PALER * faint)).collect();
        Plane { width, height, pixels }
    });
    Inked { mask, traces }
}

/// The threshold of edges that are fainter than `usual` ones, if there are enough of them.
fn faint(weights: &Cells, sums: &Cells, usual: f32) -> Option<f32> {
    // A line of the faintest ink through a square.
    let least = weights.side as f32 * FAINTEST.powi(4);
    let edges = weights.values.iter().zip(&sums.values).filter(|(weight, _)| **weight > least);
    let mut faint: Vec<f32> = edges.map(|(weight, sum)| sum / weight).filter(|own| *own < usual).collect();
    let half = faint.len() / 2;
    let is_much = faint.len() as f32 > MUCH * weights.values.len() as f32;
    is_much.then(|| *faint.select_nth_unstable_by(half, f32::total_cmp).1)
}

/// Without most of its grain.
fn softened(ink: &Plane) -> Plane {
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
    use crate::picture::light;

    /// A bar on paper whose tone falls by a third from left to right.
    fn shaded(ink: f32) -> Plane {
        let tone = |at: usize| {
            let (x, y) = (at % 200, at / 200);
            let paper = 240.0 - 0.4 * x as f32;
            let bar = (20..180).contains(&x) && (45..55).contains(&y);
            (if bar { paper * ink } else { paper }) as u8
        };
        Plane { width: 200, height: 100, pixels: (0..200 * 100).map(tone).collect() }
    }

    #[test]
    fn a_shadow_is_no_ink() {
        for ink in [0.1, 0.4, 0.7] {
            let found = inked(&light::ink(&shaded(ink))).mask;
            let count = found.pixels.iter().filter(|pixel| **pixel != 0).count();
            assert!((1500..1750).contains(&count), "{count} pixels of ink {ink}");
        }
    }

    #[test]
    fn grain_is_no_ink() {
        let mut tones = shaded(0.5);
        (0..tones.pixels.len()).step_by(37).for_each(|at| tones.pixels[at] -= tones.pixels[at] / 4);
        let found = inked(&light::ink(&tones)).mask;
        let beside =
            found.pixels.iter().enumerate().filter(|(at, pixel)| **pixel != 0 && !(43..57).contains(&(at / 200)));
        assert_eq!(beside.count(), 0);
    }

    #[test]
    fn blank_paper_has_no_ink() {
        let found = inked(&light::ink(&shaded(1.0)));
        assert!(found.mask.pixels.iter().all(|pixel| *pixel == 0) && found.traces.is_none());
    }

    #[test]
    fn faint_rules_leave_traces_beside_dark_ink() {
        let tone = |at: usize| match (at % 400, at / 400) {
            (x, y) if (40..46).contains(&x) && (20..180).contains(&y) => 30,
            (_, y) if y % 40 < 3 => 180,
            _ => 240,
        };
        let ruled = Plane { width: 400, height: 200, pixels: (0..400 * 200).map(tone).collect() };
        let found = inked(&light::ink(&ruled));
        let on_rule = |plane: &Plane| (0..400).filter(|x| plane.pixels[81 * 400 + x] != 0).count();
        let (sure, traced) = (on_rule(&found.mask), on_rule(&found.traces.expect("there is much that is faint")));
        assert!(sure < 390 && traced == 400, "{sure} and {traced}");
    }
}
