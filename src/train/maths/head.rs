//! The outputs of the maths model for what is traced from pictures, taught last and alone, by composed expressions that were
//! put on made paper and traced again.

use super::corpus::MathsCorpus;
use crate::glyph::planes::{PEN, Planes};
use crate::glyph::{Image, Medium};
use crate::ink::{Drawing, Stroke, Trace};
use crate::net::{Fused, Net};
use crate::segment::groups::{MOST_STROKES, Strokes};
use crate::train::corpus::Corpus;
use crate::train::data::Example;
use crate::train::outputs::{self, BATCH, Seen};
use crate::train::paper;
use crate::train::rng::Rng;
use burn::tensor::Device;
use rayon::prelude::*;

/// Expressions that are put on paper, and how often each example of them teaches.
const EXPRESSIONS: u64 = 10_000;
const PASSES: usize = 6;
const SEED: u64 = 0x71ACE;
/// Examples that are no symbol, for each that is one.
const NO_SYMBOL: f32 = 0.7;
/// What falls into more strokes is grain of the paper for the most part.
const MOST_STROKES_TRACED: usize = 150;
/// A traced stroke is of the symbol that has this part of its points; of none where two share it.
const OWNED: f32 = 0.8;

/// The folded network with outputs for what is traced from pictures.
pub fn taught(net: &Net, corpus: &MathsCorpus) -> Net {
    let body = Fused::from_numbers(net.spec(), &net.numbers(), &Device::flex());
    let of_expression = |at: u64| examples(corpus, &mut Rng::of(SEED, [at, 0])).unwrap_or_default();
    let seen = |example: Example<Planes>| {
        let numbers: Vec<f32> = example.of.numbers().collect();
        (body.before_last(&numbers), example.class)
    };
    let all: Vec<(Vec<f32>, usize)> =
        (0..EXPRESSIONS).into_par_iter().flat_map_iter(|at| of_expression(at).into_iter().map(seen)).collect();
    eprintln!("{} groups of traced strokes teach", all.len());
    let any = |step: usize, at: usize| {
        let (inputs, class) = &all[Rng::of(SEED, [step as u64 + 1, at as u64]).below(all.len())];
        Seen { inputs: inputs.clone(), class: *class }
    };
    outputs::taught(net, Medium::Picture, PASSES * all.len() / BATCH, any)
}

/// What the network would see of a composed expression that was traced from a picture: its symbols, and groups of strokes
/// that are none.
pub fn examples(corpus: &MathsCorpus, rng: &mut Rng) -> Option<Vec<Example<Planes>>> {
    let written = corpus.written(rng);
    let strokes =
        || written.iter().enumerate().flat_map(|(at, one)| one.strokes.iter().map(move |points| (at, points)));
    let stroke = |(_, points): (usize, &Vec<_>)| Stroke { width: 1.0, points: points.clone() };
    let drawing = Drawing { strokes: strokes().map(stroke).collect() };
    let drawn: Vec<Trace> = strokes().filter_map(|(_, points)| Trace::new(points.clone())).collect();
    let of: Vec<usize> = strokes().map(|(at, _)| at).collect();
    let traced = paper::page(&drawing, Strokes::usual_size(&drawn), rng)?.traced()?;
    if traced.len() > MOST_STROKES_TRACED {
        return None;
    }
    // Of each traced stroke, the symbol that it is of, and all that it touches.
    let mut owners = Vec::new();
    let mut traces = Vec::new();
    for (points, drawn_as) in traced {
        let symbols: Vec<usize> = drawn_as.into_iter().map(|stroke| of[stroke]).collect();
        let Some(trace) = Trace::new(points) else { continue };
        owners.push(symbols);
        traces.push(trace);
    }
    let share = |stroke: usize, symbol: usize| {
        owners[stroke].iter().filter(|other| **other == symbol).count() as f32 / owners[stroke].len().max(1) as f32
    };
    let strokes = Strokes::new(traces);
    let mut groups: Vec<(Vec<usize>, usize)> = Vec::new();
    for (symbol, one) in written.iter().enumerate() {
        let own: Vec<usize> = (0..owners.len()).filter(|stroke| share(*stroke, symbol) >= OWNED).collect();
        let is_whole = (0..owners.len()).all(|stroke| own.contains(&stroke) || share(stroke, symbol) < 1.0 - OWNED);
        if is_whole && (1..=MOST_STROKES).contains(&own.len()) {
            groups.push((own, one.class));
        }
    }
    let mut others: Vec<Vec<usize>> = strokes.groups();
    others.retain(|group| !groups.iter().any(|(own, _)| own == group));
    let wanted = (groups.len() as f32 * NO_SYMBOL).round() as usize;
    for _ in 0..wanted.min(others.len()) {
        let at = rng.below(others.len());
        groups.push((others.swap_remove(at), corpus.alphabet().reject()));
    }
    let seen = |(group, class): (Vec<usize>, usize)| {
        let traces = |inside: bool| -> Vec<&Trace> {
            let of = strokes.traces.iter().enumerate().filter(|(at, _)| group.contains(at) == inside);
            of.map(|(_, trace)| trace).collect()
        };
        let planes = Planes::of(&traces(true), &traces(false), strokes.usual, PEN)?;
        Some(Example { of: planes.without_directions(), class })
    };
    Some(groups.into_iter().filter_map(seen).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::train::maths::corpus::tests::made;

    #[test]
    fn traced_expressions_give_symbols_and_groups_that_are_none() {
        let corpus = made();
        let all: Vec<Example<Planes>> =
            (0..40).flat_map(|seed| examples(&corpus, &mut Rng::of(seed, [0, 0])).unwrap()).collect();
        let none = all.iter().filter(|example| example.class == corpus.alphabet().reject()).count();
        assert!(all.len() > 100 && none > 20 && none < all.len() / 2, "{none} of {}", all.len());
        assert!(all.iter().all(|example| example.of.medium() == Medium::Picture));
    }
}
