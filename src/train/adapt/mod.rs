//! `cargo xtask eval --adapt N`: what learning a hand brings, simulated on writers who taught nothing.
//!
//! Of each writer, in the order of the files, the first N examples of each sign that occurs are taught; all later ink is
//! judged: as the model was shipped, with prototypes, and with an own last layer where the guard takes it.

mod eye;
mod judged;
mod report;
pub mod transfer;
mod words;
mod writers;

use super::args::Args;
use super::{Result, TrainError, say};
use crate::mode::Mode;
use judged::Judged;
use rayon::prelude::*;
use report::Report;
use std::path::Path;
use writers::Writer;

/// The numbers of examples that a curve is drawn of.
const CURVE: [usize; 5] = [1, 2, 3, 5, 10];

/// What to simulate.
pub struct Task {
    pub mode: Mode,
    /// Examples of each sign.
    pub examples: usize,
    /// Whether look-alikes count as the same.
    pub fold: bool,
    /// Whether each writer has a line.
    pub each: bool,
}

impl Task {
    /// What the command line asks for; none where it does not ask for this.
    pub fn of(args: &mut Args, mode: Mode) -> Result<Option<Self>> {
        let Some(examples) = args.number_if_any("--adapt")? else { return Ok(None) };
        if examples == 0 {
            return Err(TrainError("--adapt wants one example at least.".into()));
        }
        Ok(Some(Self { mode, examples, fold: args.flag("--fold"), each: args.flag("--misses") }))
    }

    pub fn run(&self, models: &Path) -> Result<()> {
        let writers = writers::read(self.mode, models, self.examples.max(CURVE[4]))?;
        let judged = self.judged(&writers, self.examples);
        let report = Report::of(&judged, self.fold);
        if self.each {
            report.writers().iter().try_for_each(say)?;
        }
        say(report.sums(&format!("{} examples of each sign", self.examples)))?;
        for examples in CURVE.into_iter().filter(|examples| *examples != self.examples) {
            let judged = self.judged(&writers, examples);
            let report = Report::of(&judged, self.fold);
            say(report.line(&format!("{examples} of each sign")))?;
        }
        if self.mode == Mode::Text {
            words::run(models, &writers, self.examples)?;
        }
        say(writers::stored(self.mode)?)
    }

    fn judged(&self, writers: &[Writer], examples: usize) -> Vec<Judged> {
        writers.par_iter().enumerate().map(|(at, writer)| Judged::of(writer, at % 2 == 1, examples)).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::hand::Descent;
    use crate::train::rng::Rng;
    use burn::tensor::activation::log_softmax;
    use burn::tensor::{Device, Tensor, TensorData};

    const SIGNS: usize = 6;
    const CLASSES: usize = 4;
    const WIDTH: usize = 5;
    const DECAY: f32 = 0.3;

    #[test]
    fn the_slopes_are_those_of_burns_autodiff() {
        let mut rng = Rng::of(3, [0, 0]);
        let mut numbers = |count: usize| -> Vec<f32> { (0..count).map(|_| rng.normal()).collect() };
        let (features, logits) = (numbers(SIGNS * WIDTH), numbers(SIGNS * CLASSES));
        let coefficients: Vec<f32> = numbers(SIGNS * CLASSES);
        let targets: Vec<f32> =
            (0..SIGNS * CLASSES).map(|at| if at % CLASSES == at / CLASSES % CLASSES { 1.0 } else { 0.0 }).collect();
        let weights: Vec<f32> = (0..SIGNS).map(|at| 0.3 + at as f32 / 4.0).collect();
        let rows: Vec<&[f32]> = features.chunks(WIDTH).collect();
        let alike = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let kernel = rows.iter().flat_map(|a| rows.iter().map(|b| alike(a, b)).collect::<Vec<_>>()).collect();
        // The gradient of a layer of pulls: each sign's slopes times its features.
        let layer_of = |pulls: &[f32]| {
            let mut layer = vec![0.0; CLASSES * WIDTH];
            for (at, layer) in layer.iter_mut().enumerate() {
                let (class, place) = (at / WIDTH, at % WIDTH);
                *layer = (0..SIGNS).map(|sign| pulls[sign * CLASSES + class] * rows[sign][place]).sum();
            }
            layer
        };
        let nothing = vec![0.0; SIGNS * CLASSES];
        let descent = Descent::new(kernel, logits.clone(), targets.clone(), weights.clone(), nothing, DECAY);
        let own = layer_of(&descent.slopes(&coefficients));

        let device = Device::flex().autodiff();
        let tensor =
            |numbers: Vec<f32>, shape: [usize; 2]| Tensor::<2>::from_data(TensorData::new(numbers, shape), &device);
        let layer = tensor(layer_of(&coefficients), [CLASSES, WIDTH]).require_grad();
        let scores = tensor(logits, [SIGNS, CLASSES])
            + tensor(features.clone(), [SIGNS, WIDTH]).matmul(layer.clone().transpose());
        let each = log_softmax(scores, 1) * tensor(targets, [SIGNS, CLASSES]) * tensor(weights, [SIGNS, 1]);
        let loss = each.sum().neg() + layer.clone().square().sum() * (DECAY / 2.0);
        let burns: Vec<f32> = layer.grad(&loss.backward()).unwrap().into_data().iter::<f32>().collect();
        assert!(own.iter().zip(&burns).all(|(own, burns)| (own - burns).abs() < 1e-4), "{own:?} {burns:?}");
        assert!(burns.iter().any(|slope| slope.abs() > 0.1));
    }
}
