//! The weights file: a head that can be checked before anything is trusted, then what the model is, then its numbers.
//!
//! ```text
//! 0   "inkling" and the version of the form      8 bytes
//! 8   length of everything after these 16        4 bytes, little endian
//! 12  CRC-32 of the same                         4 bytes
//! 16  the rest, coded by how frequent its bytes are (`entropy.rs`); decoded:
//!
//!     planes, alphabet, media, layers, calibration    postcard
//!     scores of the probe, as training saw them  4 bytes for each output
//!     per layer: weights in rows of one scale (4 bytes) and signed bytes, then biases (4 bytes each)
//! ```
//!
//! The file says all that a reader has to know of the model; one whose shapes do not fit each other is refused. Burn's
//! own record would carry names, ids and a reader for them: 20 KB more in the page. Bytes instead of half floats save
//! 110 KB and cost no accuracy that shows on the hold-out.

use super::entropy;
use super::spec::{ModelSpec, Shape};
use crate::crc::crc32;
use crate::prediction::Calibration;
use serde::{Deserialize, Serialize};
use std::fmt;

const MAGIC: [u8; 8] = *b"inkling\x07";
const HEAD: usize = 16;

/// What the file holds.
#[derive(Clone, Debug)]
pub struct Record {
    pub spec: ModelSpec,
    pub calibration: Calibration,
    /// What the probe scored where the weights were made: the scores of each medium.
    pub probe: Vec<f32>,
    /// Of each layer of the spec.
    pub layers: Vec<Numbers>,
}

/// What a model is, as it stands in the file.
#[derive(Serialize, Deserialize)]
struct Description {
    spec: ModelSpec,
    calibration: Calibration,
}

/// One layer's numbers: weights by output channel, input channel, row and column; a bias for each output channel.
#[derive(Clone, Debug)]
pub struct Numbers {
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum WeightsError {
    Foreign,
    Truncated { expected: usize, found: usize },
    Damaged,
    Mismatch,
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => write!(f, "the file is not a weights file of this version"),
            Self::Truncated { expected, found } => write!(f, "{found} of {expected} bytes"),
            Self::Damaged => write!(f, "its checksum is wrong"),
            Self::Mismatch => write!(f, "its parts do not fit each other"),
        }
    }
}

impl std::error::Error for WeightsError {}

impl Record {
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        Rest { bytes: &opened(MAGIC, bytes)? }.record().ok_or(WeightsError::Mismatch)
    }

    /// The file; weights are rounded, as it has to be.
    pub fn to_bytes(&self) -> Vec<u8> {
        let description = Description { spec: self.spec.clone(), calibration: self.calibration };
        // Plain data into growing memory: there is no way for this to fail.
        let mut body = postcard::to_allocvec(&description).unwrap_or_default();
        body.extend(self.probe.iter().copied().flat_map(f32::to_le_bytes));
        self.layers.iter().for_each(|layer| layer.write(&mut body));
        sealed(MAGIC, &body)
    }
}

/// A head for some bytes, and behind it the bytes, coded.
pub(super) fn sealed(magic: [u8; 8], body: &[u8]) -> Vec<u8> {
    let body = &entropy::coded(body);
    let mut bytes = magic.to_vec();
    bytes.extend((body.len() as u32).to_le_bytes());
    bytes.extend(crc32(body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// What is coded behind a head, if it is of this form, whole and undamaged.
pub(super) fn opened(magic: [u8; 8], bytes: &[u8]) -> Result<Vec<u8>, WeightsError> {
    if !bytes.starts_with(&magic) {
        return Err(WeightsError::Foreign);
    }
    let mut head = Rest { bytes: &bytes[magic.len()..] };
    let (Some(length), Some(checksum)) = (head.word(), head.word()) else {
        return Err(WeightsError::Truncated { expected: HEAD, found: bytes.len() });
    };
    let expected = HEAD.saturating_add(length as usize);
    if bytes.len() != expected {
        return Err(WeightsError::Truncated { expected, found: bytes.len() });
    }
    if crc32(&bytes[HEAD..]) != checksum {
        return Err(WeightsError::Damaged);
    }
    entropy::decoded(&bytes[HEAD..]).ok_or(WeightsError::Damaged)
}

/// Steps on either side of nothing. A byte has room for more, which costs more on the wire and read no better when it was tried.
const STEPS: f32 = 47.0;

impl Numbers {
    /// What makes each output channel, as a scale and signed bytes. Rows that were read from a file round to themselves.
    pub fn rounded_rows(&self) -> impl Iterator<Item = (f32, impl Iterator<Item = i8>)> {
        self.weights.chunks_exact(self.weights.len() / self.bias.len()).map(|row| {
            let most = row.iter().fold(0.0f32, |most, value| most.max(value.abs()));
            let scale = if most > 0.0 { most / STEPS } else { 1.0 };
            (scale, row.iter().map(move |value| (value / scale).round() as i8))
        })
    }

    /// Appends the layer as it stands in a file.
    pub(super) fn write(&self, body: &mut Vec<u8>) {
        for (scale, row) in self.rounded_rows() {
            body.extend(scale.to_le_bytes());
            body.extend(row.map(|step| step as u8));
        }
        body.extend(self.bias.iter().copied().flat_map(f32::to_le_bytes));
    }
}

/// What is left of a file's numbers.
pub(super) struct Rest<'a> {
    pub bytes: &'a [u8],
}

impl Rest<'_> {
    fn record(mut self) -> Option<Record> {
        let (Description { spec, calibration }, rest) = postcard::take_from_bytes(self.bytes).ok()?;
        self.bytes = rest;
        // Before there is memory for any number.
        if !spec.is_sound() || spec.parameters() > self.bytes.len() {
            return None;
        }
        let probe = self.list(spec.outputs())?;
        let mut layers = Vec::with_capacity(spec.layers.len());
        for Shape { layer, from, .. } in spec.shapes() {
            layers.push(self.layer(layer.channels, from * layer.kernel * layer.kernel)?);
        }
        self.bytes.is_empty().then_some(Record { spec, calibration, probe, layers })
    }

    fn word(&mut self) -> Option<u32> {
        let (word, rest) = self.bytes.split_first_chunk::<4>()?;
        self.bytes = rest;
        Some(u32::from_le_bytes(*word))
    }

    fn number(&mut self) -> Option<f32> {
        self.word().map(f32::from_bits)
    }

    /// A layer with so many outputs, each with so many weights.
    pub fn layer(&mut self, outputs: usize, inputs: usize) -> Option<Numbers> {
        Some(Numbers { weights: self.rows(outputs, inputs)?, bias: self.list(outputs)? })
    }

    pub fn list(&mut self, count: usize) -> Option<Vec<f32>> {
        (0..count).map(|_| self.number()).collect()
    }

    /// Never inlined: browsers optimise a busy function as a whole, and loading would become one large one.
    #[inline(never)]
    fn rows(&mut self, rows: usize, length: usize) -> Option<Vec<f32>> {
        let mut values = Vec::with_capacity(rows * length);
        for _ in 0..rows {
            let scale = self.number()?;
            let (row, rest) = self.bytes.split_at_checked(length)?;
            self.bytes = rest;
            values.extend(row.iter().map(|byte| f32::from(*byte as i8) * scale));
        }
        Some(values)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::glyph::Medium;
    use crate::net::spec::tests::small;

    /// Weights that are no multiples of their row's scale.
    fn made() -> Record {
        let spec = ModelSpec { media: vec![Medium::Pen], ..small() };
        let number = |at: usize| (at as f32 * 0.37).sin();
        let layers = spec.shapes().map(|Shape { layer, from, .. }| Numbers {
            weights: (0..layer.channels * from * layer.kernel.pow(2)).map(number).collect(),
            bias: (0..layer.channels).map(number).collect(),
        });
        let layers = layers.collect();
        let calibration = Calibration { sure: 0.7, ..Calibration::default() };
        let probe = (0..spec.outputs()).map(|at| at as f32 / 3.0).collect();
        Record { spec, calibration, probe, layers }
    }

    #[test]
    fn a_record_survives_the_file_but_for_rounding() {
        let written = made();
        let read = Record::from_bytes(&written.to_bytes()).unwrap();
        assert_eq!((&read.spec, read.calibration, &read.probe), (&written.spec, written.calibration, &written.probe));
        for (read, written) in read.layers.iter().zip(&written.layers) {
            assert_eq!((read.weights.len(), &read.bias), (written.weights.len(), &written.bias));
            let near = |(a, b): (&f32, &f32)| (a - b).abs() <= 0.51 / STEPS;
            assert!(read.weights.iter().zip(&written.weights).all(near));
        }
        assert_eq!(read.to_bytes(), Record::from_bytes(&read.to_bytes()).unwrap().to_bytes());
    }

    #[test]
    fn broken_files_are_told_apart() {
        let good = made().to_bytes();
        let error = |bytes: &[u8]| Record::from_bytes(bytes).err();
        assert_eq!(error(b"<!doctype html>"), Some(WeightsError::Foreign));
        assert_eq!(error(b""), Some(WeightsError::Foreign));
        assert_eq!(error(&good[..10]), Some(WeightsError::Truncated { expected: HEAD, found: 10 }));
        assert!(matches!(error(&good[..good.len() - 1]), Some(WeightsError::Truncated { .. })));
        let mut damaged = good.clone();
        *damaged.last_mut().unwrap() ^= 1;
        assert_eq!(error(&damaged), Some(WeightsError::Damaged));
        assert_eq!(error(&sealed(MAGIC, b"abc")), Some(WeightsError::Mismatch));
        let mut other = good[..HEAD].to_vec();
        other[8..12].copy_from_slice(&3u32.to_le_bytes());
        other[12..16].copy_from_slice(&crc32(b"abc").to_le_bytes());
        other.extend(b"abc");
        assert_eq!(error(&other), Some(WeightsError::Damaged));
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        let refused = |change: &dyn Fn(&mut Record)| {
            let mut record = made();
            change(&mut record);
            Record::from_bytes(&record.to_bytes()).err()
        };
        assert_eq!(refused(&|record| record.spec.layers[0].channels += 1), Some(WeightsError::Mismatch));
        assert_eq!(refused(&|record| record.spec.layers[0].channels = 1 << 40), Some(WeightsError::Mismatch));
        assert_eq!(refused(&|record| record.spec.media.push(Medium::Paper)), Some(WeightsError::Mismatch));
        assert_eq!(refused(&|record| record.probe.truncate(1)), Some(WeightsError::Mismatch));
        assert_eq!(refused(&|record| record.layers.truncate(1)), Some(WeightsError::Mismatch));
    }
}
