//! The way of a drawing of expressions: its lines, the groups of strokes in each, what the model sees of them, and the
//! transcript of what it says.

use crate::alphabet::SymbolId;
use crate::decode::maths::{self, Reading, Weights, posterior};
use crate::glyph::planes::{PEN, Planes};
use crate::glyph::{self, Glyph, Medium};
use crate::ink::{Drawing, Trace};
use crate::layout::{Alternative, Layout, Node};
use crate::prediction::Prediction;
use crate::segment::groups::Strokes;
use crate::segment::rows;
use crate::transcript::{Separator, Symbol, Transcript};

/// Readings of a line that count.
const READINGS: usize = 16;
/// Other readings that are told, and the probability that each has at least.
const TOLD: usize = 3;
const LEAST: f32 = 0.04;

/// A line of a picture with more strokes is a texture, and is not read.
const MOST_STROKES: usize = 250;
/// Of a picture only so many groups are read: lines below those that have them are not.
const MOST_GROUPS: usize = 4000;

/// Where strokes are usually smaller, in the drawing's pixels, whole pixels make steps of slow lines; points nearer to each
/// other than `STEP` of that size are steadied.
const COARSE: f32 = 40.0;
const STEP: f32 = 0.15;

/// A line of a drawing.
pub struct Line {
    strokes: Strokes,
    /// Where each of its strokes is in the drawing.
    places: Vec<u32>,
    medium: Medium,
    pub groups: Vec<Vec<usize>>,
}

/// The lines of a drawing, from the top; strokes without points are left out. Which way the pen went is not known of those
/// that were traced from a picture; of those there may be too many to be lines of expressions.
pub fn lines(drawing: &Drawing, medium: Medium) -> Vec<Line> {
    let traces = drawing.strokes.iter().zip(0..);
    let traces = traces.filter_map(|(stroke, place)| Some((Trace::new(stroke.points.clone())?, place)));
    let (traces, places): (Vec<Trace>, Vec<u32>) = traces.unzip();
    let usual = Strokes::usual_size(&traces);
    let is_drawn = medium == Medium::Pen;
    let coarse = is_drawn && usual < COARSE && traces.iter().all(is_in_whole_pixels);
    let traces = if coarse { traces.iter().map(|trace| steadied(trace, usual)).collect() } else { traces };
    let rows = rows::rows(&traces, usual).into_iter().filter(|row| is_drawn || row.len() <= MOST_STROKES);
    let mut groups = 0;
    let fits = |line: &Line| {
        groups += line.groups.len();
        is_drawn || groups <= MOST_GROUPS
    };
    rows.map(|row| Line::of(&row, &traces, &places, medium)).take_while(fits).collect()
}

fn is_in_whole_pixels(trace: &Trace) -> bool {
    trace.points.iter().all(|point| point.x.fract() == 0.0 && point.y.fract() == 0.0)
}

fn steadied(trace: &Trace, usual: f32) -> Trace {
    let reach = STEP * usual;
    trace.steadied(reach).steadied(reach)
}

impl Line {
    fn of(row: &[usize], traces: &[Trace], places: &[u32], medium: Medium) -> Self {
        let strokes = Strokes::new(row.iter().map(|at| traces[*at].clone()).collect());
        let groups = strokes.groups();
        Self { strokes, places: row.iter().map(|at| places[*at]).collect(), medium, groups }
    }

    /// What the model is to see of each group.
    pub fn images(&self) -> Vec<Planes> {
        self.groups.iter().filter_map(|group| self.image(group)).collect()
    }

    fn image(&self, group: &[usize]) -> Option<Planes> {
        let traces = |inside: bool| -> Vec<&Trace> {
            let of = self.strokes.traces.iter().enumerate().filter(|(at, _)| group.contains(at) == inside);
            of.map(|(_, trace)| trace).collect()
        };
        let [own, others] = [true, false].map(traces);
        let planes = Planes::of(&own, &others, self.strokes.usual, PEN)?;
        Some(if self.medium == Medium::Pen { planes } else { planes.without_directions() })
    }

    fn places_of(&self, group: usize) -> Vec<u32> {
        self.groups[group].iter().map(|stroke| self.places[*stroke]).collect()
    }

    fn symbol(&self, known: posterior::Known, separator: Separator) -> Symbol {
        let points = self.groups[known.group].iter().map(|stroke| &self.strokes.traces[*stroke].points);
        Symbol {
            separator,
            bounds: known.bounds,
            strokes: self.places_of(known.group),
            prediction: known.prediction,
            glyph: glyph::from_strokes(points).unwrap_or(Glyph::BLANK),
            correction: None,
        }
    }
}

/// What was read of some lines, by what the model says of the groups of each.
pub fn transcript(lines: &[Line], predictions: &[Vec<Prediction>], weights: &Weights) -> Transcript {
    let (mut transcript, mut layout) = (Transcript::default(), Layout::default());
    for (line, predictions) in lines.iter().zip(predictions) {
        let readings = maths::read(&line.strokes, &line.groups, predictions, weights, READINGS);
        let probabilities = posterior::probabilities(&readings);
        let Some(best) = readings.first() else { continue };
        // Other readings are of the whole drawing: the other lines stay as they are.
        let others = readings.iter().zip(probabilities).skip(1).filter(|(_, probability)| *probability >= LEAST);
        let others: Vec<Other> = others.take(TOLD).map(|(reading, p)| Other::new(line, reading, p)).collect();
        let first = transcript.symbols.len() as u32;
        let before = Other::of_transcript(&transcript, &layout);
        for (at, known) in
            posterior::symbols(&line.strokes, &line.groups, predictions, &readings, weights).into_iter().enumerate()
        {
            let separator = if at == 0 && first > 0 { Separator::Line } else { Separator::Nothing };
            transcript.symbols.push(line.symbol(known, separator));
        }
        let own = Other::new(line, best, 1.0);
        for other in &mut layout.others {
            own.append_to(other);
        }
        for other in others {
            let mut whole = before.clone();
            other.append_to(&mut whole);
            layout.others.push(Alternative { probability: other.probability, ..whole });
        }
        layout.lines.push(best.nodes.iter().map(|node| node.clone().mapped(&|at| at + first)).collect());
    }
    layout.others.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    layout.others.truncate(TOLD);
    transcript.layout = layout.packed();
    transcript
}

/// One line of another reading.
struct Other {
    symbols: Vec<(SymbolId, Vec<u32>)>,
    nodes: Vec<Node>,
    probability: f32,
}

impl Other {
    fn new(line: &Line, reading: &Reading, probability: f32) -> Self {
        let symbol = |symbol: &maths::ReadSymbol| {
            let id = SymbolId::of_text(&symbol.text).unwrap_or(SymbolId::of_char(char::REPLACEMENT_CHARACTER));
            (id, line.places_of(symbol.group))
        };
        Self { symbols: reading.symbols.iter().map(symbol).collect(), nodes: reading.nodes.clone(), probability }
    }

    fn of_transcript(transcript: &Transcript, layout: &Layout) -> Alternative {
        let symbol = |symbol: &Symbol| Some((symbol.id()?, symbol.strokes.clone()));
        Alternative {
            symbols: transcript.symbols.iter().filter_map(symbol).collect(),
            lines: layout.lines.clone(),
            probability: 0.0,
        }
    }

    fn append_to(&self, whole: &mut Alternative) {
        let first = whole.symbols.len() as u32;
        whole.symbols.extend(self.symbols.iter().cloned());
        whole.lines.push(self.nodes.iter().map(|node| node.clone().mapped(&|at| at + first)).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{Point, Stroke};

    #[test]
    fn a_texture_is_no_line_of_expressions() {
        let dash = |at: usize| {
            let x = at as f32 * 30.0;
            Stroke { width: 3.0, points: vec![Point::at(x, 0.0), Point::at(x + 8.0, 20.0)] }
        };
        let of = |count: usize, medium| {
            let drawing = Drawing { strokes: (0..count).map(dash).collect() };
            lines(&drawing, medium).iter().map(|line| line.groups.len()).sum::<usize>()
        };
        assert_eq!(of(MOST_STROKES, Medium::Picture), MOST_STROKES);
        assert_eq!(of(MOST_STROKES + 1, Medium::Picture), 0);
        assert_eq!(of(MOST_STROKES + 1, Medium::Pen), MOST_STROKES + 1);
    }
}
