//! `cargo xtask train --model NAME --examples FILE`: the last layer goes on from the shipped weights with labelled
//! drawings, as the page exports them; all layers before it stay as they are.
//!
//! Every fifth drawing teaches nothing. Weights are written only where the guard takes the layer and those drawings are
//! read no worse.

use super::eye::{Eye, Ink};
use super::writers::{example, name};
use crate::alphabet::SymbolId;
use crate::glyph::Medium;
use crate::hand::{Known, Learner};
use crate::mode::Mode;
use crate::net::Net;
use crate::net::weights::{Numbers, Record};
use crate::statistics::highest;
use crate::train::data::read_strokes;
use crate::train::shipped::weights_of;
use crate::train::{Result, TrainError, context, publish, say};
use burn::tensor::Device;
use std::path::Path;

/// So many drawings make one that is held back.
const HELD_BACK: usize = 5;

/// Teaches the model that `models` has for the mode, and writes what came of it to `out`.
pub fn run(mode: Mode, file: &Path, models: &Path, out: &Path) -> Result<()> {
    if mode == Mode::Text {
        return Err(TrainError("--examples teaches the models numbers and maths, not that of text.".into()));
    }
    let eye = Eye::open(mode, models)?;
    let (mut taught, mut held, mut left_out) = (Vec::new(), Vec::new(), 0);
    for (_, known) in read_strokes(file)? {
        let symbol = SymbolId::of_text(name(mode, &known.text));
        let class = symbol.and_then(|symbol| eye.alphabet().position(symbol));
        let seen = symbol.zip(class).and_then(|(symbol, class)| eye.see(&example(symbol, &known.drawing), class));
        match seen {
            None => left_out += 1,
            Some(seen) if (taught.len() + held.len()) % HELD_BACK == HELD_BACK - 1 => held.push(seen),
            Some((known, _)) => taught.push(known),
        }
    }
    if held.is_empty() {
        let few = "has fewer than five drawings of single symbols of the model's alphabet; label some more";
        return Err(TrainError(format!("{} {few}.", file.display())));
    }
    let (shipped, mut learner) = (Learner::default(), Learner::default());
    learner.learn(taught);
    let mut study = learner.study(&eye.typical().unwrap_or_default());
    while study.step() {}
    let is_taken = learner.take(study);
    let right = |learner: &Learner| {
        let is_right = |(known, ink): &&(Known, Ink)| highest(&ink.said(learner)) == known.class;
        held.iter().filter(is_right).count()
    };
    let (before, after) = (right(&shipped), right(&learner));
    say(format!(
        "{} drawings taught, {left_out} left out; of {} held back, {before} were read right before, {after} are now",
        learner.known().len(),
        held.len()
    ))?;
    let Some(layer) = learner.layer().filter(|_| is_taken && after >= before) else {
        return say("The guard refused what was learned: it makes other readings worse. No weights were written.");
    };
    let lengths: f32 = learner.known().iter().map(|known| known.length).sum();
    let length = lengths / learner.known().len() as f32;
    let bytes = weights_of(models, mode)?;
    let mut record = Record::from_bytes(&bytes).map_err(context("The weights cannot be used"))?;
    let rows = record.spec.outputs_of(Medium::Pen);
    let Some(last) = record.layers.last_mut() else { return Ok(()) };
    add(last, rows.start, layer, record.calibration.temperature / length);
    let net = Net::from_numbers(&record.spec, &record.layers, &Device::flex());
    let name = mode.name();
    std::fs::create_dir_all(out).map_err(context(format!("{} cannot be made", out.display())))?;
    publish::write(out, name, &format!("{name}.weights"), &[mode], &net, record.calibration)?;
    say(format!("{} holds the model; cargo xtask eval --models {} reads with it", out.display(), out.display()))
}

/// Adds so many times the rows of a layer to the rows from this one on.
fn add(last: &mut Numbers, first: usize, layer: &[f32], times: f32) {
    let width = last.weights.len() / last.bias.len().max(1);
    last.weights[first * width..].iter_mut().zip(layer).for_each(|(weight, more)| *weight += times * more);
}
