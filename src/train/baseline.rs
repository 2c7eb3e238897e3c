//! Baselines: the networks that other apps of this kind use, trained by the same loop on the same examples.

use super::autodiff;
use super::corpus::Sample;
use super::learner::{Descent, Learner};
use super::numbers::DIGITS;
use super::recipe::Manner;
use super::{Result, TrainError};
use crate::alphabet::Alphabet;
use crate::glyph::{Image, Medium, SIDE};
use crate::net::spec::ModelSpec;
use crate::net::{Score, input};
use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::pool::{AdaptiveAvgPool2d, AdaptiveAvgPool2dConfig, MaxPool2d, MaxPool2dConfig};
use burn::nn::{BatchNorm, BatchNormConfig, Dropout, DropoutConfig, Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor};

/// One step of an architecture. A dense step flattens what comes in.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// 3×3, with a ReLU: channels and padding.
    Conv(usize, usize),
    /// Halves both sides.
    Pool,
    Drop(f64),
    /// With a ReLU.
    Dense(usize),
    /// Two normalised 3×3 convolutions with a shortcut connection: channels and stride.
    Residual(usize, usize),
    /// The mean of each map.
    Mean,
    /// The scores.
    Out,
}
use Step::{Conv, Dense, Drop, Mean, Out, Pool, Residual};

/// A name, a description and the steps.
type Arch = (&'static str, &'static str, &'static [Step]);

const ARCHS: [Arch; 4] = [
    ("dense", "two dense layers", &[Dense(128), Out]),
    (
        "conv-32-64",
        "convolutions 32–64, dense 128",
        &[Conv(32, 0), Conv(64, 0), Pool, Drop(0.25), Dense(128), Drop(0.5), Out],
    ),
    (
        "conv-64-128-128",
        "convolutions 64–128–128, dense 256",
        &[Conv(64, 0), Pool, Conv(128, 0), Pool, Conv(128, 1), Drop(0.25), Dense(256), Drop(0.5), Out],
    ),
    ("residual", "small residual network", &[Residual(16, 2), Residual(32, 1), Residual(64, 2), Mean, Out]),
];

/// The names of all architectures, for the help.
pub fn names() -> Vec<&'static str> {
    ARCHS.iter().map(|(name, ..)| *name).collect()
}

// A network has a handful of them; boxes would gain nothing.
#[allow(clippy::large_enum_variant)]
#[derive(Module, Debug)]
enum Layer {
    Conv(Conv2d),
    Pool(MaxPool2d),
    Drop(Dropout),
    Dense(Linear),
    Residual(Block),
    Mean(AdaptiveAvgPool2d),
    Out(Linear),
}

#[derive(Module, Debug)]
struct Block {
    first: Conv2d,
    first_norm: BatchNorm,
    second: Conv2d,
    second_norm: BatchNorm,
    /// The 1×1 convolution of the shortcut.
    shortcut: Conv2d,
}

#[derive(Module, Debug)]
pub struct Baseline {
    layers: Vec<Layer>,
    /// One set of scores for all media; the layers are told by `layers`.
    #[module(skip)]
    spec: ModelSpec,
}

/// An architecture with its sizes.
pub struct Plan {
    pub name: &'static str,
    pub what: &'static str,
    steps: &'static [Step],
    pub parameters: usize,
    pub multiplies: usize,
}

pub fn plan(name: &str) -> Result<Plan> {
    let known = ARCHS.iter().find(|(known, ..)| *known == name);
    let Some((name, what, steps)) = known else {
        return Err(TrainError(format!("--arch is one of {}, not “{name}”.", names().join(", "))));
    };
    let mut shape = Shape { channels: 1, side: SIDE };
    let (mut parameters, mut multiplies) = (0, 0);
    for step in *steps {
        let (next, weights, biases) = shape.after(*step);
        let uses = if matches!(step, Dense(_) | Out) { 1 } else { next.side * next.side };
        multiplies += match step {
            // The second convolution of a residual block and its shortcut have the smaller side, too.
            Conv(..) | Residual(..) | Dense(_) | Out => weights * uses,
            Pool | Drop(_) | Mean => 0,
        };
        parameters += weights + biases;
        shape = next;
    }
    Ok(Plan { name, what, steps, parameters, multiplies })
}

#[derive(Clone, Copy)]
struct Shape {
    channels: usize,
    side: usize,
}

impl Shape {
    fn size(self) -> usize {
        self.channels * self.side * self.side
    }

    /// The shape after a step, the step's weights, and what else it learns.
    fn after(self, step: Step) -> (Self, usize, usize) {
        let from = self.channels;
        match step {
            Conv(channels, padding) => {
                (Self { channels, side: self.side + 2 * padding - 2 }, 9 * from * channels, channels)
            }
            Pool => (Self { side: self.side / 2, ..self }, 0, 0),
            Drop(_) => (self, 0, 0),
            Dense(size) => (Self { channels: size, side: 1 }, self.size() * size, size),
            Residual(channels, stride) => {
                let weights = 9 * from * channels + 9 * channels * channels + from * channels;
                // Biases of three convolutions, scales and shifts of two normalisations.
                (Self { channels, side: self.side.div_ceil(stride) }, weights, 7 * channels)
            }
            Mean => (Self { side: 1, ..self }, 0, 0),
            Out => {
                let classes = DIGITS + 1;
                (Self { channels: classes, side: 1 }, self.size() * classes, classes)
            }
        }
    }
}

impl Baseline {
    pub fn new(plan: &Plan, device: &Device) -> Self {
        let mut shape = Shape { channels: 1, side: SIDE };
        let layer = |step: &Step| {
            let (from, size) = (shape.channels, shape.size());
            shape = shape.after(*step).0;
            match *step {
                Conv(to, padding) => Layer::Conv(conv(from, to, 3, 1, padding, device)),
                Pool => Layer::Pool(MaxPool2dConfig::new([2, 2]).init()),
                Drop(part) => Layer::Drop(DropoutConfig::new(part).init()),
                Dense(to) => Layer::Dense(LinearConfig::new(size, to).init(device)),
                Residual(to, stride) => Layer::Residual(Block {
                    first: conv(from, to, 3, stride, 1, device),
                    first_norm: BatchNormConfig::new(to).init(device),
                    second: conv(to, to, 3, 1, 1, device),
                    second_norm: BatchNormConfig::new(to).init(device),
                    shortcut: conv(from, to, 1, stride, 0, device),
                }),
                Mean => Layer::Mean(AdaptiveAvgPool2dConfig::new([1, 1]).init()),
                Out => Layer::Out(LinearConfig::new(size, DIGITS + 1).init(device)),
            }
        };
        let spec = ModelSpec { planes: 1, alphabet: Alphabet::digits(), media: vec![Medium::Pen], layers: Vec::new() };
        Self { layers: plan.steps.iter().map(layer).collect(), spec }
    }
}

fn conv(from: usize, to: usize, kernel: usize, stride: usize, padding: usize, device: &Device) -> Conv2d {
    Conv2dConfig::new([from, to], [kernel, kernel])
        .with_stride([stride, stride])
        .with_padding(PaddingConfig2d::Explicit(padding, padding, padding, padding))
        .init(device)
}

impl Layer {
    fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        match self {
            Self::Conv(conv) => relu(conv.forward(input)),
            Self::Pool(pool) => pool.forward(input),
            Self::Drop(drop) => drop.forward(input),
            Self::Dense(dense) => relu(flat(dense, input)),
            Self::Residual(block) => block.forward(input),
            Self::Mean(mean) => mean.forward(input),
            Self::Out(dense) => flat(dense, input),
        }
    }
}

/// A dense layer on maps; its numbers as maps of one pixel.
fn flat(dense: &Linear, input: Tensor<4>) -> Tensor<4> {
    let [batch, ..] = input.dims();
    let output = dense.forward(input.flatten::<2>(1, 3));
    let [_, size] = output.dims();
    output.reshape([batch, size, 1, 1])
}

impl Block {
    fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let shortcut = self.shortcut.forward(input.clone());
        let inner = relu(self.first_norm.forward(self.first.forward(input)));
        relu(self.second_norm.forward(self.second.forward(inner)) + shortcut)
    }
}

impl Learner for Baseline {
    fn spec(&self) -> &ModelSpec {
        &self.spec
    }

    fn forward(&self, input: Tensor<4>) -> Tensor<2> {
        let scores = self.layers.iter().fold(input, |maps, layer| layer.forward(maps));
        let [batch, ..] = scores.dims();
        scores.reshape([batch, self.spec.outputs()])
    }

    fn attend(&self, parts: &[Vec<Sample>], device: &Device) {
        autodiff::attend(self, parts, device);
    }

    fn descent(&self, parts: &[Vec<Sample>], manner: Manner, device: &Device) -> Descent {
        autodiff::descent(self, parts, manner.smoothing, device)
    }

    fn with_momentum(mut self, momentum: f64) -> Self {
        for layer in &mut self.layers {
            if let Layer::Residual(block) = layer {
                block.first_norm.momentum = momentum;
                block.second_norm.momentum = momentum;
            }
        }
        self
    }
}

impl Score for Baseline {
    fn score(&self, images: &[impl Image], device: &Device) -> Vec<Vec<f32>> {
        let scores = self.forward(input(images, 1, device)).into_data();
        self.spec.scores(scores.as_slice().unwrap_or_default(), images.iter().map(Image::medium))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_networks_that_are_made() {
        let device = Device::flex();
        for name in names() {
            let plan = plan(name).unwrap();
            let net = Baseline::new(&plan, &device);
            // Burn counts the running means and variances, too, though nobody learns them.
            let running = |step: &Step| if let Residual(channels, _) = step { 4 * channels } else { 0 };
            let running: usize = plan.steps.iter().map(running).sum();
            assert_eq!(net.num_params(), plan.parameters + running, "{name}");
            assert_eq!(net.forward(Tensor::zeros([2, 1, SIDE, SIDE], &device)).dims(), [2, DIGITS + 1], "{name}");
        }
    }

    #[test]
    fn the_largest_is_the_one_that_is_shipped_but_for_its_eleventh_class() {
        assert_eq!(plan("conv-64-128-128").unwrap().parameters, 1_044_106 + 257);
        assert!(plan("perceptron").is_err());
    }
}
