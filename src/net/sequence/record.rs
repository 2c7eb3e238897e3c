//! The weights file of a model of sequences: the head that all weights files have, what the model is, the scores of a
//! probe, then its layers in rounded rows; coded as there.

use super::spec::{LayerShape, SequenceSpec};
use crate::net::weights::{Numbers, Rest, WeightsError, opened, sealed};
use serde::{Deserialize, Serialize};

const MAGIC: [u8; 8] = *b"inkseq\0\x02";
/// Points of the probe.
const PROBE: usize = 24;

/// How far what is read can be trusted; measured on writers who teach nothing, and kept with the weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextCalibration {
    /// From this probability on, a word is shown as sure.
    pub sure: f32,
}

impl Default for TextCalibration {
    fn default() -> Self {
        Self { sure: 0.8 }
    }
}

/// What the file holds.
#[derive(Clone, Debug)]
pub struct SequenceRecord {
    pub spec: SequenceSpec,
    pub calibration: TextCalibration,
    /// What the probe scored where the weights were made.
    pub probe: Vec<f32>,
    /// In the order of `SequenceSpec::layers`.
    pub layers: Vec<Numbers>,
}

#[derive(Serialize, Deserialize)]
struct Description {
    spec: SequenceSpec,
    calibration: TextCalibration,
}

impl SequenceRecord {
    /// Whether a file is of this form, damaged or not.
    pub fn is_of_sequences(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC[..6])
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let body = opened(MAGIC, bytes)?;
        read(&body).ok_or(WeightsError::Mismatch)
    }

    /// The file; weights are rounded, as they have to be.
    pub fn to_bytes(&self) -> Vec<u8> {
        let description = Description { spec: self.spec.clone(), calibration: self.calibration };
        // Plain data into growing memory: there is no way for this to fail.
        let mut body = postcard::to_allocvec(&description).unwrap_or_default();
        body.extend(self.probe.iter().copied().flat_map(f32::to_le_bytes));
        self.layers.iter().for_each(|layer| layer.write(&mut body));
        sealed(MAGIC, &body)
    }
}

fn read(body: &[u8]) -> Option<SequenceRecord> {
    let (Description { spec, calibration }, bytes) = postcard::take_from_bytes(body).ok()?;
    // Before there is memory for any number.
    if !spec.is_sound() || spec.parameters() > bytes.len() as u64 {
        return None;
    }
    let mut rest = Rest { bytes };
    let probe = rest.list(PROBE.div_ceil(spec.stride()) * spec.classes())?;
    let layers = spec.layers().into_iter().map(|LayerShape { outputs, inputs }| rest.layer(outputs, inputs));
    let layers = layers.collect::<Option<_>>()?;
    rest.bytes.is_empty().then_some(SequenceRecord { spec, calibration, probe, layers })
}

/// Frames that every engine is to score alike.
pub fn probe(spec: &SequenceSpec) -> Vec<f32> {
    (0..PROBE * spec.features).map(|at| (at as f32 * 0.37).sin()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub mod tests {
    use super::super::spec::tests::small;
    use super::*;

    /// A record of the small network with made-up weights.
    pub fn made() -> SequenceRecord {
        let spec = small();
        let number = |at: usize| (at as f32 * 0.37).sin();
        let layers = spec.layers().into_iter().map(|LayerShape { outputs, inputs }| Numbers {
            weights: (0..outputs * inputs).map(number).collect(),
            bias: (0..outputs).map(number).collect(),
        });
        let layers = layers.collect();
        let probe = (0..PROBE / 2 * 3).map(number).collect();
        SequenceRecord { spec, calibration: TextCalibration { sure: 0.7 }, probe, layers }
    }

    #[test]
    fn a_record_survives_the_file() {
        let bytes = made().to_bytes();
        let read = SequenceRecord::from_bytes(&bytes).unwrap();
        assert_eq!((&read.spec, read.calibration, &read.probe), (&made().spec, made().calibration, &made().probe));
        assert_eq!(read.to_bytes(), bytes);
        assert!(SequenceRecord::is_of_sequences(&bytes) && !SequenceRecord::is_of_sequences(b"inkling\x07"));
    }

    #[test]
    fn damaged_and_hostile_files_are_refused() {
        let bytes = made().to_bytes();
        let error = |bytes: &[u8]| SequenceRecord::from_bytes(bytes).err();
        assert_eq!(error(b"<!doctype html>"), Some(WeightsError::Foreign));
        assert!(matches!(error(&bytes[..bytes.len() - 1]), Some(WeightsError::Truncated { .. })));
        let mut damaged = bytes.clone();
        damaged[40] ^= 1;
        assert_eq!(error(&damaged), Some(WeightsError::Damaged));
        let changed = |change: &dyn Fn(&mut SequenceRecord)| {
            let mut record = made();
            change(&mut record);
            error(&record.to_bytes())
        };
        assert_eq!(changed(&|record| record.spec.stem[0].channels = 1 << 40), Some(WeightsError::Mismatch));
        assert_eq!(changed(&|record| record.spec.blocks[0].hidden += 1), Some(WeightsError::Mismatch));
        assert_eq!(changed(&|record| record.layers.truncate(2)), Some(WeightsError::Mismatch));
        assert_eq!(changed(&|record| record.probe.truncate(1)), Some(WeightsError::Mismatch));
    }
}
