//! Salience by occlusion: which ink supports a digit and which contradicts it. Each patch of ink is covered in turn; what
//! becomes less likely without it was supported by it.
//!
//! Occlusion needs forward passes alone and works on any engine; gradients would need a network that can be
//! differentiated.

use crate::alphabet::SymbolId;
use crate::glyph::{AREA, Glyph, SIDE};
use crate::prediction::Prediction;

/// The side of the square that is covered, in pixels.
pub const PATCH: usize = 3;
/// Patches with less ink than this are not covered; a full pixel has 255.
const TRACE: u32 = 64;

/// A square that has ink in it, by its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patch {
    pub row: usize,
    pub column: usize,
}

impl Patch {
    fn pixels(self) -> impl Iterator<Item = usize> {
        (0..PATCH * PATCH).map(move |at| (self.row + at / PATCH) * SIDE + self.column + at % PATCH)
    }
}

/// All squares with ink, overlapping, from the top.
pub fn patches(glyph: &Glyph) -> Vec<Patch> {
    let places = 0..=SIDE - PATCH;
    let all = places.clone().flat_map(|row| places.clone().map(move |column| Patch { row, column }));
    all.filter(|patch| patch.pixels().map(|at| u32::from(glyph.pixels[at])).sum::<u32>() >= TRACE).collect()
}

/// The glyph with a square of paper on it.
pub fn covered(glyph: &Glyph, patch: Patch) -> Glyph {
    let mut rest = glyph.clone();
    patch.pixels().for_each(|at| rest.pixels[at] = 0);
    rest
}

/// For each pixel, by how much the symbol's log-odds fall on average when a patch over it is covered, times its ink:
/// positive where ink supports the symbol, negative where it contradicts it.
pub fn salience(glyph: &Glyph, symbol: SymbolId, whole: &Prediction, without: &[(Patch, Prediction)]) -> Vec<f32> {
    let (mut sums, mut counts) = (vec![0.0f32; AREA], vec![0u8; AREA]);
    for (patch, prediction) in without {
        let fall = log_odds(whole.probability(symbol)) - log_odds(prediction.probability(symbol));
        for at in patch.pixels() {
            sums[at] += fall;
            counts[at] += 1;
        }
    }
    let inked = glyph.pixels.iter().map(|&ink| f32::from(ink) / 255.0);
    sums.iter().zip(counts).zip(inked).map(|((sum, count), ink)| ink * sum / f32::from(count.max(1))).collect()
}

/// Probabilities are clamped to this distance from 0 and 1.
const CERTAIN: f32 = 1e-5;

fn log_odds(probability: f32) -> f32 {
    let p = probability.clamp(CERTAIN, 1.0 - CERTAIN);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::Medium;
    use crate::prediction::Verdict;
    use crate::prediction::tests::{digit, digits};

    fn dot(row: usize, column: usize) -> Glyph {
        let pixel = |at| if at == row * SIDE + column { 255 } else { 0 };
        Glyph { medium: Medium::Pen, pixels: std::array::from_fn(pixel) }
    }

    fn prediction(seven: f32) -> Prediction {
        digits(Verdict::Sure, &[(7, seven)])
    }

    #[test]
    fn every_square_that_covers_ink_is_asked_about() {
        assert_eq!(patches(&dot(10, 10)).len(), PATCH * PATCH);
        assert_eq!(patches(&dot(0, 27)), [Patch { row: 0, column: 25 }]);
        assert!(patches(&Glyph::BLANK).is_empty());
        assert!(patches(&dot(10, 10)).iter().all(|patch| covered(&dot(10, 10), *patch).pixels == [0; AREA]));
    }

    #[test]
    fn ink_without_which_a_digit_is_less_likely_speaks_for_it() {
        let glyph = dot(10, 10);
        let asked = |seven: f32| {
            let without: Vec<_> = patches(&glyph).into_iter().map(|patch| (patch, prediction(seven))).collect();
            salience(&glyph, digit(7), &prediction(0.9), &without)
        };
        let (needed, hindering) = (asked(0.2), asked(0.99));
        assert!(needed[10 * SIDE + 10] > 1.0 && hindering[10 * SIDE + 10] < -1.0);
        // Paper has no say.
        assert_eq!(needed.iter().filter(|value| **value != 0.0).count(), 1);
    }

    #[test]
    fn certainties_have_an_end() {
        let glyph = dot(5, 5);
        let without = [(Patch { row: 5, column: 5 }, prediction(0.0))];
        assert!(salience(&glyph, digit(7), &prediction(1.0), &without).iter().all(|value| value.is_finite()));
    }
}
