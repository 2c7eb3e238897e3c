//! The gradients of any network, by Burn's automatic differentiation.

use super::corpus::Sample;
use super::learner::{Descent, Learner};
use crate::net::spec::ModelSpec;
use crate::net::tensor;
use burn::optim::{GradientsAccumulator, GradientsParams};
use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};
use rayon::prelude::*;

/// The gradients of a batch in parts, which are normalised separately and computed in parallel.
pub fn descent<L: Learner>(net: &L, parts: &[Vec<Sample>], smoothing: f32, device: &Device) -> Descent {
    let examples: usize = parts.iter().map(Vec::len).sum();
    let of_part = |(net, samples): (L, &Vec<Sample>)| {
        let scores = net.forward(input(samples, net.spec(), device));
        let guesses: Vec<f32> = scores.clone().into_data().iter::<f32>().collect();
        let spec = net.spec();
        let each = guesses.chunks_exact(spec.outputs()).zip(samples);
        let right = each.filter(|(outputs, sample)| sample.is_read(outputs, spec)).count();
        let scores = scores.reshape([samples.len(), spec.media.len(), spec.classes()]);
        let sum = (log_softmax(scores, 2) * targets(samples, spec, smoothing, device)).sum().neg();
        let loss = sum / examples as f32;
        let value = loss.clone().into_data().iter::<f32>().next().unwrap_or(f32::NAN);
        (GradientsParams::from_grads(loss.backward(), &net), value, right)
    };
    // Each part has leaves of its own: graphs that share them are merged, and the first backward pass would consume both.
    let forks: Vec<(L, &Vec<Sample>)> = parts.iter().map(|samples| (net.clone().fork(device), samples)).collect();
    let done: Vec<_> = forks.into_par_iter().map(of_part).collect();
    let mut sum = GradientsAccumulator::new();
    let (mut loss, mut right) = (0.0, 0);
    for (grads, part_loss, part_right) in done {
        sum.accumulate(net, grads);
        loss += part_loss;
        right += part_right;
    }
    Descent { gradients: sum.grads(), loss, right }
}

/// Updates the running statistics of the network's normalisation layers with a batch in parts, and nothing else.
pub fn attend<L: Learner>(net: &L, parts: &[Vec<Sample>], device: &Device) {
    for part in parts {
        let _ = net.forward(input(part, net.spec(), device));
    }
}

fn input(samples: &[Sample], spec: &ModelSpec, device: &Device) -> Tensor<4> {
    let numbers = samples.iter().flat_map(|sample| sample.ink.iter().copied()).collect();
    tensor(numbers, samples.len(), spec.planes, device)
}

/// The target distribution of each medium's scores, weighted with how much the sample counts there.
fn targets(samples: &[Sample], spec: &ModelSpec, smoothing: f32, device: &Device) -> Tensor<3> {
    let (heads, classes) = (spec.media.len(), spec.classes());
    let rows = samples.iter().flat_map(|sample| {
        let of_head = move |weight| (0..classes).map(move |class| weight * sample.target(class, classes, smoothing));
        sample.weights(spec).into_iter().flat_map(of_head)
    });
    Tensor::from_data(TensorData::new(rows.collect::<Vec<f32>>(), [samples.len(), heads, classes]), device)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alphabet::Alphabet;
    use crate::glyph::{AREA, Medium};
    use crate::net::Net;
    use crate::net::spec::Layer;
    use crate::train::numbers;
    use crate::train::recipe::Manner;
    use crate::train::rng::Rng;
    use burn::module::{Module, ModuleVisitor, Param};

    /// The gradients, parameter after parameter.
    struct Lists<'a> {
        of: &'a GradientsParams,
        lists: Vec<Vec<f32>>,
    }

    impl ModuleVisitor for Lists<'_> {
        fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
            let list = self.of.get::<D>(param.id).map(|tensor| tensor.into_data().iter::<f32>().collect());
            self.lists.push(list.unwrap_or_default());
        }
    }

    fn lists(net: &Net, descent: &Descent) -> Vec<Vec<f32>> {
        let mut lists = Lists { of: &descent.gradients, lists: Vec::new() };
        net.visit(&mut lists);
        lists.lists
    }

    fn samples(rng: &mut Rng, count: usize, planes: usize) -> Vec<Sample> {
        let sample = |class: usize| Sample {
            ink: (0..AREA * planes).map(|_| rng.unit()).collect(),
            class,
            medium: [None, Some(Medium::Pen), Some(Medium::Paper)][class % 3],
            rng: rng.clone(),
        };
        (0..count).map(|at| at % 11).map(sample).collect()
    }

    #[test]
    fn our_own_gradients_are_those_of_burns_differentiation() {
        compare(&numbers::spec(), 180_000);
    }

    #[test]
    fn they_are_with_several_planes_too() {
        let hidden = [Layer::new(8, 5, 2, 2), Layer::new(12, 3, 2, 1)];
        compare(&ModelSpec::new(Alphabet::digits(), vec![Medium::Pen], &hidden).with_planes(3), 7_000);
    }

    fn compare(spec: &ModelSpec, least: usize) {
        let device = Device::flex().autodiff();
        device.seed(5);
        let net = Net::new(spec, &device);
        let mut rng = Rng::of(9, [1, 2]);
        let parts = [samples(&mut rng, 7, spec.planes), samples(&mut rng, 4, spec.planes)];
        let theirs = descent(&net, &parts, 0.05, &device);
        let ours = net.descent(&parts, Manner { smoothing: 0.05, ..Manner::default() }, &device);
        assert!((ours.loss - theirs.loss).abs() < 1e-4 * theirs.loss, "{} {}", ours.loss, theirs.loss);
        assert_eq!(ours.right, theirs.right);
        let (ours, theirs) = (lists(&net, &ours), lists(&net, &theirs));
        assert_eq!(ours.len(), theirs.len());
        let mut compared = 0;
        for (at, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            let largest = theirs.iter().fold(0.0_f32, |most, gradient| most.max(gradient.abs()));
            // Biases before normalisation change nothing: what Burn finds there is rounding.
            if largest < 1e-5 {
                continue;
            }
            compared += ours.len();
            assert_eq!(ours.len(), theirs.len(), "{at}");
            for (ours, theirs) in ours.iter().zip(theirs) {
                assert!((ours - theirs).abs() < 2e-3 * largest, "{at}: {ours} {theirs} of {largest}");
            }
        }
        assert!(compared > least, "{compared}");
    }
}
