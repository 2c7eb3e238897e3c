//! The loop: batches in two halves beside each other, AdamW along one long wave of learning rate, a running average.

use super::checkpoint::{self, State};
use super::progress::Progress;
use super::recipe::{Ingredient, Recipe};
use super::rng::Rng;
use super::sampler::{Aside, Lessons, Made};
use super::{Result, average, slope};
use crate::glyph::Glyph;
use crate::net::{Net, Score, pictures};
use crate::rank;
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

/// What a batch says: which way to go, its loss, and how many of it were read right.
pub struct Descent {
    pub gradients: GradientsParams,
    pub loss: f32,
    pub right: usize,
}

/// A network that can be trained.
pub trait Learner: Module + Score {
    /// Scores of a batch of pictures, `[batch, 1, 28, 28]` to `[batch, 11]`.
    fn forward(&self, input: Tensor<4>) -> Tensor<2>;

    /// With normalisation layers that take so much of each batch into their running statistics.
    fn with_momentum(self, momentum: f64) -> Self;

    /// Of a batch in parts, which are normalised apart and worked on side by side.
    fn descent(&self, parts: &[Vec<Made>], smoothing: f32, device: &Device) -> Descent {
        derived(self, parts, smoothing, device)
    }
}

impl Learner for Net {
    fn forward(&self, input: Tensor<4>) -> Tensor<2> {
        Self::forward(self, input)
    }

    fn with_momentum(self, momentum: f64) -> Self {
        Self::with_momentum(self, momentum)
    }

    fn descent(&self, parts: &[Vec<Made>], smoothing: f32, _: &Device) -> Descent {
        let slopes = slope::of(self, parts, smoothing);
        slopes.moments.iter().for_each(|moments| self.remember(moments));
        Descent { gradients: self.gradients(slopes.learned), loss: slopes.loss, right: slopes.right }
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
    let smoothing = plan.recipe.strength(Ingredient::Smoothing, plan.smoothing);
    let mut progress = Progress::new(plan.steps(), plan.batch, state.step);
    while state.step < plan.steps().min(plan.stop_after.unwrap_or(plan.epochs) * plan.steps_an_epoch()) {
        let halves: Vec<Vec<Made>> = made(plan, lessons, state.step);
        let Descent { gradients, loss, right } = state.net.descent(&halves, smoothing, &device);
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

/// By Burn's own differentiation, which does so for any network.
fn derived<L: Learner>(net: &L, parts: &[Vec<Made>], smoothing: f32, device: &Device) -> Descent {
    let examples: usize = parts.iter().map(Vec::len).sum();
    let of_part = |(net, made): (L, &Vec<Made>)| {
        let scores = net.forward(input(made, device));
        let guesses: Vec<f32> = scores.clone().into_data().iter::<f32>().collect();
        let heads = guesses.len() / made.len() / CLASSES;
        let each = guesses.chunks_exact(heads * CLASSES).zip(made);
        let right = each.filter(|(outputs, made)| made.is_read(outputs)).count();
        let scores = scores.reshape([made.len(), heads, CLASSES]);
        let sum = (log_softmax(scores, 2) * targets(made, heads, smoothing, device)).sum().neg();
        let loss = sum / examples as f32;
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
    Descent { gradients: sum.grads(), loss, right }
}

fn input(made: &[Made], device: &Device) -> Tensor<4> {
    pictures(made.iter().flat_map(|made| made.ink.iter().copied()).collect(), made.len(), device)
}

/// What each medium's scores should be, as much as the example counts there. A network that knows but one medium learns
/// from all alike.
fn targets(made: &[Made], heads: usize, smoothing: f32, device: &Device) -> Tensor<3> {
    let rows = made.iter().flat_map(|made| {
        let counts = if heads == 1 { vec![1.0] } else { made.counts().to_vec() };
        counts.into_iter().flat_map(move |counts| (0..CLASSES).map(move |class| counts * made.target(class, smoothing)))
    });
    Tensor::from_data(TensorData::new(rows.collect::<Vec<f32>>(), [made.len(), heads, CLASSES]), device)
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
            right += usize::from(rank::highest(rivals) == example.class);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::{AREA, Medium};
    use crate::train::rng::Rng;
    use burn::module::{ModuleVisitor, Param};
    use burn::optim::GradientsParams;

    /// The gradients, parameter after parameter.
    struct Lists<'a> {
        of: &'a GradientsParams,
        lists: Vec<Vec<f32>>,
    }

    impl ModuleVisitor for Lists<'_> {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            let list = self.of.get::<D>(param.id).map(|tensor| tensor.into_data().iter::<f32>().collect());
            self.lists.push(list.unwrap_or_default());
        }
    }

    fn lists(net: &Net, descent: &Descent) -> Vec<Vec<f32>> {
        let mut lists = Lists { of: &descent.gradients, lists: Vec::new() };
        net.visit(&mut lists);
        lists.lists
    }

    fn lesson(rng: &mut Rng, count: usize) -> Vec<Made> {
        let made = |class: usize| Made {
            ink: (0..AREA).map(|_| rng.unit()).collect(),
            class,
            medium: [None, Some(Medium::Pen), Some(Medium::Paper)][class % 3],
        };
        (0..count).map(|at| at % CLASSES).map(made).collect()
    }

    #[test]
    fn our_own_slopes_are_those_of_burns_differentiation() {
        let device = Device::flex().autodiff();
        device.seed(5);
        let net = Net::new(&device);
        let mut rng = Rng::of(9, [1, 2]);
        let parts = [lesson(&mut rng, 7), lesson(&mut rng, 4)];
        let theirs = derived(&net, &parts, 0.05, &device);
        let ours = net.descent(&parts, 0.05, &device);
        assert!((ours.loss - theirs.loss).abs() < 1e-4 * theirs.loss, "{} {}", ours.loss, theirs.loss);
        assert_eq!(ours.right, theirs.right);
        let (ours, theirs) = (lists(&net, &ours), lists(&net, &theirs));
        assert_eq!(ours.len(), theirs.len());
        let mut compared = 0;
        for (at, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            let largest = theirs.iter().fold(0.0_f32, |most, slope| most.max(slope.abs()));
            // Biases before normalisation change nothing: what Burn finds there is rounding.
            if largest < 1e-5 {
                continue;
            }
            compared += ours.len();
            assert_eq!(ours.len(), theirs.len(), "{at}");
            for (ours, theirs) in ours.iter().zip(theirs) {
                assert!((ours - theirs).abs() < 2e-3 * largest, "{at}: {ours} {theirs} of {largest}");
            }
        }
        assert!(compared > 180_000, "{compared}");
    }
}
