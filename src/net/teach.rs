//! What only training does with the network: begin one, fold its normalisation, take its numbers out.
//!
//! Apart from the rest so that the page's engine carries no random numbers and none of what they bring along.

use super::chain::{Block, Net, padding};
use super::spec::{ModelSpec, Shape};
use super::weights::Numbers;
use burn::module::Param;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::{BatchNormConfig, Initializer};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};

/// What a layer learns: its weights by output channel, input channel and place, and for each channel its bias and the
/// scale and shift of its normalisation, of which the last layer has none. Or the slopes of all these.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
    pub scale: Vec<f32>,
    pub shift: Vec<f32>,
}

impl Learned {
    pub fn lists(&self) -> [&Vec<f32>; 4] {
        [&self.weights, &self.bias, &self.scale, &self.shift]
    }

    pub fn lists_mut(&mut self) -> [&mut Vec<f32>; 4] {
        [&mut self.weights, &mut self.bias, &mut self.scale, &mut self.shift]
    }
}

impl Net {
    /// A fresh network, with normalisation.
    pub fn new(spec: &ModelSpec, device: &Device) -> Self {
        let block = |Shape { layer, from, is_last, .. }: Shape| {
            let conv = Conv2dConfig::new([from, layer.channels], [layer.kernel, layer.kernel])
                .with_stride([layer.stride, layer.stride])
                .with_padding(padding(&layer))
                .with_initializer(Initializer::KaimingNormal { gain: std::f64::consts::SQRT_2, fan_out_only: false })
                .init(device);
            Block { conv, norm: (!is_last).then(|| BatchNormConfig::new(layer.channels).init(device)) }
        };
        Self { blocks: spec.shapes().map(block).collect(), spec: spec.clone() }
    }

    /// With normalisation layers that take so much of each batch into their running statistics.
    pub fn with_momentum(mut self, momentum: f64) -> Self {
        self.blocks.iter_mut().filter_map(|block| block.norm.as_mut()).for_each(|norm| norm.momentum = momentum);
        self
    }

    /// The same function without normalisation layers, for a network whose running statistics are final.
    pub fn fold(self) -> Self {
        Self { blocks: self.blocks.into_iter().map(Block::fold).collect(), spec: self.spec }
    }

    /// Of each convolution.
    pub fn numbers(&self) -> Vec<Numbers> {
        self.learned().into_iter().map(|Learned { weights, bias, .. }| Numbers { weights, bias }).collect()
    }

    /// Of each layer.
    pub fn learned(&self) -> Vec<Learned> {
        let of_block = |block: &Block| Learned {
            weights: list(&block.conv.weight),
            bias: block.conv.bias.as_ref().map(list).unwrap_or_default(),
            scale: block.norm.as_ref().map(|norm| list(&norm.gamma)).unwrap_or_default(),
            shift: block.norm.as_ref().map(|norm| list(&norm.beta)).unwrap_or_default(),
        };
        self.blocks.iter().map(of_block).collect()
    }

    /// With other numbers in the place of what each layer learned.
    pub fn with_learned(mut self, learned: Vec<Learned>) -> Self {
        for (block, learned) in self.blocks.iter_mut().zip(learned) {
            block.conv.weight = replaced(&block.conv.weight, learned.weights);
            block.conv.bias = block.conv.bias.as_ref().map(|bias| replaced(bias, learned.bias));
            if let Some(norm) = &mut block.norm {
                norm.gamma = replaced(&norm.gamma, learned.scale);
                norm.beta = replaced(&norm.beta, learned.shift);
            }
        }
        self
    }

    /// What keeps its normalisation from dividing by nothing.
    pub fn epsilon(&self) -> f32 {
        self.blocks.iter().find_map(|block| block.norm.as_ref()).map_or(0.0, |norm| norm.epsilon as f32)
    }

    /// Slopes of each layer as an optimiser takes them.
    pub fn gradients(&self, slopes: Vec<Learned>) -> GradientsParams {
        let mut gradients = GradientsParams::new();
        for (block, slopes) in self.blocks.iter().zip(slopes) {
            register(&mut gradients, &block.conv.weight, slopes.weights);
            if let Some(bias) = &block.conv.bias {
                register(&mut gradients, bias, slopes.bias);
            }
            if let Some(norm) = &block.norm {
                register(&mut gradients, &norm.gamma, slopes.scale);
                register(&mut gradients, &norm.beta, slopes.shift);
            }
        }
        gradients
    }

    /// Takes each layer's mean and variance of each channel of a batch into its running statistics.
    pub fn remember(&self, moments: &[[Vec<f32>; 2]]) {
        for (block, [mean, variance]) in self.blocks.iter().zip(moments) {
            let Some(norm) = &block.norm else { continue };
            let part = norm.momentum as f32;
            for (running, newest) in [(&norm.running_mean, mean), (&norm.running_var, variance)] {
                let earlier = running.value_sync();
                let newest = TensorData::new(newest.clone(), [newest.len()]);
                let newest = Tensor::from_data(newest, &earlier.device());
                running.update(earlier * (1.0 - part) + newest * part);
            }
        }
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

fn list<const D: usize>(parameter: &Param<Tensor<D>>) -> Vec<f32> {
    parameter.val().into_data().try_into_vec().unwrap_or_default()
}

fn replaced<const D: usize>(parameter: &Param<Tensor<D>>, numbers: Vec<f32>) -> Param<Tensor<D>> {
    let tensor = parameter.val();
    let data = TensorData::new(numbers, tensor.shape());
    Param::from_tensor(Tensor::from_data(data, &tensor.device()))
}

fn register<const D: usize>(gradients: &mut GradientsParams, parameter: &Param<Tensor<D>>, slopes: Vec<f32>) {
    let tensor = parameter.val().inner();
    let data = TensorData::new(slopes, tensor.shape());
    gradients.register(parameter.id, Tensor::<D>::from_data(data, &tensor.device()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::{Glyph, Medium};
    use crate::net::Score;
    use crate::net::spec::tests::small;
    use burn::module::Module;

    #[test]
    fn folding_changes_nothing_but_the_layers() {
        let device = Device::flex();
        let net = Net::new(&small(), &device);
        let glyphs = [Glyph { medium: Medium::Paper, pixels: std::array::from_fn(|at| (at % 251) as u8) }];
        let (before, after) = (net.score(&glyphs, &device), net.clone().fold().score(&glyphs, &device));
        assert!(before[0].iter().zip(&after[0]).all(|(a, b)| (a - b).abs() < 1e-3), "{before:?} {after:?}");
        assert_eq!(net.clone().fold().num_params(), small().parameters());
        assert!(net.fold().blocks.iter().all(|block| block.norm.is_none()));
    }
}
