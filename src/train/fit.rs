//! The loop: batches in two halves beside each other, AdamW along one long wave of learning rate, a running average.

use super::checkpoint::{self, State};
use super::rng::Rng;
use super::sampler::{Aside, Lessons, Made};
use super::{Result, average};
use crate::glyph::Glyph;
use crate::net::{Net, pictures};
use crate::reader::{CLASSES, DIGITS};
use burn::module::Module;
use burn::optim::{AdamWConfig, GradientsAccumulator, GradientsParams};
use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use rayon::prelude::*;
use serde_json::json;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Parts of a batch that are worked on side by side. Fixed, so that a run does not depend on the machine's cores.
const PARTS: usize = 2;
/// Batches that settle the final network's normalisation.
const SETTLING: usize = 100;

#[derive(Clone, Debug)]
pub struct Plan {
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
pub struct Fitted {
    pub net: Net,
    pub history: Vec<serde_json::Value>,
}

pub fn fit(plan: &Plan, lessons: &Lessons, aside: &[Aside]) -> Result<Fitted> {
    let plain = Device::flex();
    let device = Device::flex().autodiff();
    device.seed(plan.seed);
    let net = Net::new(&device);
    let optimizer = AdamWConfig::new().with_weight_decay(plan.decay).with_epsilon(1e-7).init();
    let fresh = State { average: net.valid(), net, optimizer, step: 0, history: Vec::new() };
    let mut state = checkpoint::load(&plan.checkpoint, fresh)?;
    if state.step > 0 {
        eprintln!("going on at step {} of {}", state.step, plan.steps());
    }
    let mut progress = Progress::new(plan, state.step);
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
            let held: serde_json::Map<_, _> = aside
                .iter()
                .map(|set| (set.name.to_owned(), json!(accuracy_on(&state.average, set, &plain))))
                .collect();
            let held_out = serde_json::Value::from(held.clone());
            progress.say(&format!("epoch {epoch}: loss {loss:.4}, right {:.2}%, aside {held_out}", 100.0 * accuracy));
            state.history.push(json!({ "epoch": epoch, "loss": loss, "accuracy": accuracy, "aside": held }));
            checkpoint::save(&state, &plan.checkpoint)?;
        }
    }
    Ok(Fitted { net: settled(plan, lessons, &state.average), history: state.history })
}

/// The examples of a step, in parts.
fn made(plan: &Plan, lessons: &Lessons, step: usize) -> Vec<Vec<Made>> {
    let size = plan.batch / PARTS;
    let example = |at: usize| lessons.make(&mut Rng::of(plan.seed, [step as u64, at as u64]));
    (0..PARTS).map(|part| (part * size..(part + 1) * size).into_par_iter().map(example).collect()).collect()
}

/// The gradients of a batch, its loss, and how many of it were read right.
fn gradients(plan: &Plan, net: &Net, parts: &[Vec<Made>], device: &Device) -> (GradientsParams, f32, usize) {
    let of_part = |(net, made): (Net, &Vec<Made>)| {
        let scores = net.forward(input(made, device));
        let guesses: Vec<f32> = scores.clone().into_data().iter::<f32>().collect();
        let right = guesses.chunks_exact(CLASSES).zip(made).filter(|(scores, made)| best(scores) == made.class).count();
        let wrongness = (log_softmax(scores, 1) * targets(made, plan.smoothing, device)).sum().neg();
        let loss = wrongness / (made.len() * PARTS) as f32;
        let value = loss.clone().into_data().iter::<f32>().next().unwrap_or(f32::NAN);
        (GradientsParams::from_grads(loss.backward(), &net), value, right)
    };
    // Each part has leaves of its own: graphs that share them are merged, and the first way back would consume both.
    let forks: Vec<(Net, &Vec<Made>)> = parts.iter().map(|made| (net.clone().fork(device), made)).collect();
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

/// One-hot rows, a little of each given to all classes.
fn targets(made: &[Made], smoothing: f32, device: &Device) -> Tensor<2> {
    let mut rows = vec![smoothing / CLASSES as f32; made.len() * CLASSES];
    made.iter().enumerate().for_each(|(at, made)| rows[at * CLASSES + made.class] += 1.0 - smoothing);
    Tensor::from_data(TensorData::new(rows, [made.len(), CLASSES]), device)
}

fn best(scores: &[f32]) -> usize {
    (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0)
}

/// Scores of a set kept aside, in its order.
pub fn scores(net: &Net, set: &Aside, device: &Device) -> Vec<[f32; CLASSES]> {
    let glyphs: Vec<Glyph> = set.examples.iter().map(|example| example.of.clone()).collect();
    glyphs.par_chunks(64).flat_map_iter(|glyphs| net.score(glyphs, device)).collect()
}

/// For digits, whether the best digit is right; for what is none, whether the network says so.
fn accuracy_on(net: &Net, set: &Aside, device: &Device) -> f64 {
    let right = |(scores, class): (&[f32; CLASSES], usize)| {
        if class < DIGITS { best(&scores[..DIGITS]) == class } else { best(scores) == DIGITS }
    };
    let scores = scores(net, set, device);
    let count = scores.iter().zip(set.examples.iter().map(|e| e.class)).filter(|pair| right(*pair)).count();
    count as f64 / set.examples.len().max(1) as f64
}

/// The averaged network with normalisation measured anew: an average of statistics is not the average's statistics.
fn settled(plan: &Plan, lessons: &Lessons, average: &Net) -> Net {
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

/// What a run says while it goes.
struct Progress {
    steps: usize,
    batch: usize,
    first: usize,
    begun: Instant,
    told: Instant,
    loss: f64,
    right: usize,
    seen: usize,
}

impl Progress {
    fn new(plan: &Plan, first: usize) -> Self {
        let now = Instant::now();
        Self { steps: plan.steps(), batch: plan.batch, first, begun: now, told: now, loss: 0.0, right: 0, seen: 0 }
    }

    fn step(&mut self, step: usize, loss: f32, right: usize) {
        self.loss += f64::from(loss);
        self.right += right;
        self.seen += 1;
        let terminal = std::io::stderr().is_terminal();
        if self.told.elapsed() < if terminal { Duration::from_millis(500) } else { Duration::from_secs(30) } {
            return;
        }
        self.told = Instant::now();
        let each = self.begun.elapsed().as_secs_f64() / (step - self.first) as f64;
        let left = (each * (self.steps - step) as f64) as u64;
        let (loss, accuracy) = self.means();
        let line = format!(
            "{:3}% step {step}/{} loss {loss:.4} right {:.2}% {:.0}/s, {}:{:02} left",
            100 * step / self.steps,
            self.steps,
            100.0 * accuracy,
            self.batch as f64 / each,
            left / 60,
            left % 60
        );
        if terminal {
            eprint!("\r\x1b[K{line}");
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("{line}");
        }
    }

    fn means(&self) -> (f64, f64) {
        let seen = self.seen.max(1) as f64;
        (self.loss / seen, self.right as f64 / (seen * self.batch as f64))
    }

    /// The epoch's loss and accuracy; the next begins.
    fn epoch(&mut self) -> (f64, f64) {
        let means = self.means();
        (self.loss, self.right, self.seen) = (0.0, 0, 0);
        means
    }

    fn say(&self, line: &str) {
        eprintln!("{}{line}", if std::io::stderr().is_terminal() { "\r\x1b[K" } else { "" });
    }
}
