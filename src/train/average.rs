//! An exponential moving average of a network's parameters, which reads better than the last step's.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Tensor, TensorData};
use std::collections::VecDeque;

/// All parameters of a network, in visiting order.
#[derive(Default)]
struct Numbers {
    lists: VecDeque<Vec<f32>>,
}

impl ModuleVisitor for Numbers {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.lists.push_back(param.val().into_data().try_into_vec().unwrap_or_default());
    }
}

/// Moves every parameter of a network towards the collected ones.
struct Towards {
    numbers: Numbers,
    part: f32,
}

impl ModuleMapper for Towards {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(target) = self.numbers.lists.pop_front() else { return param };
        let (id, tensor, _) = param.consume();
        let (device, shape) = (tensor.device(), tensor.shape());
        let mut numbers: Vec<f32> = tensor.into_data().try_into_vec().unwrap_or_default();
        numbers.iter_mut().zip(target).for_each(|(own, target)| *own += (target - *own) * self.part);
        Param::initialized(id, Tensor::from_data(TensorData::new(numbers, shape), &device))
    }
}

/// `average`, moved by `part` towards `net`.
pub fn towards<M: Module>(average: M, net: &M, part: f32) -> M {
    let mut numbers = Numbers::default();
    net.visit(&mut numbers);
    average.map(&mut Towards { numbers, part })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glyph::{Glyph, Medium};
    use crate::net::{Net, Score};
    use crate::train::numbers;
    use burn::tensor::Device;

    #[test]
    fn all_the_way_is_the_other_network() {
        let device = Device::flex();
        let (one, other) = (Net::new(&numbers::spec(), &device), Net::new(&numbers::spec(), &device));
        let glyph = [Glyph { medium: Medium::Pen, pixels: std::array::from_fn(|at| (at % 200) as u8) }];
        let expected = other.score(&glyph, &device);
        assert_ne!(one.score(&glyph, &device), expected);
        let moved = towards(one, &other, 1.0).score(&glyph, &device);
        assert!(moved[0].iter().zip(&expected[0]).all(|(a, b)| (a - b).abs() < 1e-4), "{moved:?} {expected:?}");
    }
}
