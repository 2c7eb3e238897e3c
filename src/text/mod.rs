//! The way of a drawing of text: its rows, the pen's way along each, what the model says of it, and the transcript of what it
//! says.

mod rows;

use crate::alphabet::{Alphabet, SymbolId};
use crate::decode::text::{Decoder, Frames, Reading, Word, align};
use crate::glyph::Glyph;
use crate::ink::{Bounds, Drawing, Point, Trace};
use crate::layout::{self, Moment, TextLayout};
use crate::order;
use crate::prediction::{Prediction, Verdict};
use crate::sequence::{LineSize, Scan, Sequence};
use crate::transcript::{Separator, Symbol, Transcript};
use std::ops::Range;

/// Readings of a row that count.
const READINGS: usize = 24;
/// Alternatives of a word that are told, and the probability that each has at least.
const TOLD: usize = 6;
const LEAST: f32 = 0.002;
/// A stroke of at most so many points is a dot or a bar.
const SMALL: usize = 12;
/// A stroke is of a word that has more than one in so many of its points.
const PART: usize = 4;
/// Characters that are told of one moment, and the probability that each has at least.
const SAID: usize = 3;
const HEARD: f32 = 0.02;

/// A row of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub sequence: Sequence,
    scan: Scan,
    /// Where each of the sequence's strokes is in the drawing.
    places: Vec<u32>,
    /// The strokes.
    ink: Vec<Trace>,
}

/// The rows of a drawing, from the top, as a model that scans them so is to see them; strokes without points are left out.
pub fn rows(drawing: &Drawing, scan: Scan) -> Vec<Row> {
    let traces = drawing.strokes.iter().zip(0..);
    let traces = traces.filter_map(|(stroke, place)| Some((Trace::new(stroke.points.clone())?, place)));
    let (traces, places): (Vec<Trace>, Vec<u32>) = traces.unzip();
    let row = |row: Vec<usize>| {
        let ink: Vec<Trace> = row.iter().map(|at| traces[*at].clone()).collect();
        let strokes: Vec<&[Point]> = ink.iter().map(|trace| trace.points.as_slice()).collect();
        let sequence = Sequence::scanned(&strokes, &LineSize::of(&strokes)?, scan)?;
        Some(Row { sequence, scan, places: row.iter().map(|at| places[*at]).collect(), ink })
    };
    rows::rows(&traces).into_iter().filter_map(row).collect()
}

/// What turns the model's scores into text.
pub struct Reader<'a> {
    pub alphabet: &'a Alphabet,
    pub decoder: &'a Decoder,
    /// Points of the pen's way for each frame.
    pub stride: usize,
    /// From this probability on, a word is shown as sure.
    pub sure: f32,
}

/// The characters of an alphabet, in the order of its classes; symbols of several characters are read as their first.
pub fn characters(alphabet: &Alphabet) -> Vec<char> {
    alphabet.symbols().iter().map(|id| id.to_string().chars().next().unwrap_or(' ')).collect()
}

impl Reader<'_> {
    /// The likeliest texts of a row, by what the model says of it.
    pub fn readings(&self, scores: &[f32]) -> Vec<Reading> {
        let frames = Frames::new(scores, self.alphabet.classes());
        frames.map(|frames| self.decoder.read(&frames, READINGS)).unwrap_or_default()
    }

    /// What was read of some rows, by what the model says of each.
    pub fn transcript(&self, rows: &[Row], scores: &[Vec<f32>]) -> Transcript {
        let (mut transcript, mut layout) = (Transcript::default(), TextLayout::default());
        for (row, scores) in rows.iter().zip(scores) {
            self.read_row(row, scores, &mut transcript, &mut layout);
        }
        transcript.layout = layout.packed();
        transcript
    }

    fn read_row(&self, row: &Row, scores: &[f32], transcript: &mut Transcript, layout: &mut TextLayout) -> Option<()> {
        let frames = Frames::new(scores, self.alphabet.classes())?;
        let readings = self.decoder.read(&frames, READINGS);
        let best = readings.first()?;
        let classes = self.decoder.classes(&best.text)?;
        let spoken = align(&frames, &classes)?;
        let words = self.decoder.words(&frames, &readings);
        let ranges = self.ranges(row, &spoken, &words);
        let strokes = row.strokes(&ranges);
        for ((at, word), (whole, strokes)) in words.into_iter().enumerate().zip(ranges.into_iter().zip(strokes)) {
            let first = transcript.symbols.len() as u32;
            let is_sure = word.probability >= self.sure;
            let before = match at {
                0 if first == 0 => Separator::Nothing,
                0 => Separator::Line,
                _ => Separator::Space,
            };
            for place in word.range.clone() {
                let points = self.points(row, &spoken, place..place + 1);
                let bounds = row.bounds(points).or_else(|| row.bounds(whole.clone()))?;
                let separator = if place == word.range.start { before } else { Separator::Nothing };
                transcript.symbols.push(Symbol {
                    separator,
                    bounds,
                    strokes: strokes.clone(),
                    prediction: self.prediction(&frames, spoken[place], classes[place], is_sure),
                    glyph: Glyph::BLANK,
                    correction: None,
                });
            }
            layout.words.push(self.told(word, first, is_sure, self.moments(row, scores, whole)));
        }
        Some(())
    }

    /// The points of the pen's way that each word takes: all of them, parted half way from word to word.
    fn ranges(&self, row: &Row, spoken: &[(usize, usize)], words: &[Word]) -> Vec<Range<usize>> {
        let half_way =
            |pair: &[Word]| (spoken[pair[0].range.end - 1].1 + spoken[pair[1].range.start].0) * self.stride / 2;
        let all = row.sequence.len();
        let ends: Vec<usize> = words.windows(2).map(|pair| half_way(pair).min(all)).chain([all]).collect();
        std::iter::once(0)
            .chain(ends.iter().copied())
            .zip(ends.iter().copied())
            .map(|(start, end)| start..end)
            .collect()
    }

    /// The points of the pen's way that say some characters: from half way to the one before to half way to the next.
    fn points(&self, row: &Row, spoken: &[(usize, usize)], range: Range<usize>) -> Range<usize> {
        let all = row.sequence.len();
        let start = match range.start {
            0 => 0,
            first => (spoken[first - 1].1 + spoken[first].0) * self.stride / 2,
        };
        let end = match spoken.get(range.end) {
            None => all,
            Some(next) => (spoken[range.end - 1].1 + next.0) * self.stride / 2,
        };
        start.min(all)..end.clamp(start.min(all), all)
    }

    /// What the frames of a character say of it.
    fn prediction(&self, frames: &Frames, (from, to): (usize, usize), class: usize, is_sure: bool) -> Prediction {
        let spoken = frames.iter().skip(from).take(to - from);
        let clearest = spoken.max_by(|a, b| a[class].total_cmp(&b[class])).unwrap_or_default();
        let symbols = self.alphabet.symbols().iter().zip(clearest);
        let probabilities = symbols
            .map(|(id, log)| (*id, log.exp()))
            .filter(|(id, p)| *p >= 1e-3 || Some(*id) == self.alphabet.get(class));
        let verdict = if is_sure { Verdict::Sure } else { Verdict::Unsure };
        // What is read is the first, whatever one frame says by itself.
        let mut probabilities: Vec<(SymbolId, f32)> = probabilities.collect();
        let most = probabilities.iter().map(|(_, probability)| *probability).fold(0.0, f32::max);
        let own = self.alphabet.get(class);
        probabilities.iter_mut().filter(|(id, _)| Some(*id) == own).for_each(|(_, probability)| *probability = most);
        probabilities.sort_by_key(|(id, _)| Some(*id) != own);
        Prediction { verdict, probabilities }
    }

    fn told(&self, word: Word, first: u32, is_sure: bool, moments: Vec<Moment>) -> layout::Word {
        let others =
            word.alternatives.into_iter().filter(|(text, probability)| *probability >= LEAST && !text.is_empty());
        layout::Word {
            text: word.text,
            first,
            probability: word.probability,
            is_sure,
            others: others.take(TOLD).collect(),
            moments,
        }
    }

    fn moments(&self, row: &Row, scores: &[f32], points: Range<usize>) -> Vec<Moment> {
        let chars = characters(self.alphabet);
        let of_frame = |frame: usize| {
            let said = scores.get(frame * self.alphabet.classes()..)?.get(..chars.len())?;
            let mut said: Vec<(char, f32)> =
                chars.iter().copied().zip(said.iter().map(|log| log.exp())).filter(|(_, p)| *p >= HEARD).collect();
            said.sort_by(|a, b| b.1.total_cmp(&a.1));
            said.truncate(SAID);
            let point = (frame * self.stride + self.stride / 2).min(row.sequence.len() - 1);
            Some(Moment { place: row.sequence.places[point], said })
        };
        (points.start / self.stride..points.end.div_ceil(self.stride)).filter_map(of_frame).collect()
    }
}

impl Row {
    /// The strokes of the drawing that belong to each of some words, by the words' points; ascending.
    ///
    /// A dot or a bar that was drawn late may be passed on the way from one word to the next: small strokes belong to the
    /// word that they stand over or nearest to.
    fn strokes(&self, words: &[Range<usize>]) -> Vec<Vec<u32>> {
        let counts: Vec<Vec<usize>> = words.iter().map(|range| self.counts(range.clone())).collect();
        let all = |stroke: usize| counts.iter().map(|counts| counts[stroke]).sum::<usize>();
        let is_large = |stroke: &usize| all(*stroke) > SMALL;
        let mut owned: Vec<Vec<usize>> = vec![Vec::new(); words.len()];
        for stroke in (0..self.places.len()).filter(is_large) {
            let parts = owned.iter_mut().zip(&counts);
            // One stroke may run through several words; what only touches the next is not of it.
            parts.filter(|(_, counts)| PART * counts[stroke] > all(stroke)).for_each(|(own, _)| own.push(stroke));
        }
        let span = |(word, own): (usize, &Vec<usize>)| {
            let mostly = |stroke: &usize| 2 * counts[word][*stroke] > all(*stroke);
            // A word of dots alone spans what is mostly its own.
            let own = if own.is_empty() { (0..self.places.len()).filter(mostly).collect() } else { own.clone() };
            own.into_iter().filter_map(|stroke| self.box_of(stroke)).reduce(Bounds::union)
        };
        let spans: Vec<Option<Bounds>> = owned.iter().enumerate().map(span).collect();
        for stroke in (0..self.places.len()).filter(|stroke| !is_large(stroke) && all(*stroke) > 0) {
            let Some(bounds) = self.box_of(stroke) else { continue };
            let far = |word: &usize| {
                let gap = spans[*word].map_or(f32::MAX, |span| {
                    (span.left - bounds.middle().0).max(bounds.middle().0 - span.right).max(0.0)
                });
                (order::key(gap), usize::MAX - counts[*word][stroke])
            };
            if let Some(word) = (0..words.len()).min_by_key(far) {
                owned[word].push(stroke);
            }
        }
        let of_drawing = |own: Vec<usize>| {
            let mut strokes: Vec<u32> = own.into_iter().map(|stroke| self.places[stroke]).collect();
            strokes.sort_unstable();
            strokes.dedup();
            strokes
        };
        owned.into_iter().map(of_drawing).collect()
    }

    /// How much of each stroke is among some points.
    fn counts(&self, range: Range<usize>) -> Vec<usize> {
        match self.scan {
            Scan::Pen => {
                let mut counts = vec![0; self.places.len()];
                self.sequence.strokes[range].iter().flatten().for_each(|stroke| counts[*stroke as usize] += 1);
                counts
            }
            // Many strokes may share a column.
            Scan::Columns => {
                let is_here = self.is_within(range);
                self.ink.iter().map(|trace| trace.points.iter().filter(|point| is_here(point)).count()).collect()
            }
        }
    }

    /// Whether a point of the ink is in some columns; the first and the last reach on to the sides.
    fn is_within(&self, range: Range<usize>) -> impl Fn(&Point) -> bool + Copy {
        let all = self.sequence.len();
        let edge = |at: usize| match (at.checked_sub(1), self.sequence.places.get(at)) {
            (Some(before), Some(place)) => (self.sequence.places[before][0] + place[0]) / 2.0,
            (None, _) => f32::MIN,
            (_, None) => f32::MAX,
        };
        let (left, right) = (edge(range.start.min(all)), edge(range.end.min(all)));
        move |point| (left..right).contains(&point.x)
    }

    /// The box around a stroke of the row.
    fn box_of(&self, stroke: usize) -> Option<Bounds> {
        self.ink.get(stroke).map(|trace| trace.bounds)
    }

    /// The box around the ink of some points.
    fn bounds(&self, points: Range<usize>) -> Option<Bounds> {
        let around = |x: f32, y: f32| Bounds { left: x, top: y, right: x, bottom: y };
        match self.scan {
            Scan::Pen => {
                let inked = points.filter(|at| self.sequence.strokes[*at].is_some()).map(|at| self.sequence.places[at]);
                inked.map(|[x, y]| around(x, y)).reduce(Bounds::union)
            }
            Scan::Columns => {
                let is_here = self.is_within(points);
                let inked = self.ink.iter().flat_map(|trace| &trace.points).filter(|point| is_here(point));
                inked.map(|point| around(point.x, point.y)).reduce(Bounds::union)
            }
        }
    }
}

#[cfg(test)]
mod tests;
