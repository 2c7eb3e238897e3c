//! The whole way for one drawing or picture, as the page, evaluation and the tests walk it.

use crate::decode::line::read_line;
#[cfg(feature = "train")]
use crate::decode::line::read_lines;
#[cfg(feature = "train")]
use crate::decode::maths::Weights;
#[cfg(feature = "train")]
use crate::expressions;
use crate::fnv;
#[cfg(feature = "train")]
use crate::glyph::Medium;
use crate::glyph::{self, Glyph};
use crate::ink::{Point, Stroke};
use crate::net::Model;
use crate::order;
#[cfg(feature = "train")]
use crate::picture::CandidateLine;
use crate::prediction::Prediction;
use crate::segment::{Candidate, Line};
use crate::test_time_augmentation;
use crate::transcript::Transcript;
#[cfg(feature = "train")]
use crate::{ink::Drawing, net::Score, segment};
#[cfg(feature = "train")]
use burn::tensor::Device;

/// Reads a drawing.
#[cfg(feature = "train")]
pub fn read(model: &Model, device: &Device, drawing: &Drawing) -> Transcript {
    Memory::default().read(drawing, |glyphs| judge(model, device, glyphs))
}

/// Reads the candidates of a picture: all of them in one batch, then the best path through each line.
#[cfg(feature = "train")]
pub fn read_layout(model: &Model, device: &Device, lines: &[CandidateLine]) -> Transcript {
    let glyphs: Vec<Glyph> = lines.iter().flat_map(|line| &line.glyphs).cloned().collect();
    read_lines(lines, &mut judge(model, device, &glyphs).into_iter())
}

/// Reads a drawing of expressions.
#[cfg(feature = "train")]
pub fn read_expressions(model: &Model, device: &Device, drawing: &Drawing, medium: Medium) -> Transcript {
    let lines = expressions::lines(drawing, medium);
    let predictions: Vec<Vec<Prediction>> = lines
        .iter()
        .map(|line| {
            let scores = model.net.score(&line.images(), device);
            scores.iter().map(|scores| model.judge(scores, medium)).collect()
        })
        .collect();
    expressions::transcript(&lines, &predictions, &Weights::default())
}

/// What the model says of some glyphs, in one batch.
#[cfg(feature = "train")]
pub fn judge(model: &Model, device: &Device, glyphs: &[Glyph]) -> Vec<Prediction> {
    predictions(model, glyphs, &model.net.score(&images(glyphs), device))
}

/// The images that the network has to score for some glyphs. Each glyph's medium decides: a candidate from a picture is
/// read in several variants.
pub fn images(glyphs: &[Glyph]) -> Vec<Glyph> {
    test_time_augmentation::variants(glyphs)
}

/// What the model says of some glyphs, by the scores of their images; the medium decides the thresholds, too.
pub fn predictions(model: &Model, glyphs: &[Glyph], scores: &[Vec<f32>]) -> Vec<Prediction> {
    let scores = test_time_augmentation::averaged(glyphs, scores);
    glyphs.iter().zip(&scores).map(|(glyph, scores)| model.judge(scores, glyph.medium)).collect()
}

/// What was read of some ink.
struct Known {
    mark: u64,
    glyph: Glyph,
    prediction: Prediction,
}

impl Known {
    fn find(known: &[Self], mark: u64) -> Option<usize> {
        let start = known.partition_point(|one| half(one.mark) < half(mark));
        let alike = known[start..].iter().take_while(|one| half(one.mark) == half(mark));
        alike.zip(start..).find(|(one, _)| one.mark == mark).map(|(_, place)| place)
    }
}

fn half(mark: u64) -> u32 {
    (mark >> 32) as u32
}

/// Candidates of the drawing read last, by their ink: while one writes, most are as they were.
#[derive(Default)]
pub struct Memory {
    /// Ascending by the upper halves of their marks.
    known: Vec<Known>,
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
        let mut is_there = vec![false; self.known.len()];
        self.asked.clear();
        for line in lines {
            for strokes in line.candidates.iter().map(|candidate| line.strokes_of(candidate)) {
                let mark = mark(strokes.clone());
                match Known::find(&self.known, mark) {
                    Some(place) => is_there[place] = true,
                    None => {
                        self.asked.push((mark, glyph::from_strokes(strokes).unwrap_or(Glyph::BLANK)));
                    }
                }
            }
        }
        let mut is_there = is_there.into_iter();
        self.known.retain(|_| is_there.next() == Some(true));
        self.asked.iter().map(|(_, glyph)| glyph.clone()).collect()
    }

    /// The best path through each line, once the unknown candidates were read.
    pub fn transcript(&mut self, lines: &[Line], predictions: Vec<Prediction>) -> Transcript {
        let learned = self.asked.drain(..).zip(predictions);
        self.known.extend(learned.map(|((mark, glyph), prediction)| Known { mark, glyph, prediction }));
        self.known = order::ascending(std::mem::take(&mut self.known), |known| half(known.mark));
        let mut transcript = Transcript::default();
        for line in lines {
            let marks = line.candidates.iter().map(|candidate| mark(line.strokes_of(candidate)));
            let known = marks.filter_map(|mark| self.known.get(Known::find(&self.known, mark)?));
            let known: Vec<(&Glyph, &Prediction)> = known.map(|known| (&known.glyph, &known.prediction)).collect();
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
    use crate::datasets::Content;
    use crate::glyph::{Medium, SIDE};
    use crate::ink::Bounds;
    use crate::net::Net;
    use crate::net::spec::tests::small;
    use crate::prediction::{Calibration, Verdict};

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
    /// A bar that leans, and one that does not.
    fn bars(medium: Medium) -> [Glyph; 2] {
        let bar = |lean: usize| {
            let inked =
                |at: usize| (4..24).contains(&(at / SIDE)) && (at % SIDE + lean * (at / SIDE) / 4).abs_diff(14) < 2;
            Glyph { medium, pixels: std::array::from_fn(|at| if inked(at) { 255 } else { 0 }) }
        };
        [bar(1), bar(0)]
    }

    #[test]
    fn a_picture_is_read_alike_by_itself_and_in_a_batch_of_glyphs() {
        let device = Device::flex();
        let (_, model) = Model::new(&Net::new(&small(), &device).fold(), Calibration::default(), &device).unwrap();
        let candidate = |at: u32| {
            let left = 30.0 * at as f32;
            let bounds = Bounds { left, top: 0.0, right: left + 20.0, bottom: 50.0 };
            Candidate { pieces: vec![at], bounds, prior_cost: 0.0 }
        };
        let glyphs = bars(Medium::Picture).to_vec();
        let line = CandidateLine { pieces: 2, candidates: (0..2).map(candidate).collect(), glyphs, height: 50.0 };
        let picture = Content::Picture(vec![line.clone()]);
        let symbol = Content::Symbol(Some(Box::new(bars(Medium::Paper)[0].clone())));
        let glyphs: Vec<Glyph> = symbol.glyphs().chain(picture.glyphs()).cloned().collect();
        let mut predictions = judge(&model, &device, &glyphs).into_iter();
        assert_eq!(symbol.recognized(&mut predictions).transcript.symbols.len(), 1);
        let read = picture.recognized(&mut predictions).transcript;
        assert_eq!(read, read_layout(&model, &device, &[line]));
        assert_eq!((read.symbols.len(), predictions.next()), (2, None));
    }

    #[test]
    fn the_medium_decides_the_thresholds() {
        let device = Device::flex();
        let (_, model) = Model::new(&Net::new(&small(), &device).fold(), Calibration::default(), &device).unwrap();
        let glyphs = [bars(Medium::Paper), bars(Medium::Picture)].map(|[bar, _]| bar);
        // Surer than ink has to be, and less sure than a candidate from a picture has to be.
        let others = (model.spec.alphabet.classes() - 1) as f32;
        let first = (0.82 / 0.18 * others).ln();
        let scores: Vec<f32> = (0..=others as usize).map(|at| if at == 0 { first } else { 0.0 }).collect();
        let read = predictions(&model, &glyphs, &vec![scores; images(&glyphs).len()]);
        assert_eq!([read[0].verdict, read[1].verdict], [Verdict::Sure, Verdict::Unsure]);
        assert_eq!(read[0].probabilities, read[1].probabilities);
    }
}
