//! The network of Burn's own layers: for training, and for backends that bring kernels of their own.

use super::{Layer, Numbers, OUTPUTS, PLAN, Read, Score, chosen, input};
use crate::explain::LayerMaps;
use crate::glyph::Glyph;
use crate::prediction::CLASSES;
use burn::module::{Module, Param};
#[cfg(feature = "train")]
use burn::nn::BatchNorm;
use burn::nn::PaddingConfig2d;
use burn::nn::conv::Conv2d;
use burn::tensor::activation::relu;
use burn::tensor::{Device, Tensor, TensorData};

#[derive(Module, Debug)]
pub(super) struct Block {
    pub conv: Conv2d,
    // Not in the page: what it brings along weighs as much as the convolutions.
    #[cfg(feature = "train")]
    pub norm: Option<BatchNorm>,
}

impl Block {
    fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let output = self.conv.forward(input);
        #[cfg(feature = "train")]
        let output = match &self.norm {
            Some(norm) => norm.forward(output),
            None => output,
        };
        output
    }
}

#[derive(Module, Debug)]
pub struct Net {
    pub(super) blocks: Vec<Block>,
}

impl Net {
    /// The network as shipped: weights and biases of each convolution, normalisation folded.
    pub fn from_numbers(layers: &[Numbers], device: &Device) -> Self {
        let mut from = 1;
        let blocks = PLAN.iter().zip(layers).map(|(to, numbers)| {
            let conv = Conv2d {
                weight: parameter(&numbers.weights, [to.channels, from, to.kernel, to.kernel], device),
                bias: Some(parameter(&numbers.bias, [to.channels], device)),
                stride: [to.stride, to.stride],
                kernel_size: [to.kernel, to.kernel],
                dilation: [1, 1],
                groups: 1,
                padding: padding(to),
            };
            from = to.channels;
            Block {
                conv,
                #[cfg(feature = "train")]
                norm: None,
            }
        });
        Self { blocks: blocks.collect() }
    }

    /// Scores of a batch of pictures, `[batch, 1, 28, 28]` to `[batch, OUTPUTS]`.
    pub fn forward(&self, input: Tensor<4>) -> Tensor<2> {
        let scores = self.layers(input, |_| {});
        let [batch, ..] = scores.dims();
        scores.reshape([batch, OUTPUTS])
    }

    /// Layer after layer; each one's maps are shown.
    fn layers(&self, input: Tensor<4>, mut show: impl FnMut(&Tensor<4>)) -> Tensor<4> {
        let last = self.blocks.len() - 1;
        self.blocks.iter().enumerate().fold(input, |maps, (at, block)| {
            let maps = block.forward(maps);
            let maps = if at < last { relu(maps) } else { maps };
            show(&maps);
            maps
        })
    }
}

impl Score for Net {
    fn score(&self, glyphs: &[Glyph], device: &Device) -> Vec<[f32; CLASSES]> {
        if glyphs.is_empty() {
            return Vec::new();
        }
        let scores = self.forward(input(glyphs, device)).into_data();
        chosen(scores.as_slice().unwrap_or_default(), glyphs)
    }
}

impl Read for Net {
    async fn read(&self, glyphs: &[Glyph], device: &Device) -> Option<Vec<[f32; CLASSES]>> {
        if glyphs.is_empty() {
            return Some(Vec::new());
        }
        let scores = self.forward(input(glyphs, device)).into_data_async().await.ok()?;
        Some(chosen(scores.as_slice().unwrap_or_default(), glyphs))
    }

    async fn look(&self, glyph: &Glyph, device: &Device) -> Option<Vec<LayerMaps>> {
        let mut all = Vec::new();
        self.layers(input(std::slice::from_ref(glyph), device), |maps| all.push(maps.clone()));
        all.pop();
        let mut layers = Vec::new();
        for maps in all {
            let [.., side] = maps.dims();
            let values = maps.into_data_async().await.ok()?;
            layers.push(LayerMaps::of(values.as_slice().ok()?, side));
        }
        Some(layers)
    }
}

fn parameter<const D: usize>(numbers: &[f32], shape: [usize; D], device: &Device) -> Param<Tensor<D>> {
    Param::from_tensor(Tensor::from_data(TensorData::new(numbers.to_vec(), shape), device))
}

pub(super) fn padding(layer: &Layer) -> PaddingConfig2d {
    PaddingConfig2d::Explicit(layer.padding, layer.padding, layer.padding, layer.padding)
}
