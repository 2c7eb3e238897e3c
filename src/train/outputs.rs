//! The teaching of one medium's outputs alone: rows of the last layer, by what the layers before them give.
//!
//! All before them stays as it was, so what they learn costs nothing in any other medium; and as it stays, this is a
//! matter of a few minutes, for whenever pictures are cut in another way.

use super::corpus;
use super::progress::Progress;
use super::{average, optimizer};
use crate::glyph::Medium;
use crate::net::Net;
use crate::net::spec::ModelSpec;
use crate::net::weights::Numbers;
use crate::statistics;
use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::optim::GradientsParams;
use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use rayon::prelude::*;
use std::ops::Range;

/// Examples in a step.
pub const BATCH: usize = 256;
/// The highest rate of learning; it goes down along half a wave.
const RATE: f64 = 0.002;
/// How much of each answer is spread over all classes.
const SMOOTHING: f32 = 0.05;
/// The weight of the newest step in the running average.
const AVERAGING: f32 = 0.003;

/// What the last layer is given for an example, and the example's class.
pub struct Seen {
    pub inputs: Vec<f32>,
    pub class: usize,
}

/// The rows of the last layer that speak of one medium.
pub struct Outputs {
    rows: Range<usize>,
    /// How long a row is.
    size: usize,
}

impl Outputs {
    pub fn of(spec: &ModelSpec, medium: Medium, last: &Numbers) -> Self {
        Self { rows: spec.outputs_of(medium), size: last.weights.len() / last.bias.len() }
    }

    /// These rows as a layer of their own,
    fn layer(&self, last: &Numbers, device: &Device) -> Linear {
        let Self { rows, size } = self;
        let weights = last.weights[rows.start * size..rows.end * size].to_vec();
        let weights = TensorData::new(weights, [rows.len(), *size]);
        let bias = TensorData::new(last.bias[rows.clone()].to_vec(), [rows.len()]);
        Linear {
            weight: Param::from_tensor(Tensor::<2>::from_data(weights, device).transpose()),
            bias: Some(Param::from_tensor(Tensor::from_data(bias, device))),
        }
    }

    /// and put back in their place.
    fn put(&self, outputs: &Linear, last: &mut Numbers) {
        let Self { rows, size } = self;
        let weights = numbers(outputs.weight.val().transpose());
        last.weights[rows.start * size..rows.end * size].copy_from_slice(&weights);
        if let Some(bias) = &outputs.bias {
            last.bias[rows.clone()].copy_from_slice(&numbers(bias.val()));
        }
    }

    #[cfg(test)]
    pub fn forget(&self, last: &mut Numbers) {
        last.weights[self.rows.start * self.size..self.rows.end * self.size].fill(0.0);
        last.bias[self.rows.clone()].fill(0.0);
    }
}

/// The folded network with a medium's outputs as they are after so many steps; `seen` makes an example by its step and its
/// place there.
pub fn taught(net: &Net, medium: Medium, steps: usize, seen: impl Fn(usize, usize) -> Seen + Sync) -> Net {
    let device = Device::flex();
    let mut layers = net.numbers();
    let Some(last) = layers.last_mut() else { return net.clone() };
    let outputs = Outputs::of(net.spec(), medium, last);
    let layer = teach(outputs.layer(last, &device.clone().autodiff()), steps, seen);
    outputs.put(&layer, last);
    Net::from_numbers(net.spec(), &layers, &device)
}

/// The average of where the outputs come by on their way down.
fn teach(mut outputs: Linear, steps: usize, seen: impl Fn(usize, usize) -> Seen + Sync) -> Linear {
    let device = outputs.weight.device();
    let mut optimizer = optimizer::new(0.0, false);
    let mut progress = Progress::new(steps, BATCH, 0);
    let mut average = outputs.valid();
    for step in 0..steps {
        let (inputs, known): (Vec<Vec<f32>>, Vec<usize>) = (0..BATCH)
            .into_par_iter()
            .map(|at| {
                let Seen { inputs, class } = seen(step, at);
                (inputs, class)
            })
            .unzip();
        let scores = outputs.forward(rows_of(&inputs, &device));
        let [_, classes] = scores.dims();
        let said = numbers(scores.clone());
        let right = said.chunks_exact(classes).zip(&known).filter(|(said, class)| statistics::highest(said) == **class);
        let right = right.count();
        let target = |known: &usize| -> Vec<f32> {
            (0..classes).map(|class| corpus::target(class, *known, classes, SMOOTHING)).collect()
        };
        let targets: Vec<Vec<f32>> = known.iter().map(target).collect();
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

fn numbers<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::glyph::Glyph;
    use crate::net::{Fused, Score};
    use crate::train::numbers::spec;

    #[test]
    fn the_outputs_are_those_of_the_last_layer() {
        let device = Device::flex();
        let net = Net::new(&spec(), &device).fold();
        let mut layers = net.numbers();
        let last = layers.last_mut().unwrap();
        let outputs = Outputs::of(&spec(), Medium::Picture, last);
        let mut layer = outputs.layer(last, &device);
        let glyph = Glyph { medium: Medium::Picture, pixels: std::array::from_fn(|at| (at * at % 251) as u8) };
        let ink: Vec<f32> = glyph.input().collect();
        let seen = Fused::from_numbers(net.spec(), &net.numbers(), &device).before_last(&ink);
        let scores = |layer: &Linear| numbers(layer.forward(rows_of(std::slice::from_ref(&seen), &device)));
        let close = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-4);
        assert!(close(&scores(&layer), &net.score(std::slice::from_ref(&glyph), &device)[0]));

        layer.weight = layer.weight.map(|weight| weight + 0.01);
        layer.bias = layer.bias.map(|bias| bias.map(|bias| bias - 0.5));
        outputs.put(&layer, last);
        let changed = Net::from_numbers(net.spec(), &layers, &device);
        assert!(close(&scores(&layer), &changed.score(std::slice::from_ref(&glyph), &device)[0]));
        for medium in [Medium::Pen, Medium::Paper] {
            let glyph = Glyph { medium, ..glyph.clone() };
            assert_eq!(changed.score(std::slice::from_ref(&glyph), &device), net.score(&[glyph], &device));
        }
    }
}
