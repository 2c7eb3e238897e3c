//! The network: one definition for training, evaluation and the page.
//!
//! A chain of convolutions, each with its activation; while training each is followed by batch normalisation, which
//! is folded into the convolution before the weights are shipped. The mean over the last map goes into one dense
//! layer that scores the ten digits and "not a digit".

mod record;
#[cfg(feature = "train")]
mod teach;

pub use record::{Weights, WeightsError};

use crate::glyph::{AREA, Glyph, SIDE};
use crate::reader::CLASSES;
use burn::module::{Module, Param};
#[cfg(feature = "train")]
use burn::nn::BatchNorm;
use burn::nn::conv::Conv2d;
use burn::nn::{Linear, PaddingConfig2d};
use burn::tensor::activation::relu;
use burn::tensor::module::{adaptive_avg_pool2d, conv2d};
use burn::tensor::ops::ConvOptions;
use burn::tensor::{Device, Tensor, TensorData};

/// One convolution of the plan.
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    pub channels: usize,
    pub kernel: usize,
    pub stride: usize,
    pub padding: usize,
}

impl Layer {
    fn padding(&self) -> PaddingConfig2d {
        PaddingConfig2d::Explicit(self.padding, self.padding, self.padding, self.padding)
    }
}

const fn layer(channels: usize, kernel: usize, stride: usize, padding: usize) -> Layer {
    Layer { channels, kernel, stride, padding }
}

/// Channels are multiples of 32, which SIMD likes; the first layer halves the picture at once, which is most of the
/// speed.
pub const PLAN: [Layer; 5] =
    [layer(32, 5, 2, 2), layer(32, 3, 1, 1), layer(64, 3, 2, 1), layer(64, 3, 1, 1), layer(96, 3, 1, 0)];

#[derive(Module, Debug)]
struct Block {
    conv: Conv2d,
    // Not in the page: what it brings along weighs as much as the convolutions.
    #[cfg(feature = "train")]
    norm: Option<BatchNorm>,
}

impl Block {
    fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let output = self.conv.forward(input);
        #[cfg(feature = "train")]
        let output = match &self.norm {
            Some(norm) => norm.forward(output),
            None => output,
        };
        relu(output)
    }
}

#[derive(Module, Debug)]
pub struct Net {
    blocks: Vec<Block>,
    head: Linear,
}

impl Net {
    /// The network as shipped: weights and biases of each convolution and of the dense layer, normalisation folded.
    fn from_numbers(layers: Vec<(Vec<f32>, Vec<f32>)>, head: (Vec<f32>, Vec<f32>), device: &Device) -> Self {
        let mut from = 1;
        let blocks = PLAN.iter().zip(layers).map(|(to, (weight, bias))| {
            let conv = Conv2d {
                weight: parameter(weight, [to.channels, from, to.kernel, to.kernel], device),
                bias: Some(parameter(bias, [to.channels], device)),
                stride: [to.stride, to.stride],
                kernel_size: [to.kernel, to.kernel],
                dilation: [1, 1],
                groups: 1,
                padding: to.padding(),
            };
            from = to.channels;
            Block {
                conv,
                #[cfg(feature = "train")]
                norm: None,
            }
        });
        let blocks: Vec<Block> = blocks.collect();
        let (weight, bias) = (parameter(head.0, [from, CLASSES], device), parameter(head.1, [CLASSES], device));
        Self { blocks, head: Linear { weight, bias: Some(bias) } }
    }

    /// Scores of a batch of pictures, `[batch, 1, 28, 28]` to `[batch, 11]`.
    pub fn forward(&self, input: Tensor<4>) -> Tensor<2> {
        let maps = self.blocks.iter().fold(input, |maps, block| block.forward(maps));
        let means = adaptive_avg_pool2d(maps, [1, 1]);
        let [batch, channels, _, _] = means.dims();
        // The dense layer as a convolution of one pixel: matmul would bring quantised arithmetic into the page's
        // engine, a third of its size.
        let weight = self.head.weight.val().transpose().reshape([CLASSES, channels, 1, 1]);
        let bias = self.head.bias.as_ref().map(|bias| bias.val());
        conv2d(means, weight, bias, ConvOptions::new([1, 1], [0, 0], [1, 1], 1)).reshape([batch, CLASSES])
    }

    /// The scores of some glyphs, in one batch.
    pub fn score(&self, glyphs: &[Glyph], device: &Device) -> Vec<[f32; CLASSES]> {
        if glyphs.is_empty() {
            return Vec::new();
        }
        let input: Vec<f32> = glyphs.iter().flat_map(Glyph::input).collect();
        let scores = self.forward(pictures(input, glyphs.len(), device)).into_data();
        let scores = scores.as_slice::<f32>().unwrap_or_default();
        scores.chunks_exact(CLASSES).map(|chunk| std::array::from_fn(|class| chunk[class])).collect()
    }
}

fn parameter<const D: usize>(numbers: Vec<f32>, shape: [usize; D], device: &Device) -> Param<Tensor<D>> {
    Param::from_tensor(Tensor::from_data(TensorData::new(numbers, shape), device))
}

/// Numbers that were learned.
pub fn parameters() -> usize {
    let from = |at: usize| if at == 0 { 1 } else { PLAN[at - 1].channels };
    let of_layer = |(at, to): (usize, &Layer)| to.channels * (from(at) * to.kernel * to.kernel + 1);
    PLAN.iter().enumerate().map(of_layer).sum::<usize>() + (from(PLAN.len()) + 1) * CLASSES
}

/// Multiplications for one picture.
pub fn multiplies() -> usize {
    let (mut side, mut from, mut sum) = (SIDE, 1, 0);
    for to in PLAN {
        side = (side + 2 * to.padding - to.kernel) / to.stride + 1;
        sum += side * side * to.kernel * to.kernel * from * to.channels;
        from = to.channels;
    }
    sum + from * CLASSES
}

/// Pixels of a batch as the network's input.
pub fn pictures(pixels: Vec<f32>, count: usize, device: &Device) -> Tensor<4> {
    debug_assert_eq!(pixels.len(), count * AREA);
    Tensor::from_data(TensorData::new(pixels, [count, 1, SIDE, SIDE]), device)
}
