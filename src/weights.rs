//! The weights file: a header that can be checked before anything is trusted, then the network's numbers.
//!
//! ```text
//! 0   "inkling" and the form's version           8 bytes
//! 8   length of everything after these 16        4 bytes, little endian
//! 12  CRC-32 of the same                         4 bytes
//! 16  calibration: temperature, sure, other      3 × 4 bytes
//! 28  scores of the probe, as training saw them  33 × 4 bytes
//! 160 per layer: weights in rows of one scale (4 bytes) and signed bytes, then biases (4 bytes each)
//! ```
//!
//! Burn's own record would carry names, ids and a reader for them: 20 KB more in the page, for a layout that `PLAN`
//! already fixes. Bytes instead of half floats save 110 KB and cost no accuracy that shows on the sets kept aside.

use crate::crc::crc32;
use crate::plan::{OUTPUTS, PLAN};
use crate::prediction::Calibration;
use std::fmt;

const MAGIC: [u8; 8] = *b"inkling\x04";
const HEAD: usize = 16;

/// What the file holds.
#[derive(Clone, Debug)]
pub struct Record {
    pub calibration: Calibration,
    /// What the probe scored where the weights were made, in each medium.
    pub probe: [f32; OUTPUTS],
    /// Of each layer of the plan.
    pub layers: Vec<Numbers>,
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
            Self::Mismatch => write!(f, "it is for another network"),
        }
    }
}

impl std::error::Error for WeightsError {}

impl Record {
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        if !bytes.starts_with(&MAGIC) {
            return Err(WeightsError::Foreign);
        }
        let mut head = Rest { bytes: &bytes[MAGIC.len()..] };
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
        Rest { bytes: &bytes[HEAD..] }.record().ok_or(WeightsError::Mismatch)
    }

    /// The file; weights are rounded, as it has to be.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Calibration { temperature, sure, other } = self.calibration;
        let numbers = [temperature, sure, other].into_iter().chain(self.probe);
        let mut body: Vec<u8> = numbers.flat_map(f32::to_le_bytes).collect();
        for layer in &self.layers {
            for (scale, row) in layer.rounded_rows() {
                body.extend(scale.to_le_bytes());
                body.extend(row.map(|step| step as u8));
            }
            body.extend(layer.bias.iter().copied().flat_map(f32::to_le_bytes));
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend((body.len() as u32).to_le_bytes());
        bytes.extend(crc32(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }
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
}

/// What is left of a file's numbers.
struct Rest<'a> {
    bytes: &'a [u8],
}

impl Rest<'_> {
    fn record(mut self) -> Option<Record> {
        let calibration = Calibration { temperature: self.number()?, sure: self.number()?, other: self.number()? };
        let mut probe = [0.0; OUTPUTS];
        for score in &mut probe {
            *score = self.number()?;
        }
        let (mut from, mut layers) = (1, Vec::with_capacity(PLAN.len()));
        for to in PLAN {
            let weights = self.rows(to.channels, from * to.kernel * to.kernel)?;
            layers.push(Numbers { weights, bias: self.list(to.channels)? });
            from = to.channels;
        }
        self.bytes.is_empty().then_some(Record { calibration, probe, layers })
    }

    fn word(&mut self) -> Option<u32> {
        let (word, rest) = self.bytes.split_first_chunk::<4>()?;
        self.bytes = rest;
        Some(u32::from_le_bytes(*word))
    }

    fn number(&mut self) -> Option<f32> {
        self.word().map(f32::from_bits)
    }

    fn list(&mut self, count: usize) -> Option<Vec<f32>> {
        (0..count).map(|_| self.number()).collect()
    }

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

    /// Weights that are no multiples of their row's scale.
    fn made() -> Record {
        let mut from = 1;
        let layers = PLAN.map(|to| {
            let count = to.channels * from * to.kernel * to.kernel;
            from = to.channels;
            let number = |at: usize| (at as f32 * 0.37).sin();
            Numbers { weights: (0..count).map(number).collect(), bias: (0..to.channels).map(number).collect() }
        });
        let calibration = Calibration { sure: 0.7, ..Calibration::default() };
        Record { calibration, probe: std::array::from_fn(|at| at as f32 / 3.0), layers: layers.to_vec() }
    }

    #[test]
    fn a_record_survives_the_file_but_for_rounding() {
        let written = made();
        let read = Record::from_bytes(&written.to_bytes()).unwrap();
        assert_eq!((read.calibration, read.probe), (written.calibration, written.probe));
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
        let mut other = good[..HEAD].to_vec();
        other[8..12].copy_from_slice(&3u32.to_le_bytes());
        other[12..16].copy_from_slice(&crc32(b"abc").to_le_bytes());
        other.extend(b"abc");
        assert_eq!(error(&other), Some(WeightsError::Mismatch));
    }
}
