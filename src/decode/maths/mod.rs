//! From what the model says of each group of strokes to the likeliest expressions.
//!
//! The likeliest few ways to part the strokes into symbols are each read as an expression: what is above, below and
//! inside of what, then from left to right what stands on a line and what is a script. Symbols and structure are
//! settled together, by how likely each symbol is, where it stands, and what expressions are like.

mod container;
mod element;
pub mod kind;
mod line;
mod partition;
pub mod posterior;
mod region;
mod row;
mod structure;
#[cfg(all(test, feature = "maths"))]
#[allow(clippy::unwrap_used)]
mod tests;
mod weights;
mod words;

pub use weights::Weights;

use crate::layout::Node;
use crate::order;
use crate::prediction::Prediction;
use crate::segment::groups::Strokes;
use element::{Atom, Element};
use partition::Groups;
use region::Region;

/// Ways to part the strokes that are read.
const PARTITIONS: usize = 8;
/// What a group may be: so many symbols at most, and none that is less likely than this.
const OPTIONS: usize = 12;
const LEAST: f32 = 0.0005;

/// A symbol of a reading.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadSymbol {
    pub text: String,
    /// The place of its strokes among the groups.
    pub group: usize,
}

/// An expression as it may have been meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub nodes: Vec<Node>,
    pub symbols: Vec<ReadSymbol>,
    /// In nats; of two readings the higher is the likelier.
    pub score: f32,
}

/// The likeliest readings of some strokes, the best first: from what the model says of each group.
pub fn read(
    strokes: &Strokes,
    groups: &[Vec<usize>],
    predictions: &[Prediction],
    weights: &Weights,
    most: usize,
) -> Vec<Reading> {
    let texts: Vec<Vec<(String, f32)>> = predictions.iter().map(options).collect();
    let valid = |prediction: &Prediction| (1.0 - prediction.reject()).max(1e-4).ln();
    let parts = Groups { groups, scores: predictions.iter().map(valid).collect(), strokes: strokes.traces.len() };
    let atoms: Vec<Atom> = groups
        .iter()
        .zip(&texts)
        .enumerate()
        .map(|(at, (group, options))| Atom {
            group: at,
            bounds: strokes.bounds(group),
            options: options.iter().map(|(text, score)| (text.as_str(), *score)).collect(),
            inside: foot(strokes, group),
        })
        .collect();
    let mut readings: Vec<Reading> = Vec::new();
    for partition in parts.partitions(PARTITIONS) {
        let usual = digit_height(&atoms, &partition.groups, strokes.usual);
        let region = Region { atoms: &atoms, usual, weights, depth: 0 };
        for line in region.read(partition.groups, most) {
            let symbols = line.symbols.into_iter().map(|(group, text)| ReadSymbol { text: text.to_owned(), group });
            let score = weights.group * partition.score + line.score;
            readings.push(Reading { nodes: line.nodes, symbols: symbols.collect(), score });
        }
    }
    readings.sort_by(|a, b| b.score.total_cmp(&a.score));
    readings.truncate(most);
    readings
}

/// The symbols that a group may be, if it is one.
fn options(prediction: &Prediction) -> Vec<(String, f32)> {
    let all = (1.0 - prediction.reject()).max(1e-4);
    let ranked = order::ascending(prediction.probabilities.clone(), |(_, probability)| !order::key(*probability));
    let ranked = ranked.into_iter().map(|(symbol, probability)| (symbol.to_string(), probability / all));
    let mut options: Vec<(String, f32)> = ranked
        .take(OPTIONS)
        .enumerate()
        .filter(|(at, (_, p))| *at == 0 || *p >= LEAST)
        .map(|(_, option)| option)
        .collect();
    options.iter_mut().for_each(|option| option.1 = option.1.max(1e-6).ln());
    options
}

/// Where the lowest point of some strokes is: of a root sign, its inside begins there.
fn foot(strokes: &Strokes, group: &[usize]) -> f32 {
    let points = group.iter().flat_map(|stroke| &strokes.traces[*stroke].points);
    points.reduce(|low, point| if point.y > low.y { point } else { low }).map_or(0.0, |point| point.x)
}

/// The usual height of a digit, from what the symbols most likely are.
fn digit_height(atoms: &[Atom], groups: &[usize], otherwise: f32) -> f32 {
    let sizes: Vec<f32> = groups.iter().filter_map(|at| Element::of_atom(&atoms[*at]).choices.first()?.size).collect();
    let sizes = order::ascending(sizes, |size| order::key(*size));
    // Scripts are smaller: the line itself is above the middle.
    sizes.get(sizes.len() * 3 / 5).copied().unwrap_or(otherwise)
}
