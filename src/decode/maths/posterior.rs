//! From the likeliest readings to what can be said of each symbol: how likely it is, and what else it may be.

use super::kind::prior;
use super::{ReadSymbol, Reading, Weights};
use crate::alphabet::SymbolId;
use crate::ink::Bounds;
use crate::order;
use crate::prediction::{Prediction, Verdict, softmax};
use crate::segment::groups::Strokes;

/// Scores of readings are divided by this before they become probabilities. The numbers here were found by trying on
/// expressions kept for that.
const TEMPERATURE: f32 = 1.5;
/// The share of what the model says of a symbol's strokes; the rest is of the readings, which are few.
const MODEL_SHARE: f32 = 0.3;
/// A reading that scores less than this below the first one, in nats, makes doubtful what it reads otherwise.
const CLOSE: f32 = 1.5;
/// Below this probability a symbol is doubtful whatever the other readings say.
const SURE: f32 = 0.5;

/// A symbol of the likeliest reading.
pub struct Known {
    pub group: usize,
    pub bounds: Bounds,
    pub prediction: Prediction,
}

/// How likely each reading is, the others being all there are.
pub fn probabilities(readings: &[Reading]) -> Vec<f32> {
    let scores: Vec<f32> = readings.iter().map(|reading| reading.score).collect();
    if scores.is_empty() { scores } else { softmax(&scores, TEMPERATURE) }
}

/// The symbols of the first reading, with what all of the readings and the model say of them.
pub fn symbols(
    strokes: &Strokes,
    groups: &[Vec<usize>],
    predictions: &[Prediction],
    readings: &[Reading],
    weights: &Weights,
) -> Vec<Known> {
    let shares = probabilities(readings);
    let Some(best) = readings.first() else { return Vec::new() };
    let known = |symbol: &ReadSymbol| {
        let said = &predictions[symbol.group];
        let by_model = by_model(said, weights);
        let mut probabilities: Vec<(SymbolId, f32)> =
            by_model.into_iter().map(|(id, probability)| (id, MODEL_SHARE * probability)).collect();
        for (reading, share) in readings.iter().zip(&shares) {
            let read = reading.symbols.iter().find(|other| other.group == symbol.group);
            let id = read.and_then(|other| SymbolId::of_text(&other.text));
            let place = probabilities.iter_mut().find(|(known, _)| Some(*known) == id);
            place.into_iter().for_each(|(_, probability)| *probability += (1.0 - MODEL_SHARE) * share);
        }
        let own = SymbolId::of_text(&symbol.text);
        let certainty = probabilities.iter().find(|(id, _)| Some(*id) == own).map_or(0.0, |(_, certainty)| *certainty);
        // What was read stands first, however close another is.
        let most = probabilities.iter().map(|(_, probability)| *probability).fold(0.0, f32::max);
        for (id, probability) in &mut probabilities {
            if Some(*id) == own {
                *probability = most.max(*probability);
            }
        }
        let first = |(id, _): &(SymbolId, f32)| u32::from(Some(*id) != own);
        let prediction = Prediction { verdict: Verdict::Sure, probabilities: order::ascending(probabilities, first) };
        (Known { group: symbol.group, bounds: strokes.bounds(&groups[symbol.group]), prediction }, certainty)
    };
    let (mut known, certainties): (Vec<Known>, Vec<f32>) = best.symbols.iter().map(known).unzip();
    for (one, doubtful) in known.iter_mut().zip(doubtful(readings, &certainties)) {
        if doubtful {
            one.prediction.verdict = Verdict::Unsure;
        }
    }
    known
}

/// Which symbols of the first reading are doubtful: those that a close reading does not have, and where it has them all,
/// and differs in how they stand, the least certain one.
fn doubtful(readings: &[Reading], certainties: &[f32]) -> Vec<bool> {
    let Some((best, others)) = readings.split_first() else { return Vec::new() };
    let close: Vec<&Reading> = others.iter().filter(|other| best.score - other.score < CLOSE).collect();
    let is_doubtful = |(symbol, certainty): (&ReadSymbol, &f32)| {
        *certainty < SURE || close.iter().any(|other| !other.symbols.contains(symbol))
    };
    let mut doubtful: Vec<bool> = best.symbols.iter().zip(certainties).map(is_doubtful).collect();
    let least = (0..certainties.len()).min_by(|a, b| certainties[*a].total_cmp(&certainties[*b]));
    if let Some(least) = least.filter(|_| !close.is_empty() && !doubtful.contains(&true)) {
        doubtful[least] = true;
    }
    doubtful
}

/// What the model says of a symbol by itself, as far as some symbols are written more often than others.
fn by_model(said: &Prediction, weights: &Weights) -> Vec<(SymbolId, f32)> {
    let likely = |(id, probability): &(SymbolId, f32)| {
        let prior = weights.context * prior(&id.to_string());
        (*id, (weights.label * probability.max(1e-6).ln() + prior).exp())
    };
    let all: Vec<(SymbolId, f32)> = said.probabilities.iter().map(likely).collect();
    let sum: f32 = all.iter().map(|(_, likely)| likely).sum();
    let is_one = 1.0 - said.reject();
    all.into_iter().map(|(id, likely)| (id, is_one * likely / sum.max(1e-6))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(texts: &[&str], score: f32) -> Reading {
        let symbols = texts.iter().enumerate().map(|(group, text)| ReadSymbol { text: (*text).to_owned(), group });
        Reading { nodes: Vec::new(), symbols: symbols.collect(), score }
    }

    #[test]
    fn what_a_close_reading_has_otherwise_is_doubtful() {
        let readings = |score| [reading(&["2", "x"], 0.0), reading(&["z", "x"], score)];
        assert_eq!(doubtful(&readings(-1.0), &[0.9, 0.8]), [true, false]);
        assert_eq!(doubtful(&readings(-3.0), &[0.9, 0.8]), [false, false]);
        assert_eq!(doubtful(&readings(-3.0), &[0.9, 0.4]), [false, true]);
    }

    #[test]
    fn where_only_the_places_differ_the_least_certain_symbol_is_doubtful() {
        let readings = [reading(&["2", "x"], 0.0), reading(&["2", "x"], -0.5)];
        assert_eq!(doubtful(&readings, &[0.9, 0.8]), [false, true]);
        assert_eq!(doubtful(&readings[..1], &[0.9, 0.8]), [false, false]);
        assert!(doubtful(&[], &[]).is_empty());
    }
}
