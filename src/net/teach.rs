//! What only training does with the network: begin one, fold its normalisation, take its numbers out.
//!
//! Apart from the rest so that the page's engine carries no random numbers and none of what they bring along.

use super::{Block, Net, PLAN};
use crate::reader::CLASSES;
use burn::module::Param;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::{BatchNormConfig, Initializer, LinearConfig};
use burn::tensor::{Device, Tensor};

impl Net {
    /// A fresh network, with normalisation.
    pub fn new(device: &Device) -> Self {
        let mut from = 1;
        let blocks = PLAN.iter().map(|to| {
            let conv = Conv2dConfig::new([from, to.channels], [to.kernel, to.kernel])
                .with_stride([to.stride, to.stride])
                .with_padding(to.padding())
                .with_initializer(Initializer::KaimingNormal { gain: std::f64::consts::SQRT_2, fan_out_only: false })
                .init(device);
            from = to.channels;
            Block { conv, norm: Some(BatchNormConfig::new(to.channels).init(device)) }
        });
        let blocks: Vec<Block> = blocks.collect();
        Self { blocks, head: LinearConfig::new(from, CLASSES).init(device) }
    }

    /// With normalisation layers that take so much of each batch into their running statistics.
    pub fn with_momentum(mut self, momentum: f64) -> Self {
        self.blocks.iter_mut().filter_map(|block| block.norm.as_mut()).for_each(|norm| norm.momentum = momentum);
        self
    }

    /// The same function without normalisation layers, for a network whose running statistics are final.
    pub fn fold(self) -> Self {
        Self { blocks: self.blocks.into_iter().map(Block::fold).collect(), head: self.head }
    }

    /// Of each convolution and of the dense layer: weights, the number of their rows, biases.
    pub(super) fn numbers(&self) -> Vec<(Vec<f32>, usize, Vec<f32>)> {
        let convolutions = self.blocks.iter().map(|block| layer(&block.conv.weight, block.conv.bias.as_ref()));
        convolutions.chain([layer(&self.head.weight, self.head.bias.as_ref())]).collect()
    }
}

impl Block {
    fn fold(self) -> Self {
        let (Some(norm), Some(bias)) = (self.norm, &self.conv.bias) else {
            return Self { norm: None, conv: self.conv };
        };
        let scale = norm.gamma.val() / (norm.running_var.value_sync() + norm.epsilon).sqrt();
        let shift = norm.beta.val() + (bias.val() - norm.running_mean.value_sync()) * scale.clone();
        let [channels] = scale.dims();
        let weight = self.conv.weight.val() * scale.reshape([channels, 1, 1, 1]);
        let conv = Conv2d { weight: Param::from_tensor(weight), bias: Some(Param::from_tensor(shift)), ..self.conv };
        Self { conv, norm: None }
    }
}

fn layer<const D: usize>(weight: &Param<Tensor<D>>, bias: Option<&Param<Tensor<1>>>) -> (Vec<f32>, usize, Vec<f32>) {
    let numbers = |data: burn::tensor::TensorData| data.iter::<f32>().collect::<Vec<f32>>();
    let bias = bias.map_or_else(Vec::new, |bias| numbers(bias.val().into_data()));
    (numbers(weight.val().into_data()), weight.dims()[0], bias)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::Glyph;
    use burn::module::Module;

    #[test]
    fn folding_changes_nothing_but_the_layers() {
        let device = Device::flex();
        let net = Net::new(&device);
        let glyphs = [Glyph { pixels: std::array::from_fn(|at| (at % 251) as u8) }];
        let (before, after) = (net.score(&glyphs, &device), net.clone().fold().score(&glyphs, &device));
        assert!(before[0].iter().zip(&after[0]).all(|(a, b)| (a - b).abs() < 1e-3), "{before:?} {after:?}");
        assert_eq!(net.clone().fold().num_params(), crate::net::parameters());
        assert!(net.fold().blocks.iter().all(|block| block.norm.is_none()));
    }
}
