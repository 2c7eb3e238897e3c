//! From the weights file to a network of Burn that reads as it did where the weights were made.

#[cfg(feature = "train")]
use super::{Net, Score};
use super::{OUTPUTS, Read, Reader};
use crate::glyph::{self, Glyph, Medium};
use crate::ink::Point;
use crate::prediction::{CLASSES, Calibration};
use crate::weights::Record;
use burn::tensor::Device;

pub use crate::weights::WeightsError;

/// How far an engine's scores may be from the recorded ones; another order of additions makes 1e-5 of it.
const AGREEMENT: f32 = 1e-3;

/// A network ready to read, and how far to trust it.
pub struct Weights {
    pub net: Reader,
    pub calibration: Calibration,
    /// What the probe scored where the weights were made, in each medium.
    recorded: [f32; OUTPUTS],
}

impl Weights {
    /// Whether this device computes what was computed where the weights were made.
    pub async fn agree_with_record(&self, device: &Device) -> bool {
        self.net.read(&probe(), device).await.is_some_and(|scores| self.agree(&scores))
    }

    fn agree(&self, probe: &[[f32; CLASSES]]) -> bool {
        let scores = probe.as_flattened();
        scores.len() == OUTPUTS
            && scores.iter().zip(&self.recorded).all(|(here, there)| (here - there).abs() <= AGREEMENT)
    }

    pub fn from_bytes(bytes: &[u8], device: &Device) -> Result<Self, WeightsError> {
        let Record { calibration, probe, layers } = Record::from_bytes(bytes)?;
        Ok(Self { net: Reader::from_numbers(&layers, device), calibration, recorded: probe })
    }
}

#[cfg(feature = "train")]
impl Weights {
    /// The file of a folded network, rounded as it has to be, and what can be read from it.
    pub fn new(net: &Net, calibration: Calibration, device: &Device) -> Result<(Vec<u8>, Self), WeightsError> {
        let mut record = Record { calibration, probe: [0.0; OUTPUTS], layers: net.numbers() };
        let mut weights = Self::from_bytes(&record.to_bytes(), device)?;
        weights.recorded = weights.net.score(&probe(), device).concat().try_into().unwrap_or([f32::NAN; OUTPUTS]);
        record.probe = weights.recorded;
        Ok((record.to_bytes(), weights))
    }
}

/// A fixed symbol, a crossed seven, in each medium.
fn probe() -> [Glyph; Medium::ALL.len()] {
    let strokes = [[(2.0, 1.0), (22.0, 0.0), (9.0, 30.0)], [(6.0, 14.0), (13.0, 13.5), (20.0, 13.0)]];
    let strokes = strokes.map(|stroke| stroke.map(|(x, y)| Point::at(x, y)));
    let glyph = glyph::from_strokes(strokes).unwrap_or(Glyph::BLANK);
    Medium::ALL.map(|medium| Glyph { medium, ..glyph.clone() })
}

#[cfg(all(test, feature = "train"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn made() -> (Net, Vec<u8>, Weights) {
        let device = Device::flex();
        let net = Net::new(&device).fold();
        let (bytes, weights) =
            Weights::new(&net, Calibration { sure: 0.7, ..Calibration::default() }, &device).unwrap();
        (net, bytes, weights)
    }

    #[test]
    fn weights_survive_the_file() {
        let device = Device::flex();
        let (_, bytes, written) = made();
        let read = Weights::from_bytes(&bytes, &device).unwrap();
        assert_eq!((read.calibration, read.recorded), (written.calibration, written.recorded));
        let glyphs = [Glyph { medium: Medium::Paper, pixels: std::array::from_fn(|at| (at % 251) as u8) }];
        assert_eq!(written.net.score(&glyphs, &device), read.net.score(&glyphs, &device));
    }

    #[test]
    fn rounding_changes_scores_but_little() {
        let device = Device::flex();
        let (net, _, rounded) = made();
        let glyphs = [Glyph { medium: Medium::Paper, pixels: std::array::from_fn(|at| (at % 251) as u8) }];
        let (before, after) = (net.score(&glyphs, &device), rounded.net.score(&glyphs, &device));
        let apart: f32 = before[0].iter().zip(&after[0]).map(|(a, b)| (a - b).abs()).sum();
        let all: f32 = before[0].iter().map(|score| score.abs()).sum();
        assert!(apart < 0.2 * all, "{before:?} {after:?}");
    }

    #[test]
    fn an_engine_that_computes_something_else_is_caught() {
        let device = Device::flex();
        let (.., mut weights) = made();
        let scores = weights.net.score(&probe(), &device);
        assert!(weights.agree(&scores));
        assert!(!weights.agree(&scores[..1]) && !weights.agree(&[]));
        weights.recorded[3] += 0.01;
        assert!(!weights.agree(&scores));
        weights.recorded[3] = f32::NAN;
        assert!(!weights.agree(&scores));
    }
}
