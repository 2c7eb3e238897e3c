//! The optimizer: AdamW for all parameters, or Muon for the weights of convolutions and AdamW for the rest.

use burn::module::ParamGroup;
use burn::optim::decay::WeightDecayConfig;
use burn::optim::{AdamWConfig, AdjustLrFn, LearningRate, ModuleOptimizer, Muon, MuonConfig, MuonState, Optimizer};
use burn::tensor::{Device, Tensor};

/// The path of the weights of our network's convolutions; the other architectures have none of this name and use AdamW, as
/// is usual for them.
const CONVOLUTIONS: &str = "conv.weight";

/// The optimizer with this weight decay; `orthogonal` chooses Muon for convolutions.
pub fn new(decay: f32, orthogonal: bool) -> ModuleOptimizer {
    let all = AdamWConfig::new().with_weight_decay(decay).with_epsilon(1e-7).init();
    if !orthogonal {
        return all;
    }
    let muon = MuonConfig::new()
        .with_weight_decay(Some(WeightDecayConfig::new(decay)))
        // The learning rate is adjusted by the matrices' sizes, so that steps are as long as AdamW's.
        .with_adjust_lr_fn(AdjustLrFn::MatchRmsAdamW);
    all.with_group(ParamGroup::from_predicate(CONVOLUTIONS), Rows(muon.build()), None)
}

/// Muon's steps are so many times as long as AdamW's: with equally long ones accuracy after 300,000 examples was lower.
const STRIDE: f64 = 2.0;

/// Muon for weights of any rank, as matrices with a row for each output channel. Burn's own takes matrices alone.
#[derive(Clone)]
struct Rows(Muon);

impl Optimizer for Rows {
    type State<const D: usize> = MuonState<2>;

    fn step<const D: usize>(
        &self,
        rate: LearningRate,
        weights: Tensor<D>,
        gradients: Tensor<D>,
        state: Option<Self::State<D>>,
    ) -> (Tensor<D>, Option<Self::State<D>>) {
        let shape = weights.shape();
        let flat = [shape[0], shape.num_elements() / shape[0]];
        let (weights, state) = self.0.step(rate * STRIDE, weights.reshape(flat), gradients.reshape(flat), state);
        (weights.reshape(shape), state)
    }

    fn to_device<const D: usize>(state: Self::State<D>, device: &Device) -> Self::State<D> {
        Muon::to_device(state, device)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::net::Net;
    use crate::train::numbers;
    use burn::tensor::Distribution;

    #[test]
    fn the_rows_of_a_step_stand_at_right_angles() {
        let device = Device::flex();
        device.seed(5);
        let normal = Distribution::Normal(0.0, 1.0);
        // All rows point nearly the same way.
        let gradients = Tensor::<4>::random([8, 4, 3, 3], normal, &device)
            + Tensor::<4>::random([1, 4, 3, 3], normal, &device) * 5.0;
        let products = |rows: Tensor<4>| -> Vec<f32> {
            let rows = rows.reshape([8, 36]);
            let lengths = rows.clone().square().sum_dim(1).sqrt();
            let rows = rows / lengths;
            rows.clone().matmul(rows.transpose()).into_data().try_into_vec().unwrap()
        };
        let most = |products: Vec<f32>| {
            let apart = products.iter().enumerate().filter(|(at, _)| at / 8 != at % 8);
            apart.map(|(_, product)| product.abs()).fold(0.0, f32::max)
        };
        let (moved, _) = Rows(MuonConfig::new().build()).step(1.0, gradients.zeros_like(), gradients.clone(), None);
        let (before, after) = (most(products(gradients)), most(products(moved)));
        assert!(before > 0.9 && after < 0.4, "{before} {after}");
    }

    #[test]
    fn convolutions_alone_move_otherwise() {
        let device = Device::flex().autodiff();
        let net = Net::new(&numbers::spec(), &device);
        let moved = |orthogonal| {
            let gradients = net.gradients(net.learned());
            new(0.0, orthogonal).step(0.01, net.clone(), gradients).learned()
        };
        for (ours, plain) in moved(true).into_iter().zip(moved(false)) {
            assert_ne!(ours.weights, plain.weights);
            assert_eq!((ours.scale, ours.shift), (plain.scale, plain.shift));
        }
    }
}
