//! From trained parameters to the weights file of the model of text.

use super::network::Network;
use super::spec;
use crate::mode::Mode;
use crate::net::at_once;
use crate::net::sequence::{SequenceModel, SequenceRecord, TextCalibration, probe};
use crate::sequence::Scan;
use crate::train::{Result, TrainError, context, publish};
use burn::tensor::Device;
use std::path::Path;

/// The model's name, and its modes: that of pictures is found by its name.
pub fn name(scan: Scan) -> (&'static str, &'static [Mode]) {
    match scan {
        Scan::Pen => ("text", &[Mode::Text]),
        Scan::Columns => ("text-pictures", &[]),
    }
}

/// The weights file of some parameters.
pub fn weights(scan: Scan, parameters: &[f32], calibration: TextCalibration) -> Result<Vec<u8>> {
    let (spec, device) = (spec(scan), Device::flex());
    let layers = Network::new(&spec).layers(parameters);
    let outputs = probe(&spec).len() / spec.features;
    let unproved = vec![0.0; outputs.div_ceil(spec.stride()) * spec.classes()];
    let record = SequenceRecord { spec: spec.clone(), calibration, probe: unproved, layers };
    // What is recorded is what the rounded weights score.
    let mut rounded = SequenceRecord::from_bytes(&record.to_bytes()).map_err(context("The weights cannot be made"))?;
    let model = SequenceModel::from_record(rounded.clone(), &device).map_err(context("The weights cannot be made"))?;
    let scored = at_once(model.read(&probe(&spec), &device)).flatten();
    rounded.probe = scored.ok_or_else(|| TrainError("The probe was not scored.".into()))?;
    Ok(rounded.to_bytes())
}

/// Writes them, and their entry in the manifest.
pub fn publish(out: &Path, scan: Scan, parameters: &[f32], calibration: TextCalibration) -> Result<()> {
    let (name, modes) = name(scan);
    publish::write_file(out, name, &format!("{name}.weights"), modes, &weights(scan, parameters, calibration)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::rng::Rng;

    #[test]
    fn burns_network_scores_as_the_one_that_was_trained() {
        for (spec, seed) in Scan::ALL.map(spec).into_iter().zip(5..) {
            let device = Device::flex();
            let network = Network::new(&spec);
            let mut rng = Rng::of(seed, [0, 0]);
            let parameters = network.initial(&mut rng);
            let record = SequenceRecord {
                layers: network.layers(&parameters),
                calibration: TextCalibration::default(),
                probe: Vec::new(),
                spec: spec.clone(),
            };
            let model = SequenceModel::from_record(record, &device).unwrap();
            for length in [1, 2, 7, 60] {
                let frames: Vec<f32> = (0..length * spec.features).map(|_| rng.normal()).collect();
                let trained = super::super::ctc::log_softmax(&network.scores(&parameters, &frames), spec.classes());
                let shipped = at_once(model.read(&frames, &device)).flatten().unwrap();
                assert_eq!(trained.len(), shipped.len());
                assert!(trained.iter().zip(&shipped).all(|(a, b)| (a - b).abs() < 1e-3), "{length}");
            }
        }
    }

    #[test]
    fn the_file_agrees_with_itself() {
        let device = Device::flex();
        for scan in Scan::ALL {
            let parameters = Network::new(&spec(scan)).initial(&mut Rng::of(6, [0, 0]));
            let bytes = weights(scan, &parameters, TextCalibration::default()).unwrap();
            let model = SequenceModel::from_bytes(&bytes, &device).unwrap();
            assert_eq!(at_once(model.agrees_with_record(&device)), Some(true));
        }
    }
}
