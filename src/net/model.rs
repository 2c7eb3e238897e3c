//! A model ready to read: from the weights file to a network of Burn that reads as it did where the weights were made.

use super::backend::Reader;
use super::reader::Read;
use super::spec::ModelSpec;
#[cfg(feature = "train")]
use super::{chain::Net, reader::Score};
use crate::glyph::{self, Glyph, Image, Medium};
use crate::hand::Typical;
use crate::ink::Point;
use crate::net::weights::{Numbers, Record, WeightsError};
use crate::prediction::{self, Calibration, Prediction};
use burn::tensor::Device;

/// How far an engine's scores may be from the recorded ones; another order of additions makes 1e-5 of it.
const AGREEMENT: f32 = 1e-3;

/// A network with its alphabet, and how far to trust it.
pub struct Model {
    pub spec: ModelSpec,
    pub net: Reader,
    pub calibration: Calibration,
    /// What the probe scored where the weights were made, in each medium.
    recorded: Vec<f32>,
}

impl Model {
    pub fn from_bytes(bytes: &[u8], device: &Device) -> Result<Self, WeightsError> {
        let Record { spec, calibration, probe, layers } = Record::from_bytes(bytes)?;
        Ok(Self { net: Reader::from_numbers(&spec, &layers, device), spec, calibration, recorded: probe })
    }

    /// Whether this device computes what was computed where the weights were made.
    pub async fn agrees_with_record(&self, device: &Device) -> bool {
        self.net.read(&probe(&self.spec), device).await.is_some_and(|scores| self.agrees(&scores))
    }

    fn agrees(&self, probe: &[Vec<f32>]) -> bool {
        let scores = probe.concat();
        scores.len() == self.recorded.len()
            && scores.iter().zip(&self.recorded).all(|(here, there)| (here - there).abs() <= AGREEMENT)
    }

    /// The typical signs of a medium, which an own last layer is held to; `None` where the network cannot say.
    pub fn typical(&self, medium: Medium) -> Option<Typical> {
        let Numbers { weights, bias } = self.net.last_layer()?;
        let (rows, width) = (self.spec.outputs_of(medium), weights.len() / bias.len().max(1));
        Some(Typical::new(&weights[rows.start * width..rows.end * width], &bias[rows], self.calibration.temperature))
    }

    /// What the scores of a glyph of this medium say: candidates from pictures have thresholds of their own.
    pub fn judge(&self, scores: &[f32], medium: Medium) -> Prediction {
        let calibration = match medium {
            Medium::Pen | Medium::Paper => self.calibration,
            Medium::Picture => self.calibration.for_pictures(),
        };
        prediction::judge(scores, &self.spec.alphabet, &calibration)
    }
}

#[cfg(feature = "train")]
impl Model {
    /// The file of a folded network, rounded as it has to be, and the model that can be read from it.
    pub fn new(net: &Net, calibration: Calibration, device: &Device) -> Result<(Vec<u8>, Self), WeightsError> {
        let spec = net.spec().clone();
        let probed = vec![0.0; spec.outputs()];
        let mut record = Record { spec, calibration, probe: probed, layers: net.numbers() };
        let mut model = Self::from_bytes(&record.to_bytes(), device)?;
        model.recorded = model.net.score(&probe(&model.spec), device).concat();
        record.probe = model.recorded.clone();
        Ok((record.to_bytes(), model))
    }
}

/// A fixed symbol, a crossed seven, in each medium that the model tells apart.
fn probe(spec: &ModelSpec) -> Vec<Probe> {
    let strokes = [[(2.0, 1.0), (22.0, 0.0), (9.0, 30.0)], [(6.0, 14.0), (13.0, 13.5), (20.0, 13.0)]];
    let strokes = strokes.map(|stroke| stroke.map(|(x, y)| Point::at(x, y)));
    let glyph = glyph::from_strokes(strokes).unwrap_or(Glyph::BLANK);
    let probe = |medium: &Medium| Probe { glyph: Glyph { medium: *medium, ..glyph.clone() }, planes: spec.planes };
    spec.media.iter().map(probe).collect()
}

/// A glyph in as many planes as a model wants, fainter from one to the next.
struct Probe {
    glyph: Glyph,
    planes: usize,
}

impl Image for Probe {
    fn numbers(&self) -> impl Iterator<Item = f32> + '_ {
        self.glyph.input().flat_map(|ink| (1..=self.planes).map(move |plane| ink / plane as f32))
    }

    fn medium(&self) -> Medium {
        self.glyph.medium
    }
}

#[cfg(all(test, feature = "train"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::alphabet::Alphabet;
    use crate::glyph::Medium;
    use crate::net::spec::Layer;

    fn spec() -> ModelSpec {
        ModelSpec::new(Alphabet::digits(), Medium::ALL.to_vec(), &[Layer::new(8, 5, 2, 2), Layer::new(8, 3, 2, 1)])
    }

    fn made() -> (Net, Vec<u8>, Model) {
        let device = Device::flex();
        let net = Net::new(&spec(), &device).fold();
        let (bytes, model) = Model::new(&net, Calibration { sure: 0.7, ..Calibration::default() }, &device).unwrap();
        (net, bytes, model)
    }

    #[test]
    fn weights_survive_the_file() {
        let device = Device::flex();
        let (_, bytes, made) = made();
        let read = Model::from_bytes(&bytes, &device).unwrap();
        assert_eq!((read.calibration, read.recorded), (made.calibration, made.recorded));
        let glyphs = [Glyph { medium: Medium::Paper, pixels: std::array::from_fn(|at| (at % 251) as u8) }];
        assert_eq!(made.net.score(&glyphs, &device), read.net.score(&glyphs, &device));
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
        let scores = weights.net.score(&probe(&weights.spec), &device);
        assert!(weights.agrees(&scores));
        assert!(!weights.agrees(&scores[..1]) && !weights.agrees(&[]));
        weights.recorded[3] += 0.01;
        assert!(!weights.agrees(&scores));
        weights.recorded[3] = f32::NAN;
        assert!(!weights.agrees(&scores));
    }
}
