//! A line of handwriting as the way that the pen went: points at equal distances, each with what the model of text is
//! told about it. Plain code on plain types, the same in the page, in training and in evaluation.
//!
//! What the model is told depends on neither place, size nor device: lengths are in units of the line's own letters, and
//! heights are measured from its middle. Each point also has a small picture of the ink around its column, so that dots and bars
//! are seen with their letters whenever they were drawn.

mod arrange;
mod columns;
mod path;
mod size;
mod surroundings;

pub use size::LineSize;

use crate::ink::Point;
use path::PathPoint;
use surroundings::Surroundings;

/// Numbers about the point itself: direction, pen, height, ends of the stroke, jump and distance from the foremost ink.
const OWN: usize = 9;
/// How many numbers describe a point.
pub const FEATURES: usize = OWN + surroundings::CELLS;

/// How a line is gone along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scan {
    /// As the pen went.
    Pen,
    /// Column by column, where that is not known.
    Columns,
}

impl Scan {
    pub const ALL: [Self; 2] = [Self::Pen, Self::Columns];

    /// How many numbers describe a place on the way.
    pub fn features(self) -> usize {
        match self {
            Self::Pen => FEATURES,
            Self::Columns => columns::FEATURES,
        }
    }

    /// That whose places are described by so many numbers.
    pub fn of_features(features: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|scan| scan.features() == features)
    }
}

/// A line of strokes as the model of text takes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequence {
    /// For each point, so many numbers as the scan has features.
    pub frames: Vec<f32>,
    /// For each point, the stroke that it is of; None where there is no ink, as on the way from one stroke to another.
    pub strokes: Vec<Option<u32>>,
    /// For each point, where it is in the drawing.
    pub places: Vec<[f32; 2]>,
}

impl Sequence {
    /// The strokes of a line, in the order in which they were drawn; None where there is no ink.
    pub fn of<S: AsRef<[Point]>>(strokes: &[S]) -> Option<Self> {
        Self::of_size(strokes, &LineSize::of(strokes)?)
    }

    /// The same in either way, with a size that was measured before.
    pub fn scanned<S: AsRef<[Point]>>(strokes: &[S], size: &LineSize, scan: Scan) -> Option<Self> {
        match scan {
            Scan::Pen => Self::of_size(strokes, size),
            Scan::Columns => {
                let columns::Columns { frames, strokes, places } = columns::columns(strokes, size)?;
                Some(Self { frames, strokes, places })
            }
        }
    }

    fn of_size<S: AsRef<[Point]>>(strokes: &[S], size: &LineSize) -> Option<Self> {
        let order = arrange::reading_order(strokes, size.unit);
        let path = path::path(strokes, &order, size);
        if path.is_empty() {
            return None;
        }
        let around = Surroundings::of(&path);
        let mut frames = Vec::with_capacity(path.len() * FEATURES);
        let mut foremost = f32::MIN;
        for point in &path {
            foremost = foremost.max(point.x);
            frames.extend(own(point, foremost));
            around.write(point.x, &mut frames);
        }
        let place = |point: &PathPoint| {
            let x = point.x * size.unit;
            [x, point.y * size.unit + size.middle + size.slope * x]
        };
        Some(Self {
            frames,
            strokes: path.iter().map(|point| point.is_ink.then_some(point.stroke)).collect(),
            places: path.iter().map(place).collect(),
        })
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.strokes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.strokes.is_empty()
    }
}

fn own(point: &PathPoint, foremost: f32) -> [f32; OWN] {
    let flag = |is: bool| if is { 1.0 } else { 0.0 };
    let soft = |length: f32| length / (1.0 + length.abs());
    [
        point.direction[0],
        point.direction[1],
        flag(point.is_ink),
        (point.y * 0.5).clamp(-2.0, 2.0),
        flag(point.is_first),
        flag(point.is_last),
        soft(point.jump[0]),
        soft(point.jump[1]),
        soft(foremost - point.x),
    ]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn word(scale: f32, left: f32) -> Vec<Vec<Point>> {
        let stroke = |from: f32| {
            let wave = |at: usize| Point::at(left + scale * (from + at as f32 * 0.1), scale * (at as f32 * 0.9).sin());
            (0..30).map(wave).collect()
        };
        vec![stroke(0.0), stroke(3.5)]
    }

    #[test]
    fn neither_place_nor_size_changes_what_the_model_is_told() {
        let [plain, moved] = [word(10.0, 0.0), word(43.0, -700.0)].map(|word| Sequence::of(&word).unwrap());
        assert_eq!((plain.len(), &plain.strokes), (moved.len(), &moved.strokes));
        assert!(plain.frames.iter().zip(&moved.frames).all(|(a, b)| (a - b).abs() < 0.02));
        assert_eq!(plain.frames.len(), plain.len() * FEATURES);
    }

    #[test]
    fn points_keep_their_strokes_and_places() {
        let word = word(25.0, 100.0);
        let sequence = Sequence::of(&word).unwrap();
        for (stroke, place) in sequence.strokes.iter().zip(&sequence.places) {
            let Some(stroke) = stroke else { continue };
            let near = word[*stroke as usize]
                .windows(2)
                .any(|pair| crate::ink::distance_to_segment(Point::at(place[0], place[1]), pair[0], pair[1]) < 0.5);
            assert!(near, "{stroke} {place:?}");
        }
        assert_eq!(Sequence::of(&[Vec::new()]), None);
    }
}
