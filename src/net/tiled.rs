//! A convolution of three by three by Winograd's method: tiles of two by two outputs take sixteen multiplications for
//! each pair of channels instead of thirty-six.
//!
//! Each tile's four by four inputs are transformed into sixteen values, linear combinations of them; each of these is
//! multiplied on its own, which is a convolution of one by one over all tiles; and the four outputs are linear combinations
//! of the sixteen results. The transforms need additions alone, and go down the columns first and then along the rows,
//! since neighbouring tiles share columns.

use super::kernel::{Kernel, framed};
use super::spec::Layer;
use std::array::from_fn;

/// The number of channels that are transformed together.
const LANES: usize = 8;

#[derive(Clone, Debug)]
pub struct Tiled {
    layer: Layer,
    from: usize,
    /// A kernel for each of the sixteen transformed values.
    products: Vec<Kernel>,
    bias: Vec<f32>,
}

impl Tiled {
    /// Whether a layer can be computed this way, and is large enough for it to be faster.
    pub fn suits(layer: &Layer, from: usize, side: usize) -> bool {
        let whole = [from, layer.channels].iter().all(|channels| channels.is_multiple_of(LANES));
        whole && layer.kernel == 3 && layer.stride == 1 && layer.side_after(side) > 3
    }

    /// The layer with weights ordered by output channel, input channel, row and column.
    ///
    /// Never inlined: browsers optimise a busy function as a whole, and loading would become one large one.
    #[inline(never)]
    pub fn new(layer: Layer, from: usize, weights: &[f32], bias: &[f32]) -> Self {
        let one = Layer { channels: layer.channels, kernel: 1, stride: 1, padding: 0 };
        let mixed: Vec<[f32; 16]> = weights.chunks_exact(9).map(mixed_weights).collect();
        let product = |mixture: usize| {
            let weights: Vec<f32> = mixed.iter().map(|mixed| mixed[mixture]).collect();
            Kernel::new(one, from, &weights, &vec![0.0; layer.channels])
        };
        Self { layer, from, products: (0..16).map(product).collect(), bias: bias.to_vec() }
    }

    /// Appends the maps of one picture of this side to `output`, with a ReLU if `relu` is set, and returns their side.
    pub fn run(&self, input: &[f32], side: usize, relu: bool, output: &mut Vec<f32>) -> usize {
        let gives = self.layer.side_after(side);
        let (tiles, channels) = (gives.div_ceil(2), self.layer.channels);
        let wide = (2 * tiles + 2).max(side + 2 * self.layer.padding);
        let framed = framed(input, side, self.layer.padding, wide, self.from);
        let begin = output.len();
        output.resize(begin + gives * gives * channels, 0.0);
        // One row of tiles at a time, so that all of it stays in the cache.
        let line = wide * self.from;
        let (mut mixed, mut made) = (vec![0.0; 16 * tiles * self.from], vec![0.0; 16 * tiles * channels]);
        let mut half = vec![0.0; (4 * line).max(8 * tiles * channels)];
        for (row, maps) in output[begin..].chunks_mut(2 * gives * channels).enumerate() {
            mix_inputs(&framed[2 * row * line..][..4 * line], self.from, &mut half, &mut mixed);
            let each = mixed.chunks_exact(tiles * self.from).zip(made.chunks_exact_mut(tiles * channels));
            for (product, (mixed, made)) in self.products.iter().zip(each) {
                product.run_row(mixed, tiles, f32::MIN, made);
            }
            let least = if relu { 0.0 } else { f32::MIN };
            mix_outputs(&made, &self.bias, least, &mut half, maps.chunks_exact_mut(gives * channels));
        }
        gives
    }
}

/// The input transform of four rows, ordered by transformed value, tile and channel.
fn mix_inputs(rows: &[f32], from: usize, half: &mut [f32], mixed: &mut [f32]) {
    let (line, run) = (rows.len() / 4, mixed.len() / 16);
    of_input(parts(rows, line), parts_mut(half, line));
    for (half, mixed) in half.chunks_exact(line).zip(mixed.chunks_exact_mut(4 * run)) {
        let mut mixtures = parts_mut(mixed, run);
        for at in (0..run).step_by(from) {
            of_input(parts(&half[2 * at..], from), mixtures.each_mut().map(|mixture| &mut mixture[at..][..from]));
        }
    }
}

/// The output transform into two rows of the maps, or into the last one.
fn mix_outputs<'a>(
    made: &[f32],
    bias: &[f32],
    least: f32,
    half: &mut [f32],
    maps: impl Iterator<Item = &'a mut [f32]>,
) {
    let (line, channels) = (made.len() / 4, bias.len());
    let [a, b, c, d] = parts(made, line);
    let (upper, lower) = half[..2 * line].split_at_mut(line);
    mix(upper, [a, b, c], |[a, b, c]| a + b + c);
    mix(lower, [b, c, d], |[b, c, d]| b - c - d);
    let kept = |sum: f32| if sum > least { sum } else { least };
    for (half, maps) in [upper, lower].into_iter().zip(maps) {
        let mixtures = parts(half, line / 4);
        for (tile, maps) in maps.chunks_mut(2 * channels).enumerate() {
            let [a, b, c, d] = mixtures.map(|mixture| &mixture[tile * channels..][..channels]);
            // The last tile may lack its right half.
            let (left, right) = maps.split_at_mut(channels);
            mix(left, [a, b, c, bias], |[a, b, c, bias]| kept(a + b + c + bias));
            mix(right, [b, c, d, bias], |[b, c, d, bias]| kept(b - c - d + bias));
        }
    }
}

fn of_input([a, b, c, d]: [&[f32]; 4], to: [&mut [f32]; 4]) {
    let [first, second, third, fourth] = to;
    mix(first, [a, c], |[a, c]| a - c);
    mix(second, [b, c], |[b, c]| b + c);
    mix(third, [b, c], |[b, c]| c - b);
    mix(fourth, [b, d], |[b, d]| b - d);
}

/// Each number of the result from one number of each list.
#[inline(always)]
fn mix<const N: usize>(result: &mut [f32], of: [&[f32]; N], how: impl Fn([f32; N]) -> f32) {
    let result = result.as_chunks_mut::<LANES>().0;
    let of = of.map(|numbers| &numbers.as_chunks::<LANES>().0[..result.len()]);
    for (at, result) in result.iter_mut().enumerate() {
        *result = from_fn(|lane| how(of.map(|numbers| numbers[at][lane])));
    }
}

fn parts(numbers: &[f32], each: usize) -> [&[f32]; 4] {
    from_fn(|part| &numbers[part * each..][..each])
}

fn parts_mut(numbers: &mut [f32], each: usize) -> [&mut [f32]; 4] {
    let mut parts = numbers.chunks_exact_mut(each);
    from_fn(|_| parts.next().unwrap_or_default())
}

/// The weight transform: sixteen values from nine weights.
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
