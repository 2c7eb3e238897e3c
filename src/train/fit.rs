//! The loop: batches in two halves beside each other, AdamW along one long wave of learning rate, a running average.

use super::checkpoint::{self, State};
use super::progress::Progress;
use super::recipe::{Ingredient, Recipe};
use super::rng::Rng;
use super::sampler::{Aside, Lessons, Made};
use super::{Result, average};
use crate::glyph::Glyph;
use crate::net::{Net, Score, pictures};
use crate::reader::{CLASSES, DIGITS};
use burn::module::Module;
use burn::optim::{AdamWConfig, GradientsAccumulator, GradientsParams};
use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use rayon::prelude::*;
use serde_json::json;
use std::path::PathBuf;

/// Parts of a batch that are worked on side by side. Fixed, so that a run does not depend on the machine's cores.
const PARTS: usize = 2;
/// Batches that settle the final network's normalisation.
const SETTLING: usize = 100;

/// A network that can be trained.
pub trait Learner: Module + Score {
    /// Scores of a batch of pictures, `[batch, 1, 28, 28]` to `[batch, 11]`.
    fn forward(&self, input: Tensor<4>) -> Tensor<2>;

    /// With normalisation layers that take so much of each batch into their running statistics.
    fn with_momentum(self, momentum: f64) -> Self;
}

impl Learner for Net {
    fn forward(&self, input: Tensor<4>) -> Tensor<2> {
        Self::forward(self, input)
    }

    fn with_momentum(self, momentum: f64) -> Self {
        Self::with_momentum(self, momentum)
    }
}

#[derive(Clone, Debug)]
pub struct Plan {
    pub recipe: Recipe,
    pub seed: u64,
    pub epochs: usize,
    /// Examples an epoch.
    pub epoch: usize,
    pub batch: usize,
    pub rate: f64,
    pub decay: f32,
    pub smoothing: f32,
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

    /// Up over the first twentieth, then down along a cosine.
    fn rate_at(&self, step: usize) -> f64 {
        let (at, warm) = (step as f64 / self.steps() as f64, 0.05);
        let wave =
            if at < warm { at / warm } else { (1.0 + (std::f64::consts::PI * (at - warm) / (1.0 - warm)).cos()) / 2.0 };
        self.rate * wave.max(1e-3)
    }
}

/// A trained network with the figures of each epoch.
pub struct Fitted<L> {
    pub net: L,
    pub history: Vec<serde_json::Value>,
}

pub fn fit<L: Learner>(
    plan: &Plan,
    lessons: &Lessons,
    aside: &[Aside],
    fresh: impl FnOnce(&Device) -> L,
) -> Result<Fitted<L>> {
    let plain = Device::flex();
    let device = Device::flex().autodiff();
    device.seed(plan.seed);
    let net = fresh(&device);
    let optimizer = AdamWConfig::new().with_weight_decay(plan.decay).with_epsilon(1e-7).init();
    let fresh = State { average: net.valid(), net, optimizer, step: 0, history: Vec::new() };
    let mut state = checkpoint::load(&plan.checkpoint, fresh)?;
    if state.step > 0 {
        eprintln!("going on at step {} of {}", state.step, plan.steps());
    }
    let mut progress = Progress::new(plan.steps(), plan.batch, state.step);
    while state.step < plan.steps().min(plan.stop_after.unwrap_or(plan.epochs) * plan.steps_an_epoch()) {
        let halves: Vec<Vec<Made>> = made(plan, lessons, state.step);
        let (grads, loss, right) = gradients(plan, &state.net, &halves, &device);
        state.net = state.optimizer.step(plan.rate_at(state.step), state.net, grads);
        // A short memory at first, so that the average does not drag the beginning along.
        let part = plan.averaging.max(1.0 / (state.step as f32 + 2.0));
        state.average = average::towards(state.average, &state.net.valid(), part);
        state.step += 1;
        progress.step(state.step, loss, right);
        if state.step.is_multiple_of(plan.steps_an_epoch()) {
            let epoch = state.step / plan.steps_an_epoch();
            let (loss, accuracy) = progress.epoch();
            let held: Vec<(&str, Held)> =
                aside.iter().map(|set| (set.name, Held::of(&state.average, set, &plain))).collect();
            let told: Vec<String> =
                held.iter().map(|(name, held)| format!("{name} {:.2}%", 100.0 * held.accuracy)).collect();
            progress.say(&format!(
                "epoch {epoch}: loss {loss:.4}, right {:.2}%; kept aside: {}",
                100.0 * accuracy,
                told.join(", ")
            ));
            let held: serde_json::Map<_, _> = held
                .into_iter()
                .map(|(name, held)| (name.to_owned(), json!({ "accuracy": held.accuracy, "loss": held.loss })))
                .collect();
            state.history.push(json!({ "epoch": epoch, "loss": loss, "accuracy": accuracy, "aside": held }));
            checkpoint::save(&state, &plan.checkpoint)?;
        }
    }
    let net = if plan.recipe.has(Ingredient::Average) { &state.average } else { &state.net };
    Ok(Fitted { net: settled(plan, lessons, net), history: state.history })
}

/// The examples of a step, in parts.
fn made(plan: &Plan, lessons: &Lessons, step: usize) -> Vec<Vec<Made>> {
    let size = plan.batch / PARTS;
    let example = |at: usize| lessons.make(plan.recipe, &mut Rng::of(plan.seed, [step as u64, at as u64]));
    (0..PARTS).map(|part| (part * size..(part + 1) * size).into_par_iter().map(example).collect()).collect()
}

/// The gradients of a batch, its loss, and how many of it were read right.
fn gradients<L: Learner>(plan: &Plan, net: &L, parts: &[Vec<Made>], device: &Device) -> (GradientsParams, f32, usize) {
    let smoothing = plan.recipe.strength(Ingredient::Smoothing, plan.smoothing);
    let of_part = |(net, made): (L, &Vec<Made>)| {
        let scores = net.forward(input(made, device));
        let guesses: Vec<f32> = scores.clone().into_data().iter::<f32>().collect();
        let heads = guesses.len() / made.len() / CLASSES;
        let right =
            guesses.chunks_exact(heads * CLASSES).zip(made).filter(|(outputs, made)| is_read(outputs, made)).count();
        let scores = scores.reshape([made.len(), heads, CLASSES]);
        let sum = (log_softmax(scores, 2) * targets(made, heads, smoothing, device)).sum().neg();
        let loss = sum / (made.len() * PARTS) as f32;
        let value = loss.clone().into_data().iter::<f32>().next().unwrap_or(f32::NAN);
        (GradientsParams::from_grads(loss.backward(), &net), value, right)
    };
    // Each part has leaves of its own: graphs that share them are merged, and the first way back would consume both.
    let forks: Vec<(L, &Vec<Made>)> = parts.iter().map(|made| (net.clone().fork(device), made)).collect();
    let done: Vec<_> = forks.into_par_iter().map(of_part).collect();
    let mut sum = GradientsAccumulator::new();
    let (mut loss, mut right) = (0.0, 0);
    for (grads, part_loss, part_right) in done {
        sum.accumulate(net, grads);
        loss += part_loss;
        right += part_right;
    }
    (sum.grads(), loss, right)
}

fn input(made: &[Made], device: &Device) -> Tensor<4> {
    pictures(made.iter().flat_map(|made| made.ink.iter().copied()).collect(), made.len(), device)
}

/// One-hot rows for each medium, a little of each given to all classes, as much as the example counts there. A network
/// that knows but one medium learns from all alike.
fn targets(made: &[Made], heads: usize, smoothing: f32, device: &Device) -> Tensor<3> {
    let even = smoothing / CLASSES as f32;
    let row = |made: &Made, counts: f32| {
        let class = made.class;
        (0..CLASSES).map(move |at| counts * (even + if at == class { 1.0 - smoothing } else { 0.0 }))
    };
    let rows = made.iter().flat_map(|made| {
        let counts = if heads == 1 { vec![1.0] } else { made.counts().to_vec() };
        counts.into_iter().flat_map(|counts| row(made, counts))
    });
    Tensor::from_data(TensorData::new(rows.collect::<Vec<f32>>(), [made.len(), heads, CLASSES]), device)
}

/// Whether the scores for an example's medium are right about it.
fn is_read(outputs: &[f32], made: &Made) -> bool {
    let from = made.medium.map_or(0, |medium| medium as usize * CLASSES).min(outputs.len() - CLASSES);
    best(&outputs[from..from + CLASSES]) == made.class
}

fn best(scores: &[f32]) -> usize {
    (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0)
}

/// Scores of a set kept aside, in its order.
pub fn scores(net: &impl Score, set: &Aside, device: &Device) -> Vec<[f32; CLASSES]> {
    let glyphs: Vec<Glyph> = set.examples.iter().map(|example| example.of.clone()).collect();
    glyphs.par_chunks(64).flat_map_iter(|glyphs| net.score(glyphs, device)).collect()
}

/// How a network does on a set kept aside.
struct Held {
    accuracy: f64,
    loss: f64,
}

impl Held {
    fn of(net: &impl Learner, set: &Aside, device: &Device) -> Self {
        let (mut right, mut loss) = (0, 0.0);
        for (scores, example) in scores(net, set, device).iter().zip(&set.examples) {
            // For digits, whether the best digit is right; for what is none, whether the network says so.
            let rivals = if example.class < DIGITS { &scores[..DIGITS] } else { scores };
            right += usize::from(best(rivals) == example.class);
            loss += f64::from(wrongness(scores, example.class));
        }
        let n = set.examples.len().max(1) as f64;
        Self { accuracy: right as f64 / n, loss: loss / n }
    }
}

/// Minus the logarithm of the probability of what is right.
fn wrongness(scores: &[f32; CLASSES], class: usize) -> f32 {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores.iter().map(|score| (score - most).exp()).sum::<f32>().ln() + most - scores[class]
}

/// The averaged network with normalisation measured anew: an average of statistics is not the average's statistics.
fn settled<L: Learner>(plan: &Plan, lessons: &Lessons, average: &L) -> L {
    let device = Device::flex().autodiff();
    let mut net = average.clone().train();
    for step in 0..SETTLING {
        net = net.with_momentum(1.0 / (step + 1) as f64);
        for part in made(plan, lessons, plan.steps() + step) {
            let _ = net.forward(input(&part, &device));
        }
    }
    net.valid()
}
