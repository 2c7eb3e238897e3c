//! The weights file: a header that can be checked before anything is trusted, then the network's numbers.
//!
//! ```text
//! 0   "inkling" and the form's version           8 bytes
//! 8   length of everything after these 16        4 bytes, little endian
//! 12  CRC-32 of the same                         4 bytes
//! 16  calibration: temperature, sure, other      3 × 4 bytes
//! 28  scores of the probe, as training saw them  22 × 4 bytes
//! 116 per layer: weights in rows of one scale (4 bytes) and signed bytes, then biases (4 bytes each)
//! ```
//!
//! Burn's own record would carry names, ids and a reader for them: 20 KB more in the page, for a layout that `PLAN`
//! already fixes. Bytes instead of half floats save 110 KB and cost no accuracy that shows on the sets kept aside.

#[cfg(feature = "train")]
use super::Net;
use super::{Numbers, OUTPUTS, PLAN, Reader, Score};
use crate::crc::crc32;
use crate::glyph::{self, Glyph, Medium};
use crate::ink::Point;
use crate::reader::Calibration;
use burn::tensor::Device;
use std::fmt;

const MAGIC: [u8; 8] = *b"inkling\x03";
const HEAD: usize = 16;
/// How far an engine's scores may be from the recorded ones; another order of additions makes 1e-5 of it.
const AGREEMENT: f32 = 1e-3;

/// A network ready to read, and how far to trust it.
#[derive(Debug)]
pub struct Weights {
    pub net: Reader,
    pub calibration: Calibration,
    /// What the probe scored where the weights were made, in each medium.
    recorded: [f32; OUTPUTS],
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

impl Weights {
    /// Whether this device computes what was computed where the weights were made.
    pub fn agree_with_record(&self, device: &Device) -> bool {
        let scores = score_probe(&self.net, device);
        scores.iter().zip(&self.recorded).all(|(here, there)| (here - there).abs() <= AGREEMENT)
    }

    pub fn from_bytes(bytes: &[u8], device: &Device) -> Result<Self, WeightsError> {
        if !bytes.starts_with(&MAGIC) {
            return Err(WeightsError::Foreign);
        }
        let mut head = Rest { bytes: &bytes[MAGIC.len()..] };
        let (Some(length), Some(checksum)) = (head.word(), head.word()) else {
            return Err(WeightsError::Truncated { expected: HEAD, found: bytes.len() });
        };
        let expected = HEAD + length as usize;
        if bytes.len() != expected {
            return Err(WeightsError::Truncated { expected, found: bytes.len() });
        }
        if crc32(&bytes[HEAD..]) != checksum {
            return Err(WeightsError::Damaged);
        }
        Rest { bytes: &bytes[HEAD..] }.weights(device).ok_or(WeightsError::Mismatch)
    }
}

#[cfg(feature = "train")]
impl Weights {
    /// The file of a folded network, rounded as it has to be, and what can be read from it.
    pub fn new(net: &Net, calibration: Calibration, device: &Device) -> Result<(Vec<u8>, Self), WeightsError> {
        let layers = net.numbers();
        let mut weights = Self::from_bytes(&to_bytes(&layers, calibration, &[0.0; OUTPUTS]), device)?;
        weights.recorded = score_probe(&weights.net, device);
        Ok((to_bytes(&layers, calibration, &weights.recorded), weights))
    }
}

#[cfg(feature = "train")]
fn to_bytes(layers: &[Numbers], calibration: Calibration, recorded: &[f32; OUTPUTS]) -> Vec<u8> {
    let Calibration { temperature, sure, other } = calibration;
    let numbers = [temperature, sure, other].into_iter().chain(*recorded);
    let mut body: Vec<u8> = numbers.flat_map(f32::to_le_bytes).collect();
    for Numbers { weights, bias } in layers {
        weights.chunks_exact(weights.len() / bias.len()).for_each(|row| write_row(&mut body, row));
        body.extend(bias.iter().copied().flat_map(f32::to_le_bytes));
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend((body.len() as u32).to_le_bytes());
    bytes.extend(crc32(&body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// Steps on either side of nothing. Twice as many would fit a byte, cost 20 KB more on the wire, and read no better.
#[cfg(feature = "train")]
const STEPS: f32 = 63.0;

/// A row as its scale and signed bytes.
#[cfg(feature = "train")]
fn write_row(body: &mut Vec<u8>, row: &[f32]) {
    let most = row.iter().fold(0.0f32, |most, value| most.max(value.abs()));
    let scale = if most > 0.0 { most / STEPS } else { 1.0 };
    body.extend(scale.to_le_bytes());
    body.extend(row.iter().map(|value| (value / scale).round() as i8 as u8));
}

/// What is left of a file's numbers.
struct Rest<'a> {
    bytes: &'a [u8],
}

impl Rest<'_> {
    fn weights(mut self, device: &Device) -> Option<Weights> {
        let calibration = Calibration { temperature: self.number()?, sure: self.number()?, other: self.number()? };
        let mut recorded = [0.0; OUTPUTS];
        for score in &mut recorded {
            *score = self.number()?;
        }
        let (mut from, mut layers) = (1, Vec::with_capacity(PLAN.len()));
        for to in PLAN {
            let weights = self.rows(to.channels, from * to.kernel * to.kernel)?;
            layers.push(Numbers { weights, bias: self.list(to.channels)? });
            from = to.channels;
        }
        let net = Reader::from_numbers(&layers, device);
        self.bytes.is_empty().then_some(Weights { net, calibration, recorded })
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

/// Scores of a fixed sign, a crossed seven, in each medium.
fn score_probe(net: &Reader, device: &Device) -> [f32; OUTPUTS] {
    let strokes = [[(2.0, 1.0), (22.0, 0.0), (9.0, 30.0)], [(6.0, 14.0), (13.0, 13.5), (20.0, 13.0)]];
    let strokes = strokes.map(|stroke| stroke.map(|(x, y)| Point::at(x, y)));
    let glyph = glyph::from_strokes(strokes.iter().map(|stroke| stroke.as_slice())).unwrap_or(Glyph::BLANK);
    let glyphs = Medium::ALL.map(|medium| Glyph { medium, ..glyph.clone() });
    net.score(&glyphs, device).concat().try_into().unwrap_or([f32::NAN; OUTPUTS])
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
        let most = before[0].iter().fold(0.0f32, |most, score| most.max(score.abs()));
        assert!(before[0].iter().zip(&after[0]).all(|(a, b)| (a - b).abs() < 0.06 * most), "{before:?} {after:?}");
    }

    #[test]
    fn an_engine_that_computes_something_else_is_caught() {
        let device = Device::flex();
        let (.., mut weights) = made();
        assert!(weights.agree_with_record(&device));
        weights.recorded[3] += 0.01;
        assert!(!weights.agree_with_record(&device));
        weights.recorded[3] = f32::NAN;
        assert!(!weights.agree_with_record(&device));
    }

    #[test]
    fn broken_files_are_told_apart() {
        let device = Device::flex();
        let (_, good, _) = made();
        let error = |bytes: &[u8]| Weights::from_bytes(bytes, &device).err();
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
