//! The loop: batches in two halves beside each other, one long wave of learning rate, a running average.

use super::checkpoint::{self, State};
use super::corpus::{Corpus, HoldOut, Sample};
use super::gradient::{self, Spread};
use super::learner::{Descent, Learner};
use super::progress::Progress;
use super::recipe::{Ingredient, Manner, Recipe};
use super::rng::Rng;
use super::{Result, average, optimizer};
use crate::glyph::Image;
use crate::net::spec::ModelSpec;
use crate::net::{Net, Score};
use crate::statistics;
use burn::tensor::{Device, Tensor};
use rayon::prelude::*;
use serde_json::json;
use std::path::PathBuf;

/// Parts of a batch that are worked on side by side. Fixed, so that a run does not depend on the machine's cores.
const PARTS: usize = 2;
/// Batches that settle the final network's normalisation.
const SETTLING: usize = 100;
/// From this part of a run on, examples are changed by so much of what they were before: the rare and wild ones have
/// taught their share, and the network settles on what people mostly write.
const CALM_FROM: f64 = 0.8;
pub const CALM: f32 = 0.4;

impl Learner for Net {
    fn spec(&self) -> &ModelSpec {
        Self::spec(self)
    }

    fn forward(&self, input: Tensor<4>) -> Tensor<2> {
        Self::forward(self, input)
    }

    fn with_momentum(self, momentum: f64) -> Self {
        Self::with_momentum(self, momentum)
    }

    fn attend(&self, parts: &[Vec<Sample>], _: &Device) {
        remember(self, &gradient::moments(self, parts));
    }

    fn descent(&self, parts: &[Vec<Sample>], manner: Manner, _: &Device) -> Descent {
        let gradients = gradient::of(self, parts, manner);
        remember(self, &gradients.moments);
        Descent { gradients: self.gradients(gradients.learned), loss: gradients.loss, right: gradients.right }
    }
}

/// Takes the parts of a batch into the running statistics, one after the other.
fn remember(net: &Net, parts: &[Spread]) {
    parts.iter().for_each(|moments| net.remember(moments));
}

#[derive(Clone, Debug)]
pub struct Plan {
    /// The name of the network that is trained.
    pub network: String,
    pub recipe: Recipe,
    pub seed: u64,
    pub epochs: usize,
    /// Examples an epoch.
    pub epoch: usize,
    pub batch: usize,
    pub rate: f64,
    pub decay: f32,
    /// The weight of the newest step in the running average.
    pub averaging: f32,
    pub checkpoint: PathBuf,
    /// Leave off after so many passes, to go on another time.
    pub stop_after: Option<usize>,
}

impl Plan {
    fn steps_an_epoch(&self) -> usize {
        (self.epoch / self.batch).max(1)
    }

    fn steps(&self) -> usize {
        self.epochs * self.steps_an_epoch()
    }

    /// Those that make whole steps.
    pub fn examples_an_epoch(&self) -> usize {
        self.steps_an_epoch() * self.batch
    }

    /// All that decides what comes of it: a run is known again by it.
    pub fn told(&self) -> String {
        let Self { network, recipe, seed, epochs, epoch, batch, rate, decay, averaging, checkpoint: _, stop_after: _ } =
            self;
        format!(
            "{network}, {recipe:?}, {:?}, seed {seed}, {epochs} passes of {epoch} examples in steps of {batch}, rate \
             {rate}, decay {decay}, averaging {averaging}",
            recipe.manner()
        )
    }

    /// How much of what examples may be changed by, they are.
    fn much_at(&self, step: usize) -> f32 {
        let calm = self.recipe.has(Ingredient::Calm) && step as f64 >= CALM_FROM * self.steps() as f64;
        if calm { CALM } else { 1.0 }
    }

    /// Up over the first twentieth, then down along a cosine.
    fn rate_at(&self, step: usize) -> f64 {
        let (at, warm) = (step as f64 / self.steps() as f64, 0.05);
        let wave =
            if at < warm { at / warm } else { (1.0 + (std::f64::consts::PI * (at - warm) / (1.0 - warm)).cos()) / 2.0 };
        self.rate * wave.max(1e-3)
    }
}

/// A trained network with the figures of each epoch, and how many examples it was really shown.
pub struct Fitted<L> {
    pub net: L,
    pub history: Vec<serde_json::Value>,
    pub examples: usize,
}

pub fn fit<L: Learner>(
    plan: &Plan,
    corpus: &impl Corpus,
    hold_out: &[HoldOut<impl Image + Clone>],
    fresh: impl FnOnce(&Device) -> L,
) -> Result<Fitted<L>> {
    let plain = Device::flex();
    let device = Device::flex().autodiff();
    device.seed(plan.seed);
    let net = fresh(&device);
    let optimizer = optimizer::new(plan.decay, plan.recipe.has(Ingredient::Muon));
    let fresh = State { plan: plan.told(), average: net.valid(), net, optimizer, step: 0, history: Vec::new() };
    let mut state = checkpoint::load(&plan.checkpoint, fresh)?;
    if state.step > 0 {
        eprintln!("going on at step {} of {}", state.step, plan.steps());
    }
    let mut progress = Progress::new(plan.steps(), plan.batch, state.step);
    while state.step < plan.steps().min(plan.stop_after.unwrap_or(plan.epochs) * plan.steps_an_epoch()) {
        let halves: Vec<Vec<Sample>> = made(plan, corpus, state.step);
        let Descent { gradients, loss, right } = state.net.descent(&halves, plan.recipe.manner(), &device);
        state.net = state.optimizer.step(plan.rate_at(state.step), state.net, gradients);
        // A short memory at first, so that the average does not drag the beginning along.
        let part = plan.averaging.max(1.0 / (state.step as f32 + 2.0));
        state.average = average::towards(state.average, &state.net.valid(), part);
        state.step += 1;
        progress.step(state.step, loss, right);
        if state.step.is_multiple_of(plan.steps_an_epoch()) {
            let epoch = state.step / plan.steps_an_epoch();
            let (loss, accuracy) = progress.epoch();
            let held: Vec<(&str, Held)> =
                hold_out.iter().map(|set| (set.name, Held::of(&state.average, set, &plain))).collect();
            let told: Vec<String> =
                held.iter().map(|(name, held)| format!("{name} {:.2}%", 100.0 * held.accuracy)).collect();
            progress.say(&format!(
                "epoch {epoch}: loss {loss:.4}, right {:.2}%; held out: {}",
                100.0 * accuracy,
                told.join(", ")
            ));
            let held: serde_json::Map<_, _> = held
                .into_iter()
                .map(|(name, held)| (name.to_owned(), json!({ "accuracy": held.accuracy, "loss": held.loss })))
                .collect();
            state.history.push(json!({ "epoch": epoch, "loss": loss, "accuracy": accuracy, "aside": held }));
            forget(&device);
            checkpoint::save(&state, &plan.checkpoint)?;
        }
    }
    let net = if plan.recipe.has(Ingredient::Average) { &state.average } else { &state.net };
    Ok(Fitted { net: settled(plan, corpus, net), history: state.history, examples: state.step * plan.batch })
}

/// Burn keeps a root of its graph for each step's parameters until a way back is gone from anywhere. Our own slopes never
/// go one: without this, memory would grow by a gigabyte in ten passes.
fn forget(device: &Device) {
    let _ = Tensor::<1>::zeros([1], device).require_grad().backward();
}

/// The examples of a step, in parts.
fn made(plan: &Plan, corpus: &impl Corpus, step: usize) -> Vec<Vec<Sample>> {
    let size = plan.batch / PARTS;
    let much = plan.much_at(step);
    let example = |at: usize| corpus.sample(plan.recipe, much, &mut Rng::of(plan.seed, [step as u64, at as u64]));
    (0..PARTS).map(|part| (part * size..(part + 1) * size).into_par_iter().map(example).collect()).collect()
}

/// Scores of a set kept aside, in its order.
pub fn scores(net: &impl Score, set: &HoldOut<impl Image + Clone>, device: &Device) -> Vec<Vec<f32>> {
    let images: Vec<_> = set.examples.iter().map(|example| example.of.clone()).collect();
    images.par_chunks(64).flat_map_iter(|images| net.score(images, device)).collect()
}

/// How a network does on a set kept aside.
struct Held {
    accuracy: f64,
    loss: f64,
}

impl Held {
    fn of(net: &impl Learner, set: &HoldOut<impl Image + Clone>, device: &Device) -> Self {
        let (mut right, mut loss) = (0, 0.0);
        let reject = net.spec().alphabet.reject();
        for (scores, example) in scores(net, set, device).iter().zip(&set.examples) {
            // For symbols, whether the best symbol is right; for what is none, whether the network says so.
            let rivals = if example.class < reject { &scores[..reject] } else { scores };
            right += usize::from(statistics::highest(rivals) == example.class);
            loss += f64::from(wrongness(scores, example.class));
        }
        let n = set.examples.len().max(1) as f64;
        Self { accuracy: right as f64 / n, loss: loss / n }
    }
}

/// Minus the logarithm of the probability of what is right.
fn wrongness(scores: &[f32], class: usize) -> f32 {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter().map(|score| (score - most).exp()).sum::<f32>().ln() + most - scores[class]
}

/// The averaged network with normalisation measured anew: an average of statistics is not the average's statistics.
fn settled<L: Learner>(plan: &Plan, corpus: &impl Corpus, average: &L) -> L {
    let device = Device::flex().autodiff();
    let mut net = average.clone().train();
    for step in 0..SETTLING {
        net = net.with_momentum(1.0 / (step + 1) as f64);
        net.attend(&made(plan, corpus, plan.steps() + step), &device);
    }
    net.valid()
}
