//! The outputs for what is found in pictures, taught last and alone, by what the page cuts out of made numbers.
//!
//! All before them stays as it was, so what they learn costs nothing in any other medium; and as it stays, this is a
//! matter of a few minutes, for whenever pictures are cut in another way.

use super::corpus::{Corpus, Sample};
use super::data::Example;
use super::numbers;
use super::numbers::DIGITS;
use super::progress::Progress;
use super::recipe::Recipe;
use super::rng::Rng;
use super::sampler::NumbersCorpus;
use super::{augment, average, fit, optimizer, synthetic, templates};
use crate::glyph::{Glyph, Medium};
use crate::net::weights::Numbers;
use crate::net::{Fused, Net};
use crate::statistics;
use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::optim::GradientsParams;
use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use rayon::prelude::*;
use std::ops::Range;

const CLASSES: usize = DIGITS + 1;
const BATCH: usize = 256;
/// The highest rate of learning; it goes down along half a wave.
const RATE: f64 = 0.002;
/// How much of each answer is spread over all classes.
const SMOOTHING: f32 = 0.05;
/// The weight of the newest step in the running average.
const AVERAGING: f32 = 0.003;

/// The part of all examples that is cut out of made numbers; the others are as at the end of a run.
pub const CUT: f32 = 0.65;
/// The part of these that is no digit.
const NONE: f32 = 0.18;
/// How much of what an example may be changed by it is changed once more, after it was cut out.
const MUCH: f32 = 0.8;
/// The chance that a letter stands in a number.
const LETTER: f32 = 0.1;
/// A number is made for so many examples.
const REUSED: usize = 25;

/// Where chance begins for the numbers and for the examples, behind the steps of a run.
const NUMBERS: u64 = 1 << 33;
const EXAMPLES: u64 = 1 << 32;

/// How many examples teach, and the seed of all of them.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    pub examples: usize,
    pub seed: u64,
}

/// The folded network with outputs for what is found as they are after the extent.
pub fn taught(net: &Net, corpus: &NumbersCorpus, extent: Extent) -> Net {
    let device = Device::flex();
    let mut layers = net.numbers();
    let body = Fused::from_numbers(net.spec(), &layers, &device);
    let Some(last) = layers.last_mut() else { return net.clone() };
    let outputs = teach(outputs(last, &device.clone().autodiff()), &body, corpus, extent);
    put(&outputs, last);
    Net::from_numbers(net.spec(), &layers, &device)
}

/// What is cut out of made numbers: digits, and what is none.
struct Material {
    digits: Vec<Example<Glyph>>,
    others: Vec<Example<Glyph>>,
}

impl Material {
    fn new(corpus: &NumbersCorpus, extent: Extent) -> Self {
        let digit = |rng: &mut Rng| {
            let (drawing, class) = corpus.any_drawing(LETTER, rng)?;
            Some((templates::drawing(class, rng).unwrap_or_else(|| drawing.clone()), class))
        };
        let number = |at: u64| synthetic::cuttings(digit, &mut Rng::of(extent.seed, [NUMBERS, at]));
        let count = (extent.examples / REUSED).max(8) as u64;
        let all: Vec<_> = (0..count).into_par_iter().flat_map_iter(number).collect();
        let (digits, others) = all.into_iter().partition(|example| example.class < DIGITS);
        Self { digits, others }
    }

    fn made(&self, corpus: &NumbersCorpus, rng: &mut Rng) -> Sample {
        let from = if rng.chance(NONE) { &self.others } else { &self.digits };
        if !rng.chance(CUT) || from.is_empty() {
            return corpus.sample(Recipe::default(), fit::CALM, rng);
        }
        let Example { of, class } = &from[rng.below(from.len())];
        Sample::new(augment::picture(of, Recipe::default(), MUCH, rng), *class, corpus.alphabet(), Medium::Picture, rng)
    }
}

/// The rows of the last layer that speak of what is found, and how long a row is.
fn rows(last: &Numbers) -> (Range<usize>, usize) {
    (numbers::spec().outputs_of(Medium::Picture), last.weights.len() / last.bias.len())
}

/// These rows as a layer of their own,
fn outputs(last: &Numbers, device: &Device) -> Linear {
    let (rows, size) = rows(last);
    let weights = TensorData::new(last.weights[rows.start * size..rows.end * size].to_vec(), [CLASSES, size]);
    let bias = TensorData::new(last.bias[rows].to_vec(), [CLASSES]);
    Linear {
        weight: Param::from_tensor(Tensor::<2>::from_data(weights, device).transpose()),
        bias: Some(Param::from_tensor(Tensor::from_data(bias, device))),
    }
}

/// and put back in their place.
fn put(outputs: &Linear, last: &mut Numbers) {
    let (rows, size) = rows(last);
    let weights = numbers(outputs.weight.val().transpose());
    last.weights[rows.start * size..rows.end * size].copy_from_slice(&weights);
    if let Some(bias) = &outputs.bias {
        last.bias[rows].copy_from_slice(&numbers(bias.val()));
    }
}

fn numbers<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

/// The average of where the outputs come by on their way down.
fn teach(mut outputs: Linear, body: &Fused, corpus: &NumbersCorpus, extent: Extent) -> Linear {
    let device = outputs.weight.device();
    let material = Material::new(corpus, extent);
    let steps = (extent.examples / BATCH).max(1);
    let mut optimizer = optimizer::new(0.0, false);
    let mut progress = Progress::new(steps, BATCH, 0);
    let mut average = outputs.valid();
    for step in 0..steps {
        let example = |at: usize| {
            let made = material.made(corpus, &mut Rng::of(extent.seed, [EXAMPLES + step as u64, at as u64]));
            let seen = body.before_last(&made.ink);
            (made, seen)
        };
        let (made, seen): (Vec<Sample>, Vec<Vec<f32>>) = (0..BATCH).into_par_iter().map(example).unzip();
        let scores = outputs.forward(rows_of(&seen, &device));
        let said = numbers(scores.clone());
        let right =
            said.chunks_exact(CLASSES).zip(&made).filter(|(said, made)| statistics::highest(said) == made.class);
        let right = right.count();
        let target =
            |made: &Sample| -> Vec<f32> { (0..CLASSES).map(|class| made.target(class, CLASSES, SMOOTHING)).collect() };
        let targets: Vec<Vec<f32>> = made.iter().map(target).collect();
        let loss = (log_softmax(scores, 1) * rows_of(&targets, &device)).sum().neg() / BATCH as f32;
        let told = numbers(loss.clone());
        let gradients = GradientsParams::from_grads(loss.backward(), &outputs);
        let rate = RATE * (1.0 + (std::f64::consts::PI * step as f64 / steps as f64).cos()) / 2.0;
        outputs = optimizer.step(rate, outputs, gradients);
        // A short memory at first, so that the average does not drag the beginning along.
        average = average::towards(average, &outputs.valid(), AVERAGING.max(1.0 / (step as f32 + 2.0)));
        progress.step(step + 1, told.iter().sum(), right);
    }
    average
}

fn rows_of(rows: &[Vec<f32>], device: &Device) -> Tensor<2> {
    let size = rows.first().map_or(0, Vec::len);
    Tensor::from_data(TensorData::new(rows.concat(), [rows.len(), size]), device)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::net::Score;
    use crate::net::weights::Record;
    use crate::train::sampler;
    use crate::train::smoke::Smoke;

    #[test]
    fn the_outputs_are_those_of_the_last_layer() {
        let device = Device::flex();
        let net = Net::new(&numbers::spec(), &device).fold();
        let mut layers = net.numbers();
        let last = layers.last_mut().unwrap();
        let mut outputs = outputs(last, &device);
        let glyph = Glyph { medium: Medium::Picture, pixels: std::array::from_fn(|at| (at * at % 251) as u8) };
        let ink: Vec<f32> = glyph.input().collect();
        let seen = Fused::from_numbers(net.spec(), &net.numbers(), &device).before_last(&ink);
        let scores = |outputs: &Linear| numbers(outputs.forward(rows_of(std::slice::from_ref(&seen), &device)));
        let close = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-4);
        assert!(close(&scores(&outputs), &net.score(std::slice::from_ref(&glyph), &device)[0]));

        outputs.weight = outputs.weight.map(|weight| weight + 0.01);
        outputs.bias = outputs.bias.map(|bias| bias.map(|bias| bias - 0.5));
        put(&outputs, last);
        let changed = Net::from_numbers(net.spec(), &layers, &device);
        assert!(close(&scores(&outputs), &changed.score(std::slice::from_ref(&glyph), &device)[0]));
        for medium in [Medium::Pen, Medium::Paper] {
            let glyph = Glyph { medium, ..glyph.clone() };
            assert_eq!(changed.score(std::slice::from_ref(&glyph), &device), net.score(&[glyph], &device));
        }
    }

    #[test]
    fn what_was_taught_is_known_afterwards() {
        let device = Device::flex();
        let smoke = Smoke::new().unwrap();
        let corpus = sampler::corpus(&smoke.folder.join("data")).unwrap();
        let bytes = std::fs::read("models/numbers.weights").unwrap();
        let mut layers = Record::from_bytes(&bytes).unwrap().layers;
        let last = layers.last_mut().unwrap();
        let (rows, size) = rows(last);
        last.weights[rows.start * size..rows.end * size].fill(0.0);
        last.bias[rows].fill(0.0);
        let net = Net::from_numbers(&numbers::spec(), &layers, &device);
        let extent = Extent { examples: 12 * BATCH, seed: 7 };
        let Material { digits, others } = Material::new(&corpus, Extent { seed: 8, ..extent });
        assert!(digits.len() > 100 && others.len() > 100);
        let right = |net: &Net| {
            let glyphs: Vec<Glyph> = digits.iter().map(|example| example.of.clone()).collect();
            let said = net.score(&glyphs, &device).into_iter().zip(&digits);
            said.filter(|(said, example)| statistics::highest(said) == example.class).count() as f32
                / digits.len() as f32
        };
        let (before, after) = (right(&net), right(&taught(&net, &corpus, extent)));
        assert!(before < 0.3 && after > 0.7, "{before} {after}");
    }
}
