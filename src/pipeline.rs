//! The whole way for one drawing or picture, as the page, evaluation and the tests walk it.

use crate::glyph::{self, Glyph};
use crate::ink::{Drawing, Stroke};
use crate::net::{Score, Weights};
use crate::picture::FoundLine;
use crate::reader::{self, Reading};
use crate::segment::{self, Line};
use crate::written::Written;
use burn::tensor::Device;
use std::collections::BTreeMap;

/// Reads a drawing.
pub fn read(weights: &Weights, device: &Device, drawing: &Drawing) -> Written {
    Memory::default().read(weights, device, drawing)
}

/// Reads what was found in a picture: all glyphs in one batch, then the best way through each line.
pub fn read_found(weights: &Weights, device: &Device, found: &[FoundLine]) -> Written {
    let glyphs: Vec<Glyph> = found.iter().flat_map(|line| line.glyphs.iter().cloned()).collect();
    Written::of_lines(found, &mut judge(weights, device, &glyphs).into_iter())
}

/// Readings of some glyphs, in one batch.
pub fn judge(weights: &Weights, device: &Device, glyphs: &[Glyph]) -> Vec<Reading> {
    let scores = weights.net.score(glyphs, device);
    scores.iter().map(|scores| reader::judge(scores, &weights.calibration)).collect()
}

/// Candidates of the drawing read last, by their ink: while one writes, most are as they were.
#[derive(Default)]
pub struct Memory {
    known: BTreeMap<u64, (Glyph, Reading)>,
}

impl Memory {
    /// All new candidates of all lines in one batch, then the best way through each line.
    pub fn read(&mut self, weights: &Weights, device: &Device, drawing: &Drawing) -> Written {
        let lines = segment::lines(drawing);
        self.learn(weights, device, &lines);
        let mut written = Written::default();
        for line in &lines {
            let known = line.candidates.iter().filter_map(|candidate| self.known.get(&mark(line.of(candidate))));
            let known: Vec<(&Glyph, &Reading)> = known.map(|(glyph, reading)| (glyph, reading)).collect();
            written.add_line(line.strokes.len(), &line.candidates, line.height, &known);
        }
        written
    }

    /// Reads what is new and forgets what is gone.
    fn learn(&mut self, weights: &Weights, device: &Device, lines: &[Line]) {
        let mut before = std::mem::take(&mut self.known);
        let (mut marks, mut glyphs) = (Vec::new(), Vec::new());
        for line in lines {
            for strokes in line.candidates.iter().map(|candidate| line.of(candidate)) {
                let mark = mark(strokes);
                match before.remove(&mark) {
                    Some(known) => drop(self.known.insert(mark, known)),
                    None => {
                        let points = strokes.iter().map(|stroke| stroke.points.as_slice());
                        marks.push(mark);
                        glyphs.push(glyph::from_strokes(points).unwrap_or(Glyph::BLANK));
                    }
                }
            }
        }
        let readings = judge(weights, device, &glyphs);
        self.known.extend(marks.into_iter().zip(glyphs.into_iter().zip(readings)));
    }
}

/// A number that belongs to some strokes' points, by FNV-1a.
fn mark(strokes: &[&Stroke]) -> u64 {
    let step = |mark: u64, bits: u32| (mark ^ u64::from(bits)).wrapping_mul(0x100_0000_01B3);
    strokes.iter().fold(0xCBF2_9CE4_8422_2325, |mark, stroke| {
        // The number of points first, so that two strokes are not one.
        let mark = step(mark, stroke.points.len() as u32);
        stroke.points.iter().fold(mark, |mark, point| step(step(mark, point.x.to_bits()), point.y.to_bits()))
    })
}

#[cfg(all(test, feature = "train"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ink::Point;
    use crate::net::Net;
    use crate::reader::Calibration;

    fn drawing(strokes: usize) -> Drawing {
        let stroke = |at: usize| {
            let x = at as f32 * 14.0;
            Stroke { width: 3.0, points: vec![Point::at(x, 0.0), Point::at(x + 9.0, 20.0), Point::at(x, 50.0)] }
        };
        Drawing { strokes: (0..strokes).map(stroke).collect() }
    }

    #[test]
    fn what_is_remembered_reads_like_what_is_new() {
        let device = Device::flex();
        let (_, weights) = Weights::new(&Net::new(&device).fold(), Calibration::default(), &device).unwrap();
        let mut memory = Memory::default();
        for strokes in [1, 2, 6, 7, 3, 0, 2] {
            let drawing = drawing(strokes);
            assert_eq!(memory.read(&weights, &device, &drawing), read(&weights, &device, &drawing), "{strokes}");
        }
        assert!(memory.known.len() <= 3, "{}", memory.known.len());
    }
}
