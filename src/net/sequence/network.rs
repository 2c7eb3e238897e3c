//! The network of Burn's own operations, for every backend.

use super::spec::{BlockSpec, SequenceSpec, StemLayer};
use crate::net::weights::Numbers;
use burn::tensor::activation::{log_softmax, relu};
use burn::tensor::{Device, Tensor, TensorData};

/// Keeps the mean square of a frame from being nothing; the same as in training.
pub const EPSILON: f32 = 1e-5;

#[derive(Clone, Debug)]
pub struct Network {
    stem: Vec<(StemLayer, Linear)>,
    blocks: Vec<(BlockSpec, Block)>,
    output: Linear,
}

/// Weights with a column for each output.
#[derive(Clone, Debug)]
struct Linear {
    weights: Tensor<2>,
    bias: Tensor<2>,
}

#[derive(Clone, Debug)]
struct Block {
    /// A row of channels for each place in the kernel.
    depthwise: Tensor<2>,
    inner: Linear,
    outer: Linear,
}

impl Network {
    /// The layers are as many as the spec has, and fit it.
    pub fn new(spec: &SequenceSpec, layers: &[Numbers], device: &Device) -> Option<Self> {
        let mut layers = layers.iter();
        let mut linear = || Linear::new(layers.next()?, device);
        let stem = spec.stem.iter().map(|layer| Some((*layer, linear()?))).collect::<Option<_>>()?;
        let block = |of: &BlockSpec| {
            let depthwise = linear()?.weights;
            Some((*of, Block { depthwise, inner: linear()?, outer: linear()? }))
        };
        let blocks = spec.blocks.iter().map(block).collect::<Option<_>>()?;
        Some(Self { stem, blocks, output: linear()? })
    }

    /// Logarithms of probabilities, `[frames, classes]`, of points `[points, features]`.
    pub fn forward(&self, points: Tensor<2>) -> Tensor<2> {
        self.forward_seen(points).0
    }

    /// The same with what the last layer is given, `[frames, channels]`.
    pub fn forward_seen(&self, points: Tensor<2>) -> (Tensor<2>, Tensor<2>) {
        let input = self
            .stem
            .iter()
            .fold(points, |input, (layer, linear)| relu(linear.forward(windows(input, layer.kernel, layer.stride))));
        let last = self.blocks.iter().fold(input, |input, (spec, block)| block.forward(spec, input));
        let seen = normalized(last);
        (log_softmax(self.output.forward(seen.clone()), 1), seen)
    }

    /// The weights of the last layer, `[channels, classes]`, and its biases, `[1, classes]`.
    pub fn last_layer(&self) -> [Tensor<2>; 2] {
        [self.output.weights.clone(), self.output.bias.clone()]
    }
}

impl Linear {
    fn new(numbers: &Numbers, device: &Device) -> Option<Self> {
        let outputs = numbers.bias.len();
        let inputs = numbers.weights.len().checked_div(outputs)?;
        let weights = Tensor::<2>::from_data(TensorData::new(numbers.weights.clone(), [outputs, inputs]), device);
        let bias = Tensor::from_data(TensorData::new(numbers.bias.clone(), [1, outputs]), device);
        Some(Self { weights: weights.transpose(), bias })
    }

    fn forward(&self, input: Tensor<2>) -> Tensor<2> {
        input.matmul(self.weights.clone()) + self.bias.clone()
    }
}

impl Block {
    fn forward(&self, spec: &BlockSpec, input: Tensor<2>) -> Tensor<2> {
        let [frames, channels] = input.dims();
        let reach = spec.kernel / 2 * spec.dilation;
        let padded = padded(input.clone(), reach, reach);
        let place = |part: usize| {
            let from = part * spec.dilation;
            let weights = self.depthwise.clone().slice([part..part + 1, 0..channels]);
            padded.clone().slice([from..from + frames, 0..channels]) * weights
        };
        let mixed = (1..spec.kernel).fold(place(0), |sum, part| sum + place(part));
        input + self.outer.forward(relu(self.inner.forward(normalized(mixed))))
    }
}

/// Each frame divided by the root of its mean square.
fn normalized(input: Tensor<2>) -> Tensor<2> {
    let mean = input.clone().square().mean_dim(1);
    input / (mean + EPSILON).sqrt()
}

/// With rows of zeros above and below.
fn padded(input: Tensor<2>, above: usize, below: usize) -> Tensor<2> {
    let [_, channels] = input.dims();
    let device = input.device();
    let zeros = |rows: usize| (rows > 0).then(|| Tensor::<2>::zeros([rows, channels], &device));
    let parts = [zeros(above), Some(input), zeros(below)].into_iter().flatten().collect();
    Tensor::cat(parts, 0)
}

/// For each `stride`-th frame, the frames around it side by side; zeros beyond the ends.
fn windows(input: Tensor<2>, kernel: usize, stride: usize) -> Tensor<2> {
    let [frames, channels] = input.dims();
    let results = frames.div_ceil(stride);
    // Rows of `stride` frames each; a window is some neighbouring rows, and the last of them perhaps not whole.
    let rows = kernel.div_ceil(stride);
    let all = (results + rows - 1) * stride;
    let padded = padded(input, kernel / 2, (all - kernel / 2).saturating_sub(frames));
    let wide = stride * channels;
    let parts = padded.slice([0..all, 0..channels]).reshape([results + rows - 1, wide]);
    let shifted = (0..rows).map(|row| parts.clone().slice([row..row + results, 0..wide])).collect();
    Tensor::cat(shifted, 1).slice([0..results, 0..kernel * channels])
}
