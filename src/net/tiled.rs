//! A convolution of three by three by Winograd's method: tiles of two by two outputs take sixteen multiplications for
//! each pair of channels instead of thirty-six.
//!
//! Of each tile's four by four inputs sixteen mixtures are made; each is multiplied on its own, which is a convolution of
//! one by one over all tiles; and the four outputs are mixtures of the sixteen results. Mixing costs additions alone, and
//! is done for eight channels at a time.

use super::Layer;
use super::kernel::{Kernel, framed};
use std::array::from_fn;

const LANES: usize = 8;
type Lane = [f32; LANES];
const NOTHING: Lane = [0.0; LANES];

#[derive(Clone, Debug)]
pub struct Tiled {
    layer: Layer,
    from: usize,
    /// One for each mixture.
    products: Vec<Kernel>,
    bias: Vec<f32>,
}

impl Tiled {
    /// Whether a layer can be done so, and is large enough for it to pay.
    pub fn suits(layer: &Layer, from: usize, side: usize) -> bool {
        let whole = [from, layer.channels].iter().all(|channels| channels.is_multiple_of(LANES));
        whole && layer.kernel == 3 && layer.stride == 1 && layer.side_after(side) > 3
    }

    /// Of weights that lie by output channel, input channel, row and column.
    pub fn new(layer: Layer, from: usize, weights: &[f32], bias: &[f32]) -> Self {
        let one = Layer { channels: layer.channels, kernel: 1, stride: 1, padding: 0 };
        let mixed: Vec<[f32; 16]> = weights.chunks_exact(9).map(mixed_weights).collect();
        let product = |mixture: usize| {
            let weights: Vec<f32> = mixed.iter().map(|mixed| mixed[mixture]).collect();
            Kernel::new(one, from, &weights, &vec![0.0; layer.channels])
        };
        Self { layer, from, products: (0..16).map(product).collect(), bias: bias.to_vec() }
    }

    /// Adds the maps of one picture of this side to `output`, without what is below zero if so wished; returns their
    /// side.
    pub fn run(&self, input: &[f32], side: usize, relu: bool, output: &mut Vec<f32>) -> usize {
        let gives = self.layer.side_after(side);
        let (tiles, channels) = (gives.div_ceil(2), self.layer.channels);
        let wide = (2 * tiles + 2).max(side + 2 * self.layer.padding);
        let framed = framed(input, side, self.layer.padding, wide, self.from);
        let begin = output.len();
        output.resize(begin + gives * gives * channels, 0.0);
        // One row of tiles at a time, so that all of it stays near the processor.
        let (mut mixed, mut made) = (vec![0.0; 16 * tiles * self.from], vec![0.0; 16 * tiles * channels]);
        for (row, maps) in output[begin..].chunks_mut(2 * gives * channels).enumerate() {
            self.mix_inputs(&framed[2 * row * wide * self.from..], wide, &mut mixed);
            let each = mixed.chunks_exact(tiles * self.from).zip(made.chunks_exact_mut(tiles * channels));
            for (product, (mixed, made)) in self.products.iter().zip(each) {
                product.run_row(mixed, tiles, f32::MIN, made);
            }
            self.mix_outputs(&made, gives, if relu { 0.0 } else { f32::MIN }, maps);
        }
        gives
    }

    /// Of a row of tiles, by mixture, tile and channel.
    fn mix_inputs(&self, framed: &[f32], wide: usize, mixed: &mut [f32]) {
        let from = self.from;
        let tiles = mixed.len() / (16 * from);
        for (tile, channel) in (0..tiles).flat_map(|tile| (0..from).step_by(LANES).map(move |channel| (tile, channel)))
        {
            let corner = 2 * tile * from + channel;
            let seen: [[Lane; 4]; 4] =
                from_fn(|row| from_fn(|column| lane(framed, corner + (row * wide + column) * from)));
            let columns: [[Lane; 4]; 4] = from_fn(|column| of_input(from_fn(|row| seen[row][column])));
            let mixtures: [[Lane; 4]; 4] = from_fn(|row| of_input(from_fn(|column| columns[column][row])));
            for (mixture, numbers) in mixtures.as_flattened().iter().enumerate() {
                let at = (mixture * tiles + tile) * from + channel;
                mixed[at..at + LANES].copy_from_slice(numbers);
            }
        }
    }

    /// Into the two rows of the maps, of which the last may be but one.
    fn mix_outputs(&self, made: &[f32], gives: usize, least: f32, maps: &mut [f32]) {
        let channels = self.layer.channels;
        let tiles = made.len() / (16 * channels);
        for (tile, channel) in
            (0..tiles).flat_map(|tile| (0..channels).step_by(LANES).map(move |channel| (tile, channel)))
        {
            let bias = lane(&self.bias, channel);
            let made: [[Lane; 4]; 4] =
                from_fn(|row| from_fn(|column| lane(made, ((row * 4 + column) * tiles + tile) * channels + channel)));
            let columns: [[Lane; 2]; 4] = from_fn(|column| of_output(from_fn(|row| made[row][column])));
            for (row, maps) in maps.chunks_exact_mut(gives * channels).enumerate() {
                let pair = of_output(from_fn(|column| columns[column][row]));
                for (sums, map) in pair.into_iter().zip(maps[2 * tile * channels..].chunks_exact_mut(channels)) {
                    let kept = each(sums, bias, |sum, bias| {
                        let sum = sum + bias;
                        if sum > least { sum } else { least }
                    });
                    map[channel..channel + LANES].copy_from_slice(&kept);
                }
            }
        }
    }
}

fn lane(numbers: &[f32], at: usize) -> Lane {
    numbers.get(at..).and_then(|rest| rest.first_chunk()).copied().unwrap_or(NOTHING)
}

#[inline(always)]
fn each(a: Lane, b: Lane, work: impl Fn(f32, f32) -> f32) -> Lane {
    from_fn(|at| work(a[at], b[at]))
}

#[inline(always)]
fn plus(a: Lane, b: Lane) -> Lane {
    each(a, b, |a, b| a + b)
}

#[inline(always)]
fn less(a: Lane, b: Lane) -> Lane {
    each(a, b, |a, b| a - b)
}

#[inline(always)]
fn of_input([a, b, c, d]: [Lane; 4]) -> [Lane; 4] {
    [less(a, c), plus(b, c), less(c, b), less(b, d)]
}

#[inline(always)]
fn of_output([a, b, c, d]: [Lane; 4]) -> [Lane; 2] {
    [plus(plus(a, b), c), less(less(b, c), d)]
}

/// The sixteen mixtures of nine weights.
fn mixed_weights(nine: &[f32]) -> [f32; 16] {
    let mix = |a: f32, b: f32, c: f32| [a, (a + b + c) / 2.0, (a - b + c) / 2.0, c];
    let columns: [[f32; 4]; 3] = from_fn(|column| mix(nine[column], nine[3 + column], nine[6 + column]));
    from_fn(|at| mix(columns[0][at / 4], columns[1][at / 4], columns[2][at / 4])[at % 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_makes_what_the_plain_kernel_makes() {
        for (side, padding, relu) in [(14, 1, true), (7, 1, false), (7, 0, true), (6, 0, false)] {
            let layer = Layer { channels: 16, kernel: 3, stride: 1, padding };
            let number = |at: usize| ((at * 7919 % 211) as f32 - 105.0) / 100.0;
            let weights: Vec<f32> = (0..16 * 24 * 9).map(number).collect();
            let (bias, input): (Vec<f32>, Vec<f32>) =
                ((0..16).map(number).collect(), (0..side * side * 24).map(|at| number(at * 31 + 5)).collect());
            let (mut plain, mut tiled) = (Vec::new(), Vec::new());
            let one = Kernel::new(layer, 24, &weights, &bias).run(&input, side, relu, &mut plain);
            let two = Tiled::new(layer, 24, &weights, &bias).run(&input, side, relu, &mut tiled);
            assert_eq!((one, plain.len()), (two, tiled.len()));
            let apart = plain.iter().zip(&tiled).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(apart < 1e-4, "{side} {padding}: {apart}");
        }
    }
}
