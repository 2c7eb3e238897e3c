//! Dropout in both passes.

use crate::train::rng::Rng;

/// Dropout: sets a random share of each example's numbers to zero and scales the others up.
pub fn drop_out(maps: &mut [f32], share: f32, rng: &mut [Rng]) {
    if share == 0.0 {
        return;
    }
    let each = maps.len() / rng.len().max(1);
    for (maps, rng) in maps.chunks_exact_mut(each).zip(rng) {
        maps.iter_mut().filter(|_| rng.chance(share)).for_each(|number| *number = 0.0);
    }
    scale_up(maps, share);
}

/// Divides by what dropout keeps, so that the expected sum stays the same.
pub fn scale_up(maps: &mut [f32], share: f32) {
    if share > 0.0 {
        maps.iter_mut().for_each(|number| *number /= 1.0 - share);
    }
}
