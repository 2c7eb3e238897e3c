//! The network of Burn's own layers: for training, and for backends that bring kernels of their own.

use super::reader::{Read, Score, Seen, input, tensor};
use super::spec::{Layer, ModelSpec, Shape};
use super::weights::Numbers;
use crate::explain::LayerMaps;
use crate::glyph::Image;
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
    #[module(skip)]
    pub(super) spec: ModelSpec,
}

impl Net {
    /// The network as published: weights and biases of each convolution, normalisation folded.
    pub fn from_numbers(spec: &ModelSpec, layers: &[Numbers], device: &Device) -> Self {
        let block = |(Shape { layer, from, .. }, numbers): (Shape, &Numbers)| {
            let shape = [layer.channels, from, layer.kernel, layer.kernel];
            let conv = Conv2d {
                weight: parameter(&numbers.weights, shape, device),
                bias: Some(parameter(&numbers.bias, [layer.channels], device)),
                stride: [layer.stride, layer.stride],
                kernel_size: [layer.kernel, layer.kernel],
                dilation: [1, 1],
                groups: 1,
                padding: padding(&layer),
            };
            Block {
                conv,
                #[cfg(feature = "train")]
                norm: None,
            }
        };
        Self { blocks: spec.shapes().zip(layers).map(block).collect(), spec: spec.clone() }
    }

    pub fn spec(&self) -> &ModelSpec {
        &self.spec
    }

    /// Scores of a batch of images, `[batch, planes, 28, 28]` to `[batch, outputs]`.
    pub fn forward(&self, input: Tensor<4>) -> Tensor<2> {
        let scores = self.layers(input, |_| {});
        let [batch, ..] = scores.dims();
        scores.reshape([batch, self.spec.outputs()])
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
    fn score(&self, images: &[impl Image], device: &Device) -> Vec<Vec<f32>> {
        if images.is_empty() {
            return Vec::new();
        }
        let scores = self.forward(input(images, self.spec.planes, device)).into_data();
        self.spec.scores(scores.as_slice().unwrap_or_default(), images.iter().map(Image::medium))
    }
}

impl Read for Net {
    async fn read(&self, images: &[impl Image], device: &Device) -> Option<Vec<Vec<f32>>> {
        if images.is_empty() {
            return Some(Vec::new());
        }
        let scores = self.forward(input(images, self.spec.planes, device)).into_data_async().await.ok()?;
        Some(self.spec.scores(scores.as_slice().unwrap_or_default(), images.iter().map(Image::medium)))
    }

    async fn read_seen(&self, images: &[impl Image], device: &Device) -> Option<Vec<Seen>> {
        if images.is_empty() {
            return Some(Vec::new());
        }
        let (mut before, mut last) = (None, None);
        self.layers(input(images, self.spec.planes, device), |maps| before = last.replace(maps.clone()));
        let (seen, scores) = (before?.into_data_async().await.ok()?, last?.into_data_async().await.ok()?);
        let scores = self.spec.scores(scores.as_slice().ok()?, images.iter().map(Image::medium));
        let seen: &[f32] = seen.as_slice().ok()?;
        let each = seen.chunks_exact(seen.len() / images.len());
        Some(scores.into_iter().zip(each).map(|(scores, seen)| Seen { scores, features: seen.to_vec() }).collect())
    }

    fn last_layer(&self) -> Option<Numbers> {
        let conv = &self.blocks.last()?.conv;
        let numbers = |data: TensorData| data.as_slice().ok().map(<[f32]>::to_vec);
        Some(Numbers {
            weights: numbers(conv.weight.val().into_data())?,
            bias: numbers(conv.bias.as_ref()?.val().into_data())?,
        })
    }

    async fn look(&self, image: &impl Image, device: &Device) -> Option<Vec<LayerMaps>> {
        let mut all = Vec::new();
        let image = tensor(image.numbers().collect(), 1, self.spec.planes, device);
        self.layers(image, |maps| all.push(maps.clone()));
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
