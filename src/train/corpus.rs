//! What a network learns from: samples, made anew for each place of a run, and examples kept apart from it.

use super::data::Example;
use super::recipe::Recipe;
use super::rng::Rng;
use crate::alphabet::Alphabet;
use crate::glyph::{self, Glyph, Image, Medium};
use crate::ink::form::Labelled;
use crate::net::spec::ModelSpec;
use crate::statistics;
use rayon::prelude::*;

/// How much a symbol counts for media that it is not of: hands are alike, habits less so.
const OTHER_MEDIUM: f32 = 0.05;
/// What is no symbol is none in any medium.
const REJECT_IN_EACH: f32 = 0.5;

/// All that a run learns from.
pub trait Corpus: Sync {
    fn alphabet(&self) -> &Alphabet;

    /// Makes the sample of one place in the run, changed by `strength` of what augmentation may change: 1 is all of it.
    fn sample(&self, recipe: Recipe, strength: f32, rng: &mut Rng) -> Sample;
}

/// Examples of writers or sets that teach nothing, as the page would see them.
pub struct HoldOut<I: Image = Glyph> {
    pub name: &'static str,
    pub examples: Vec<Example<I>>,
}

impl HoldOut {
    /// Drawings as the page would see them.
    pub fn of(name: &'static str, drawings: &[Example<Labelled>]) -> Self {
        let seen = |known: &Example<Labelled>| {
            let glyph = glyph::from_strokes(&known.of.drawing.strokes)?;
            Some(Example { of: glyph, class: known.class })
        };
        Self { name, examples: drawings.par_iter().filter_map(seen).collect() }
    }
}

/// The target of a class with label smoothing: a little is given to all classes.
pub fn target(class: usize, known: usize, classes: usize, smoothing: f32) -> f32 {
    smoothing / classes as f32 + if class == known { 1.0 - smoothing } else { 0.0 }
}

/// One sample: an image with its class, made for one step.
pub struct Sample {
    /// The numbers of each pixel beside each other.
    pub ink: Vec<f32>,
    pub class: usize,
    /// What it was written with; `None` for what is a symbol in no medium.
    pub medium: Option<Medium>,
    /// For dropout while it is shown.
    pub rng: Rng,
}

impl Sample {
    pub fn new(ink: Vec<f32>, class: usize, alphabet: &Alphabet, medium: Medium, rng: &Rng) -> Self {
        Self { ink, class, medium: (class < alphabet.reject()).then_some(medium), rng: rng.clone() }
    }

    /// How much it counts for the scores of each medium of the model. A model with one medium learns from all alike.
    pub fn weights(&self, spec: &ModelSpec) -> Vec<f32> {
        let weight = |medium: &Medium| match self.medium {
            _ if spec.media.len() == 1 => 1.0,
            None => REJECT_IN_EACH,
            Some(own) if own == *medium || *medium == Medium::Picture => 1.0,
            Some(_) => OTHER_MEDIUM,
        };
        spec.media.iter().map(weight).collect()
    }

    pub fn target(&self, class: usize, classes: usize, smoothing: f32) -> f32 {
        target(class, self.class, classes, smoothing)
    }

    /// Whether the outputs for its medium are right about it.
    pub fn is_read(&self, outputs: &[f32], spec: &ModelSpec) -> bool {
        let own = self.medium.map_or(0..spec.classes(), |medium| spec.outputs_of(medium));
        statistics::highest(&outputs[own]) == self.class
    }
}
