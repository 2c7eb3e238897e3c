//! The outputs of the numbers model for what is found in pictures, taught last and alone, by what the page cuts out of made
//! numbers.

use super::corpus::{Corpus, Sample};
use super::data::Example;
use super::numbers::DIGITS;
use super::outputs::{self, BATCH, Seen};
use super::recipe::Recipe;
use super::rng::Rng;
use super::sampler::NumbersCorpus;
use super::{augment, fit, synthetic, templates};
use crate::glyph::{Glyph, Medium};
use crate::net::{Fused, Net};
use burn::tensor::Device;
use rayon::prelude::*;

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
    let body = Fused::from_numbers(net.spec(), &net.numbers(), &Device::flex());
    let material = Material::new(corpus, extent);
    let seen = |step: usize, at: usize| {
        let made = material.made(corpus, &mut Rng::of(extent.seed, [EXAMPLES + step as u64, at as u64]));
        Seen { inputs: body.before_last(&made.ink), class: made.class }
    };
    outputs::taught(net, Medium::Picture, (extent.examples / BATCH).max(1), seen)
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::net::Score;
    use crate::net::weights::Record;
    use crate::statistics;
    use crate::train::outputs::Outputs;
    use crate::train::smoke::Smoke;
    use crate::train::{numbers, sampler};
    use burn::tensor::Device;

    #[test]
    fn what_was_taught_is_known_afterwards() {
        let device = Device::flex();
        let smoke = Smoke::new().unwrap();
        let corpus = sampler::corpus(&smoke.folder.join("data")).unwrap();
        let bytes = std::fs::read("models/numbers.weights").unwrap();
        let mut layers = Record::from_bytes(&bytes).unwrap().layers;
        let last = layers.last_mut().unwrap();
        Outputs::of(&numbers::spec(), Medium::Picture, last).forget(last);
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
