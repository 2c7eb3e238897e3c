//! The way of a drawing of text: its rows, the pen's way along each, what the model says of it, and the transcript of what it
//! says.

mod rows;

use crate::alphabet::{Alphabet, SymbolId};
use crate::decode::text::{Decoder, Frames, Reading, Word, align};
use crate::glyph::{Glyph, Medium};
use crate::ink::{Bounds, Drawing, Point, Trace};
use crate::layout::{self, Moment, TextLayout};
use crate::order;
use crate::prediction::{Prediction, Verdict};
use crate::sequence::{LineSize, Sequence, pieces};
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
    /// Where each of the sequence's strokes is in the drawing; of traced ones, several may be pieces of one.
    places: Vec<u32>,
}

/// The rows of a drawing, from the top; strokes without points are left out. Those of a picture were traced.
pub fn rows(drawing: &Drawing, medium: Medium) -> Vec<Row> {
    let traces = drawing.strokes.iter().zip(0..);
    let traces = traces.filter_map(|(stroke, place)| Some((Trace::new(stroke.points.clone())?, place)));
    let (traces, places): (Vec<Trace>, Vec<u32>) = traces.unzip();
    let row = |row: Vec<usize>| {
        let strokes: Vec<&[Point]> = row.iter().map(|at| traces[*at].points.as_slice()).collect();
        if medium == Medium::Pen {
            let places = row.iter().map(|at| places[*at]).collect();
            return Some(Row { sequence: Sequence::of(&strokes)?, places });
        }
        let size = LineSize::of(&strokes)?;
        let (of, strokes): (Vec<usize>, Vec<Vec<Point>>) = pieces(&strokes, size.unit).into_iter().unzip();
        let places = of.into_iter().map(|at| places[row[at]]).collect();
        Some(Row { sequence: Sequence::of_size(&strokes, &size)?, places })
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
        let mut counts = vec![vec![0; self.places.len()]; words.len()];
        for (counts, range) in counts.iter_mut().zip(words) {
            self.sequence.strokes[range.clone()].iter().flatten().for_each(|stroke| counts[*stroke as usize] += 1);
        }
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

    /// The box around a stroke of the row.
    fn box_of(&self, stroke: usize) -> Option<Bounds> {
        let points = self.sequence.strokes.iter().zip(&self.sequence.places);
        let own = points.filter(|(of, _)| **of == Some(stroke as u32));
        own.map(|(_, [x, y])| Bounds { left: *x, top: *y, right: *x, bottom: *y }).reduce(Bounds::union)
    }

    /// The box around the ink of some points.
    fn bounds(&self, points: Range<usize>) -> Option<Bounds> {
        let inked = points.filter(|at| self.sequence.strokes[*at].is_some()).map(|at| self.sequence.places[at]);
        inked.map(|[x, y]| Bounds { left: x, top: y, right: x, bottom: y }).reduce(Bounds::union)
    }
}

#[cfg(test)]
mod tests;
