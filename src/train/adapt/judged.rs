//! What is read of a writer's later ink, once the earlier one was taught.

use super::writers::{DrawnSign, Writer};
use crate::datasets::bins::Bins;
use crate::hand::{Known, Learner};
use crate::statistics::highest;
use std::time::Instant;

/// As it was shipped, with prototypes, with a last layer.
pub const STAGES: usize = 3;

/// A sign as it was read in each stage: what it is, what was read, and how certainly.
pub struct Reading {
    pub is: String,
    pub read: [(String, f32); STAGES],
}

/// What was read of a writer's later ink.
pub struct Judged {
    pub writer: String,
    /// Whether it is of the half that constants were not chosen by.
    pub is_quoted: bool,
    pub taught: usize,
    pub readings: Vec<Reading>,
    /// Whether the guard took the layer.
    pub layer_taken: bool,
    /// Milliseconds of learning one example more as a prototype, and of teaching the layer all.
    pub millis: [f64; 2],
}

impl Judged {
    pub fn of(writer: &Writer, is_quoted: bool, examples: usize) -> Self {
        let (taught, later): (Vec<&DrawnSign>, Vec<&DrawnSign>) =
            writer.signs.iter().partition(|sign| sign.place < examples);
        let mut known: Vec<Known> = taught.iter().filter_map(|sign| sign.taught.clone()).collect();
        let shipped = Learner::default();
        let mut prototypes = Learner::default();
        let last = known.pop();
        prototypes.learn(known);
        let begun = Instant::now();
        prototypes.learn(last.into_iter().collect());
        let at_once = begun.elapsed().as_secs_f64() * 1e3;
        let begun = Instant::now();
        let mut with_layer = prototypes.clone();
        let mut study = with_layer.study(&writer.typical);
        while study.step() {}
        let layer_taken = with_layer.take(study);
        let millis = [at_once, begun.elapsed().as_secs_f64() * 1e3];
        let read = |sign: &&DrawnSign| Reading {
            is: writer.alphabet[sign.class].clone(),
            read: [&shipped, &prototypes, &with_layer].map(|learner| {
                let probabilities = sign.ink.said(learner);
                let best = highest(&probabilities[..writer.alphabet.len()]);
                (writer.alphabet[best].clone(), probabilities[best])
            }),
        };
        let readings = later.iter().map(read).collect();
        let (writer, taught) = (writer.name.clone(), taught.len());
        Self { writer, is_quoted, taught, readings, layer_taken, millis }
    }
}

/// How far certainty and truth are apart.
pub fn calibration(readings: &[&Reading], stage: usize) -> f64 {
    let mut bins = Bins::default();
    for Reading { is, read } in readings {
        bins.count(read[stage].1, *is == read[stage].0);
    }
    bins.error()
}
