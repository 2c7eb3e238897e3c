//! Gradients: how the loss of a batch changes with each number of the network, by kernels of our own.
//!
//! Burn's differentiation finds the same for any network, and does so for the others here. This is for the shipped
//! chain alone, on a CPU: three times as fast, since all stays in registers and near the processor that a general
//! graph of tensors moves through memory. Both are held against each other in the tests.

mod conv;
mod lanes;
mod norm;
mod tile;

use super::corpus::Sample;
use super::recipe::Manner;
use super::rng::Rng;
use crate::net::spec::{ModelSpec, Shape};
use crate::net::{Learned, Net};
use conv::{Conv, wide};
use lanes::{LANES, Lanes};
use norm::{Affine, Moments};
use rayon::prelude::*;

/// What a batch says.
pub struct Gradients {
    /// By layer, in the place of what they are the slopes of.
    pub learned: Vec<Learned>,
    pub loss: f32,
    /// How many examples were read right.
    pub right: usize,
    pub moments: Vec<Spread>,
}

/// What a part of a batch came to: by layer, mean and variance of each channel, before they were made even.
pub type Spread = Vec<[Vec<f32>; 2]>;

/// Of a batch in parts that are normalised apart and worked on side by side.
pub fn of(net: &Net, parts: &[Vec<Sample>], manner: Manner) -> Gradients {
    let chain = Chain::new(net.spec(), net.learned(), net.epsilon());
    let examples: usize = parts.iter().map(Vec::len).sum();
    let done: Vec<Gradients> = parts.par_iter().map(|made| chain.gradients(made, manner, examples)).collect();
    done.into_iter().reduce(Gradients::and).unwrap_or_else(|| Gradients {
        learned: Vec::new(),
        loss: 0.0,
        right: 0,
        moments: Vec::new(),
    })
}

/// What each part of a batch comes to, with nothing left out: the way there alone.
pub fn moments(net: &Net, parts: &[Vec<Sample>]) -> Vec<Spread> {
    let chain = Chain::new(net.spec(), net.learned(), net.epsilon());
    let of_part = |made: &Vec<Sample>| chain.spread(&chain.there(made, Manner::default()).1);
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

/// What the way there leaves for the way back: what a layer was given, what its convolution made, and its moments.
struct Passed {
    given: Vec<f32>,
    made: Vec<f32>,
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

    /// The outputs for some examples, and what each layer leaves.
    fn there(&self, made: &[Sample], manner: Manner) -> (Vec<f32>, Vec<Passed>) {
        let mut maps = made.iter().map(|made| made.ink.as_slice()).collect::<Vec<_>>().concat();
        let mut passed = Vec::new();
        let mut rng: Vec<Rng> = made.iter().map(|made| made.rng.clone()).collect();
        for (at, layer) in self.layers.iter().enumerate() {
            leave_out(&mut maps, manner.dropout_before(at, self.layers.len()), &mut rng);
            let sums = layer.conv.forward(&maps, &layer.packed, &layer.bias);
            let (next, moments) = match layer.affine(self.epsilon) {
                Some(affine) => norm::forward(&sums, &affine),
                None => (sums.clone(), Moments::default()),
            };
            passed.push(Passed { given: std::mem::replace(&mut maps, next), made: sums, moments });
        }
        (maps, passed)
    }

    fn gradients(&self, made: &[Sample], manner: Manner, examples: usize) -> Gradients {
        let (mut maps, passed) = self.there(made, manner);
        let (loss, right) = verdict(&mut maps, made, &self.spec, manner.smoothing, examples);
        // From here on `maps` holds slopes, from the last layer's to the first's.
        let mut learned = Vec::new();
        let mut shown: Option<Vec<f32>> = None;
        let moments = vec![self.spread(&passed)];
        for (at, (layer, passed)) in self.layers.iter().zip(passed).enumerate().rev() {
            let [scale, shift] = match (layer.affine(self.epsilon), &shown) {
                (Some(affine), Some(shown)) => norm::backward(&passed.made, &passed.moments, &affine, shown, &mut maps),
                _ => Default::default(),
            };
            let blame = layer.conv.blame(&passed.given, &maps);
            learned.push(layer.gradients(&blame, &maps, scale, shift));
            if at > 0 {
                maps = layer.conv.backward(&maps, &layer.packed_back);
                // What was left out counts as not shown.
                make_up(&mut maps, manner.dropout_before(at, self.layers.len()));
            }
            shown = Some(passed.given);
        }
        learned.reverse();
        Gradients { learned, loss, right, moments }
    }
}

impl Chain {
    /// What a part came to, without what fills up the lanes.
    fn spread(&self, passed: &[Passed]) -> Spread {
        let of_layer = |(layer, passed): (&crate::net::spec::Layer, &Passed)| {
            [&passed.moments.mean, &passed.moments.variance]
                .map(|list| list.iter().take(layer.channels).copied().collect())
        };
        self.spec.layers.iter().zip(passed).map(of_layer).collect()
    }
}

impl Layer {
    /// None for the last.
    fn affine(&self, epsilon: f32) -> Option<Affine<'_>> {
        let Learned { scale, shift, .. } = &self.learned;
        (!scale.is_empty()).then_some(Affine { scale, shift, epsilon })
    }

    fn gradients(&self, blame: &[Lanes], maps: &[f32], mut scale: Vec<f32>, mut shift: Vec<f32>) -> Learned {
        let mut bias = vec![0.0; self.bias.len() * LANES];
        // A bias before normalisation changes nothing.
        if scale.is_empty() {
            for pixel in maps.chunks_exact(bias.len()) {
                bias.iter_mut().zip(pixel).for_each(|(sum, gradient)| *sum += gradient);
            }
        }
        for list in [&mut bias, &mut scale, &mut shift] {
            list.truncate(self.conv.channels());
        }
        Learned { weights: self.conv.unpack(blame), bias, scale, shift }
    }
}

/// Makes nothing of a random share of each example's numbers, and makes up for it with the others.
fn leave_out(maps: &mut [f32], share: f32, rng: &mut [Rng]) {
    if share == 0.0 {
        return;
    }
    let each = maps.len() / rng.len().max(1);
    for (maps, rng) in maps.chunks_exact_mut(each).zip(rng) {
        maps.iter_mut().filter(|_| rng.chance(share)).for_each(|number| *number = 0.0);
    }
    make_up(maps, share);
}

fn make_up(maps: &mut [f32], share: f32) {
    if share > 0.0 {
        maps.iter_mut().for_each(|number| *number /= 1.0 - share);
    }
}

/// Turns outputs into the slopes of the loss; the loss, and how many examples were read right.
fn verdict(outputs: &mut [f32], made: &[Sample], spec: &ModelSpec, smoothing: f32, examples: usize) -> (f32, usize) {
    let each = outputs.len() / made.len().max(1);
    let (mut loss, mut right) = (0.0, 0);
    for (outputs, made) in outputs.chunks_exact_mut(each).zip(made) {
        right += usize::from(made.is_read(outputs, spec));
        for (scores, counts) in outputs.chunks_exact_mut(spec.classes()).zip(made.weights(spec)) {
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            let sum = scores.iter().map(|score| (score - most).exp()).sum::<f32>();
            for (class, score) in scores.iter_mut().enumerate() {
                let target = made.target(class, spec.classes(), smoothing);
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
    fn a_batch_that_is_not_learned_from_comes_to_the_same() {
        let net = Net::new(&spec(), &Device::flex());
        let parts = [batch(), batch().split_off(4)];
        let moments = moments(&net, &parts);
        assert!(moments.len() == 2 && moments.iter().flatten().any(|[mean, _]| mean.iter().any(|mean| *mean != 0.0)));
        assert_eq!(moments, of(&net, &parts, Manner::default()).moments);
    }

    /// Burn's differentiation cannot be asked, since it leaves out other numbers.
    #[test]
    fn with_numbers_left_out_the_loss_still_changes_as_the_gradients_say() {
        let device = Device::flex();
        device.seed(5);
        let net = Net::new(&spec(), &device);
        let batch = batch();
        let manner = Recipe::default().manner();
        assert!(manner.dropout.iter().any(|share| *share > 0.0));
        let told =
            |learned: Vec<Learned>| Chain::new(&spec(), learned, net.epsilon()).gradients(&batch, manner, batch.len());
        let here = told(net.learned());
        assert_eq!(here.loss, told(net.learned()).loss, "the same is left out each time");
        // A little way along the slopes of one layer, there and back.
        for layer in 0..spec().layers.len() {
            let gradients = &here.learned[layer].weights;
            let steep: f32 = gradients.iter().map(|gradient| gradient * gradient).sum();
            let loss_at = |way: f32| {
                let mut learned = net.learned();
                let weights = learned[layer].weights.iter_mut().zip(gradients);
                weights.for_each(|(weight, gradient)| *weight += way * gradient);
                told(learned).loss
            };
            let way = 0.01 / steep.sqrt();
            let found = (loss_at(way) - loss_at(-way)) / (2.0 * way);
            assert!((found - steep).abs() < 0.05 * steep, "{layer}: {found} {steep}");
        }
    }
}
