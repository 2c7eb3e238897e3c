//! How much ink there is at each height, where it is densest, and which strokes are too small to count for that.

use crate::ink::Trace;

/// Bins of the profile in a unit of the text.
pub const BINS: f32 = 4.0;
/// A row has this part of the ink of the fullest one at least; less is dots and tails.
const THIN: f32 = 0.08;
/// A stroke smaller than this, in units, belongs where its neighbours do.
const SMALL: f32 = 0.8;
/// No drawing has a profile of more bins; a stray dot far away would want millions.
pub const MOST_BINS: usize = 20_000;

pub fn is_small(trace: &Trace, unit: f32) -> bool {
    trace.bounds.longer_side() < SMALL * unit
}

/// The places where a profile is densest, at least `apart` units from each other. `valley` says by how far two are apart to
/// which part of the lower one it falls between them; None where that is too near.
pub fn peaks(profile: &[f32], apart: f32, valley: impl Fn(f32) -> Option<f32>) -> Vec<usize> {
    let most = profile.iter().copied().fold(0.0, f32::max);
    let reach = (apart * BINS / 2.0) as usize;
    let is_peak = |at: &usize| {
        let around = &profile[at.saturating_sub(reach)..(at + reach + 1).min(profile.len())];
        profile[*at] >= THIN * most && around.iter().all(|other| *other <= profile[*at])
    };
    let has_valley = |from: usize, to: usize| {
        let lowest = profile[from..=to].iter().copied().fold(f32::MAX, f32::min);
        let part = valley((to - from + 1) as f32 / BINS);
        part.is_some_and(|part| lowest < part * profile[from].min(profile[to]))
    };
    let mut peaks: Vec<usize> = Vec::new();
    for at in (0..profile.len()).filter(is_peak) {
        match peaks.last_mut() {
            // Without a valley in between, both are of one row, and the higher one stands for it.
            Some(last) if !has_valley(*last, at) => {
                if profile[at] > profile[*last] {
                    *last = at;
                }
            }
            _ => peaks.push(at),
        }
    }
    peaks
}

/// Means over so many bins on either side.
pub fn smoothed(profile: &[f32], reach: usize) -> Vec<f32> {
    let mean = |at: usize| {
        let around = &profile[at.saturating_sub(reach)..(at + reach + 1).min(profile.len())];
        around.iter().sum::<f32>() / (2 * reach + 1) as f32
    };
    (0..profile.len()).map(mean).collect()
}
