//! Gradients of the loss by the network's parameters, by backpropagation through kernels of our own.
//!
//! Burn's differentiation computes the same for any network, and does so for the other architectures. This is for the
//! shipped chain of layers alone, on a CPU: three times as fast, since it keeps in registers and caches what a general
//! graph of tensors moves through memory. The tests compare both.

mod conv;
mod dropout;
mod lanes;
mod norm;
mod tile;

use super::corpus::Sample;
use super::recipe::Manner;
use super::rng::Rng;
use crate::net::spec::{ModelSpec, Shape};
use crate::net::{Learned, Net};
use conv::{Conv, wide};
use dropout::{drop_out, scale_up};
use lanes::{LANES, Lanes};
use norm::{Affine, Moments};
use rayon::prelude::*;

/// What a batch gives.
pub struct Gradients {
    /// The gradients of each layer's parameters, in the place of the parameters.
    pub learned: Vec<Learned>,
    /// The mean loss of an example, in nats.
    pub loss: f32,
    /// How many examples were classified right.
    pub right: usize,
    /// The moments of each part of the batch.
    pub moments: Vec<Spread>,
}

/// The moments of a part of a batch: by layer, mean and variance of each channel before normalisation.
pub type Spread = Vec<[Vec<f32>; 2]>;

/// The gradients of a batch in parts, which are normalised separately and computed in parallel.
pub fn of(net: &Net, parts: &[Vec<Sample>], manner: Manner) -> Gradients {
    let chain = Chain::new(net.spec(), net.learned(), net.epsilon());
    let examples: usize = parts.iter().map(Vec::len).sum();
    let done: Vec<Gradients> = parts.par_iter().map(|samples| chain.gradients(samples, manner, examples)).collect();
    done.into_iter().reduce(Gradients::and).unwrap_or_else(|| Gradients {
        learned: Vec::new(),
        loss: 0.0,
        right: 0,
        moments: Vec::new(),
    })
}

/// The moments of each part of a batch without dropout: the forward pass alone.
pub fn moments(net: &Net, parts: &[Vec<Sample>]) -> Vec<Spread> {
    let chain = Chain::new(net.spec(), net.learned(), net.epsilon());
    let of_part = |samples: &Vec<Sample>| chain.spread(&chain.forward(samples, Manner::default()).1);
    parts.par_iter().map(of_part).collect()
}

impl Gradients {
    fn and(mut self, other: Self) -> Self {
        for (sum, more) in self.learned.iter_mut().zip(&other.learned) {
            let lists = sum.lists_mut().into_iter().zip(more.lists());
            lists.for_each(|(sum, more)| sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more));
        }
        self.moments.extend(other.moments);
        Self { loss: self.loss + other.loss, right: self.right + other.right, ..self }
    }
}

/// The network's layers with their parameters, ready for both passes.
struct Chain {
    spec: ModelSpec,
    layers: Vec<Layer>,
    epsilon: f32,
}

struct Layer {
    conv: Conv,
    learned: Learned,
    packed: Vec<Lanes>,
    packed_back: Vec<Vec<Lanes>>,
    bias: Vec<Lanes>,
}

/// What the forward pass keeps of a layer for the backward pass.
struct Passed {
    /// The layer's inputs, after dropout.
    input: Vec<f32>,
    /// The outputs of its convolution, before normalisation.
    convolved: Vec<f32>,
    moments: Moments,
}

impl Chain {
    fn new(spec: &ModelSpec, learned: Vec<Learned>, epsilon: f32) -> Self {
        let layers = spec.shapes().zip(learned).map(|(Shape { layer, from, side, .. }, mut learned)| {
            let conv = Conv::new(layer, from, side);
            for list in [&mut learned.bias, &mut learned.scale, &mut learned.shift] {
                if !list.is_empty() {
                    list.resize(wide(layer.channels), 0.0);
                }
            }
            let bias = learned.bias.as_chunks::<LANES>().0.to_vec();
            (conv, learned, bias)
        });
        let layers: Vec<_> = layers.collect();
        let packed = |(conv, learned, bias): (Conv, Learned, Vec<Lanes>)| Layer {
            packed: conv.pack(&learned.weights),
            packed_back: conv.pack_back(&learned.weights),
            conv,
            learned,
            bias,
        };
        Self { spec: spec.clone(), layers: layers.into_par_iter().map(packed).collect(), epsilon }
    }

    /// The outputs for some examples, and what each layer keeps for the backward pass.
    fn forward(&self, samples: &[Sample], manner: Manner) -> (Vec<f32>, Vec<Passed>) {
        let mut maps = padded(samples, self.spec.planes);
        let mut passed = Vec::new();
        let mut rng: Vec<Rng> = samples.iter().map(|sample| sample.rng.clone()).collect();
        for (at, layer) in self.layers.iter().enumerate() {
            drop_out(&mut maps, manner.dropout_before(at, self.layers.len()), &mut rng);
            let sums = layer.conv.forward(&maps, &layer.packed, &layer.bias);
            let (next, moments) = match layer.affine(self.epsilon) {
                Some(affine) => norm::forward(&sums, &affine),
                None => (sums.clone(), Moments::default()),
            };
            passed.push(Passed { input: std::mem::replace(&mut maps, next), convolved: sums, moments });
        }
        (maps, passed)
    }

    fn gradients(&self, samples: &[Sample], manner: Manner, examples: usize) -> Gradients {
        let (mut maps, passed) = self.forward(samples, manner);
        let (loss, right) = loss_of(&mut maps, samples, &self.spec, manner.smoothing, examples);
        // From here on `maps` holds gradients of maps, from the last layer's to the first's.
        let mut learned = Vec::new();
        let mut outputs: Option<Vec<f32>> = None;
        let moments = vec![self.spread(&passed)];
        for (at, (layer, passed)) in self.layers.iter().zip(passed).enumerate().rev() {
            let [scale, shift] = match (layer.affine(self.epsilon), &outputs) {
                (Some(affine), Some(outputs)) => {
                    norm::backward(&passed.convolved, &passed.moments, &affine, outputs, &mut maps)
                }
                _ => Default::default(),
            };
            let weights = layer.conv.weight_gradients(&passed.input, &maps);
            learned.push(layer.gradients(&weights, &maps, scale, shift));
            if at > 0 {
                maps = layer.conv.backward(&maps, &layer.packed_back);
                // Numbers that were dropped are zero in the outputs, where the ReLU passes no gradient.
                scale_up(&mut maps, manner.dropout_before(at, self.layers.len()));
            }
            // A layer's inputs are the outputs of the one before it.
            outputs = Some(passed.input);
        }
        learned.reverse();
        Gradients { learned, loss, right, moments }
    }
}

impl Chain {
    /// The moments of a part without the padding of lanes.
    fn spread(&self, passed: &[Passed]) -> Spread {
        let of_layer = |(layer, passed): (&crate::net::spec::Layer, &Passed)| {
            [&passed.moments.mean, &passed.moments.variance]
                .map(|list| list.iter().take(layer.channels).copied().collect())
        };
        self.spec.layers.iter().zip(passed).map(of_layer).collect()
    }
}

impl Layer {
    /// The layer's normalisation; None for the last layer, which has none.
    fn affine(&self, epsilon: f32) -> Option<Affine<'_>> {
        let Learned { scale, shift, .. } = &self.learned;
        (!scale.is_empty()).then_some(Affine { scale, shift, epsilon })
    }

    fn gradients(&self, weights: &[Lanes], maps: &[f32], mut scale: Vec<f32>, mut shift: Vec<f32>) -> Learned {
        let mut bias = vec![0.0; self.bias.len() * LANES];
        // A bias before normalisation has no effect, so its gradient is zero.
        if scale.is_empty() {
            for pixel in maps.chunks_exact(bias.len()) {
                bias.iter_mut().zip(pixel).for_each(|(sum, gradient)| *sum += gradient);
            }
        }
        for list in [&mut bias, &mut scale, &mut shift] {
            list.truncate(self.conv.channels());
        }
        Learned { weights: self.conv.unpack(weights), bias, scale, shift }
    }
}

/// The images of some examples, with the channels of each pixel padded.
fn padded(samples: &[Sample], planes: usize) -> Vec<f32> {
    let room = vec![0.0; wide(planes) - planes];
    let pixels = samples.iter().flat_map(|sample| sample.ink.chunks_exact(planes));
    pixels.flat_map(|pixel| pixel.iter().chain(&room)).copied().collect()
}

/// Replaces outputs by the gradients of the cross-entropy; returns the loss, and how many examples were classified right.
fn loss_of(outputs: &mut [f32], samples: &[Sample], spec: &ModelSpec, smoothing: f32, examples: usize) -> (f32, usize) {
    let each = outputs.len() / samples.len().max(1);
    let (mut loss, mut right) = (0.0, 0);
    for (outputs, sample) in outputs.chunks_exact_mut(each).zip(samples) {
        right += usize::from(sample.is_read(outputs, spec));
        for (scores, counts) in outputs.chunks_exact_mut(spec.classes()).zip(sample.weights(spec)) {
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            let sum = scores.iter().map(|score| (score - most).exp()).sum::<f32>();
            for (class, score) in scores.iter_mut().enumerate() {
                let target = sample.target(class, spec.classes(), smoothing);
                let (likely, weight) = ((*score - most).exp() / sum, counts / examples as f32);
                loss -= weight * target * (*score - most - sum.ln());
                *score = weight * (likely - target);
            }
        }
    }
    (loss, right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alphabet::Alphabet;
    use crate::glyph::{AREA, Medium};
    use crate::net::spec::Layer as Shape;
    use crate::train::recipe::Recipe;
    use burn::tensor::Device;

    /// Small, and with each kind of layer that the shipped chains have.
    fn spec() -> ModelSpec {
        let hidden =
            [Shape::new(8, 5, 2, 2), Shape::new(16, 3, 1, 1), Shape::new(24, 3, 2, 1), Shape::new(12, 3, 1, 0)];
        ModelSpec::new(Alphabet::digits(), Medium::ALL.to_vec(), &hidden)
    }

    fn batch() -> Vec<Sample> {
        let mut rng = Rng::of(3, [1, 2]);
        let example = |class: usize| Sample {
            ink: (0..AREA).map(|_| rng.unit()).collect(),
            class,
            medium: None,
            rng: Rng::of(3, [2, class as u64]),
        };
        (0..11).map(example).collect()
    }

    #[test]
    fn moments_alone_are_those_of_the_gradients() {
        let net = Net::new(&spec(), &Device::flex());
        let parts = [batch(), batch().split_off(4)];
        let moments = moments(&net, &parts);
        assert!(moments.len() == 2 && moments.iter().flatten().any(|[mean, _]| mean.iter().any(|mean| *mean != 0.0)));
        assert_eq!(moments, of(&net, &parts, Manner::default()).moments);
    }

    /// Burn's differentiation cannot be compared, since its dropout leaves out other numbers.
    #[test]
    fn with_dropout_the_loss_changes_as_the_gradients_say() {
        let device = Device::flex();
        device.seed(5);
        let net = Net::new(&spec(), &device);
        let batch = batch();
        let manner = Recipe::default().manner();
        assert!(manner.dropout.iter().any(|share| *share > 0.0));
        let computed =
            |learned: Vec<Learned>| Chain::new(&spec(), learned, net.epsilon()).gradients(&batch, manner, batch.len());
        let here = computed(net.learned());
        assert_eq!(here.loss, computed(net.learned()).loss, "the same is left out each time");
        // Central differences along the gradient of one layer.
        for layer in 0..spec().layers.len() {
            let gradients = &here.learned[layer].weights;
            let steep: f32 = gradients.iter().map(|gradient| gradient * gradient).sum();
            let loss_at = |step: f32| {
                let mut learned = net.learned();
                let weights = learned[layer].weights.iter_mut().zip(gradients);
                weights.for_each(|(weight, gradient)| *weight += step * gradient);
                computed(learned).loss
            };
            let step = 0.01 / steep.sqrt();
            let found = (loss_at(step) - loss_at(-step)) / (2.0 * step);
            assert!((found - steep).abs() < 0.05 * steep, "{layer}: {found} {steep}");
        }
    }
}
