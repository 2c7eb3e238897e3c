//! The whole way for one drawing or picture, as the page, evaluation and the tests walk it.

use crate::decode::line::{read_line, read_lines};
use crate::fnv;
use crate::glyph::{self, Glyph};
use crate::ink::{Point, Stroke};
use crate::net::Model;
use crate::picture::CandidateLine;
use crate::prediction::Prediction;
use crate::segment::{Candidate, Line};
use crate::test_time_augmentation;
use crate::transcript::Transcript;
#[cfg(feature = "train")]
use crate::{ink::Drawing, net::Score, segment};
#[cfg(feature = "train")]
use burn::tensor::Device;
use std::collections::BTreeMap;

/// Reads a drawing.
#[cfg(feature = "train")]
pub fn read(model: &Model, device: &Device, drawing: &Drawing) -> Transcript {
    Memory::default().read(drawing, |glyphs| judge(model, device, glyphs))
}

/// Reads the candidates of a picture: all variants of them in one batch, then the best path through each line.
#[cfg(feature = "train")]
pub fn read_layout(model: &Model, device: &Device, lines: &[CandidateLine]) -> Transcript {
    of_picture(lines, &model.net.score(&variants(lines), device), model)
}

/// What the model says of some glyphs, in one batch.
#[cfg(feature = "train")]
pub fn judge(model: &Model, device: &Device, glyphs: &[Glyph]) -> Vec<Prediction> {
    model.judge(&model.net.score(glyphs, device))
}

/// All variants of a picture's candidates, for the network.
pub fn variants(lines: &[CandidateLine]) -> Vec<Glyph> {
    test_time_augmentation::variants(lines.iter().flat_map(|line| &line.glyphs))
}

/// What is written on a picture, by the scores of all variants of its candidates.
pub fn of_picture(lines: &[CandidateLine], scores: &[Vec<f32>], model: &Model) -> Transcript {
    let predictions = model.judge_in_picture(&test_time_augmentation::averaged(scores));
    read_lines(lines, &mut predictions.into_iter())
}

/// Candidates of the drawing read last, by their ink: while one writes, most are as they were.
#[derive(Default)]
pub struct Memory {
    known: BTreeMap<u64, (Glyph, Prediction)>,
    /// What was asked for, in the order of its glyphs.
    asked: Vec<(u64, Glyph)>,
}

impl Memory {
    #[cfg(feature = "train")]
    fn read(&mut self, drawing: &Drawing, judge: impl FnOnce(&[Glyph]) -> Vec<Prediction>) -> Transcript {
        let lines = segment::lines(drawing);
        let predictions = judge(&self.unknown(&lines));
        self.transcript(&lines, predictions)
    }

    /// Candidates that have to be read: all new ones of all lines, for one batch. What is gone is forgotten.
    pub fn unknown(&mut self, lines: &[Line]) -> Vec<Glyph> {
        let mut before = std::mem::take(&mut self.known);
        self.asked.clear();
        for line in lines {
            for strokes in line.candidates.iter().map(|candidate| line.strokes_of(candidate)) {
                let mark = mark(strokes.clone());
                match before.remove(&mark) {
                    Some(known) => drop(self.known.insert(mark, known)),
                    None => {
                        self.asked.push((mark, glyph::from_strokes(strokes).unwrap_or(Glyph::BLANK)));
                    }
                }
            }
        }
        self.asked.iter().map(|(_, glyph)| glyph.clone()).collect()
    }

    /// The best path through each line, once the unknown candidates were read.
    pub fn transcript(&mut self, lines: &[Line], predictions: Vec<Prediction>) -> Transcript {
        let learned = self.asked.drain(..).zip(predictions);
        self.known.extend(learned.map(|((mark, glyph), prediction)| (mark, (glyph, prediction))));
        let mut transcript = Transcript::default();
        for line in lines {
            let known =
                line.candidates.iter().filter_map(|candidate| self.known.get(&mark(line.strokes_of(candidate))));
            let known: Vec<(&Glyph, &Prediction)> = known.map(|(glyph, prediction)| (glyph, prediction)).collect();
            let strokes = |candidate: &Candidate| line.places_of(candidate);
            read_line(&mut transcript, line.strokes.len(), &line.candidates, line.height, &known, strokes);
        }
        transcript
    }
}

/// A number that belongs to some strokes' points.
fn mark<'a>(strokes: impl Iterator<Item = &'a Stroke>) -> u64 {
    strokes.fold(fnv::NOTHING, |mark, stroke| {
        // The number of points first, so that two strokes are not one.
        let mark = fnv::step(mark, stroke.points.len() as u32);
        let place = |mark, point: &Point| fnv::step(fnv::step(mark, point.x.to_bits()), point.y.to_bits());
        stroke.points.iter().fold(mark, place)
    })
}

#[cfg(all(test, feature = "train"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::net::Net;
    use crate::net::spec::tests::small;
    use crate::prediction::Calibration;

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
        let (_, model) = Model::new(&Net::new(&small(), &device).fold(), Calibration::default(), &device).unwrap();
        let mut memory = Memory::default();
        for strokes in [1, 2, 6, 7, 3, 0, 2] {
            let drawing = drawing(strokes);
            let remembered = memory.read(&drawing, |glyphs| judge(&model, &device, glyphs));
            assert_eq!(remembered, read(&model, &device, &drawing), "{strokes}");
        }
        assert!(memory.known.len() <= 3, "{}", memory.known.len());
    }

    #[test]
    fn every_stroke_is_part_of_one_symbol() {
        let device = Device::flex();
        let (_, model) = Model::new(&Net::new(&small(), &device).fold(), Calibration::default(), &device).unwrap();
        let mut strokes: Vec<u32> =
            read(&model, &device, &drawing(9)).symbols.into_iter().flat_map(|symbol| symbol.strokes).collect();
        strokes.sort_unstable();
        assert_eq!(strokes, (0..9).collect::<Vec<_>>());
    }
}
