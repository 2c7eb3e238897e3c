//! What only training does with the network: begin one, fold its normalisation, take its numbers out.
//!
//! Apart from the rest so that the page's engine carries no random numbers and none of what they bring along.

use super::chain::{Block, Net, padding};
use super::{Numbers, PLAN};
use burn::module::Param;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::{BatchNormConfig, Initializer};
use burn::tensor::{Device, TensorData};

impl Net {
    /// A fresh network, with normalisation.
    pub fn new(device: &Device) -> Self {
        let mut from = 1;
        let last = PLAN.len() - 1;
        let blocks = PLAN.iter().enumerate().map(|(at, to)| {
            let conv = Conv2dConfig::new([from, to.channels], [to.kernel, to.kernel])
                .with_stride([to.stride, to.stride])
                .with_padding(padding(to))
                .with_initializer(Initializer::KaimingNormal { gain: std::f64::consts::SQRT_2, fan_out_only: false })
                .init(device);
            from = to.channels;
            Block { conv, norm: (at < last).then(|| BatchNormConfig::new(to.channels).init(device)) }
        });
        Self { blocks: blocks.collect() }
    }

    /// With normalisation layers that take so much of each batch into their running statistics.
    pub fn with_momentum(mut self, momentum: f64) -> Self {
        self.blocks.iter_mut().filter_map(|block| block.norm.as_mut()).for_each(|norm| norm.momentum = momentum);
        self
    }

    /// The same function without normalisation layers, for a network whose running statistics are final.
    pub fn fold(self) -> Self {
        Self { blocks: self.blocks.into_iter().map(Block::fold).collect() }
    }

    /// Of each convolution.
    pub fn numbers(&self) -> Vec<Numbers> {
        let list = |tensor: TensorData| tensor.iter::<f32>().collect::<Vec<f32>>();
        let of_block = |block: &Block| Numbers {
            weights: list(block.conv.weight.val().into_data()),
            bias: block.conv.bias.as_ref().map_or_else(Vec::new, |bias| list(bias.val().into_data())),
        };
        self.blocks.iter().map(of_block).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::{Glyph, Medium};
    use crate::net::Score;
    use burn::module::Module;

    #[test]
    fn folding_changes_nothing_but_the_layers() {
        let device = Device::flex();
        let net = Net::new(&device);
        let glyphs = [Glyph { medium: Medium::Paper, pixels: std::array::from_fn(|at| (at % 251) as u8) }];
        let (before, after) = (net.score(&glyphs, &device), net.clone().fold().score(&glyphs, &device));
        assert!(before[0].iter().zip(&after[0]).all(|(a, b)| (a - b).abs() < 1e-3), "{before:?} {after:?}");
        assert_eq!(net.clone().fold().num_params(), crate::net::parameters());
        assert!(net.fold().blocks.iter().all(|block| block.norm.is_none()));
    }
}
