//! One convolution of small maps on one CPU thread, as a browser's worker has.
//!
//! Maps lie channels last. For a few neighbouring pixels and eight channels at once all sums stay in registers while
//! the weights, packed in the order they are used, stream past: twice as fast in WebAssembly as unrolling the input
//! for a matrix product, which moves every pixel nine times first.

use super::spec::Layer;
use super::weights::Numbers;
use std::array::from_fn;

/// The number of output channels that are summed together: two SIMD registers of WebAssembly.
const LANES: usize = 8;

#[derive(Clone, Debug)]
pub struct Kernel {
    layer: Layer,
    from: usize,
    /// The weights by block of output channels, row, column, and input channel.
    weights: Vec<[f32; LANES]>,
    /// The biases by block of output channels.
    bias: Vec<[f32; LANES]>,
}

impl Kernel {
    /// The kernel of a layer whose weights are ordered by output channel, input channel, row and column.
    ///
    /// Never inlined: browsers optimise a busy function as a whole, and loading would become one large one.
    #[inline(never)]
    pub fn new(layer: Layer, from: usize, weights: &[f32], bias: &[f32]) -> Self {
        let area = layer.kernel * layer.kernel;
        let blocks = layer.channels.div_ceil(LANES);
        let weight = |to: usize, place: usize, channel: usize| {
            weights.get((to * from + channel) * area + place).copied().unwrap_or(0.0)
        };
        let lanes = |block: usize, of: &dyn Fn(usize) -> f32| -> [f32; LANES] {
            from_fn(|lane| if block * LANES + lane < layer.channels { of(block * LANES + lane) } else { 0.0 })
        };
        let places = (0..blocks * area * from).map(|at| (at / (area * from), at / from % area, at % from));
        Self {
            layer,
            from,
            weights: places.map(|(block, place, channel)| lanes(block, &|to| weight(to, place, channel))).collect(),
            bias: (0..blocks).map(|block| lanes(block, &|to| bias[to])).collect(),
        }
    }

    /// The weights and biases that it was made of.
    pub fn numbers(&self) -> Numbers {
        let (area, channels) = (self.layer.kernel * self.layer.kernel, self.layer.channels);
        let weight = |at: usize| {
            let (to, channel, place) = (at / (area * self.from), at / area % self.from, at % area);
            self.weights[(to / LANES * area + place) * self.from + channel][to % LANES]
        };
        Numbers {
            weights: (0..channels * self.from * area).map(weight).collect(),
            bias: (0..channels).map(|to| self.bias[to / LANES][to % LANES]).collect(),
        }
    }

    /// Appends the maps of one picture of this side to `output`, with a ReLU if `relu` is set, and returns their side.
    pub fn run(&self, input: &[f32], side: usize, relu: bool, output: &mut Vec<f32>) -> usize {
        let Layer { stride, padding, .. } = self.layer;
        let (wide, gives) = (side + 2 * padding, self.layer.side_after(side));
        let padded = (padding > 0).then(|| framed(input, side, padding, wide, self.from));
        let input = padded.as_deref().unwrap_or(input);
        let least = if relu { 0.0 } else { f32::MIN };
        let begin = output.len();
        output.resize(begin + gives * gives * self.layer.channels, 0.0);
        let rows = output[begin..].chunks_exact_mut(gives * self.layer.channels);
        for (row, maps) in rows.enumerate() {
            self.run_row(&input[row * wide * stride * self.from..], wide, least, maps);
        }
        gives
    }

    /// Computes one row of the maps. `input` begins with the first row that it depends on, and has rows of `wide` pixels;
    /// results below `least` become `least`.
    pub fn run_row(&self, input: &[f32], wide: usize, least: f32, maps: &mut [f32]) {
        let Layer { channels, stride, .. } = self.layer;
        let (gives, step) = (maps.len() / channels, stride * self.from);
        let mut column = 0;
        while column < gives {
            let source = Source { input: &input[column * step..], line: wide * self.from, step };
            let maps = &mut maps[column * channels..];
            // As many neighbours as registers suffice for, and so that few pixels are left over on sides of 14, 7, 5 and 3.
            column += match gives - column {
                1 => self.put::<1>(source, least, maps),
                2 => self.put::<2>(source, least, maps),
                3 | 5 | 6 => self.put::<3>(source, least, maps),
                _ => self.put::<4>(source, least, maps),
            };
        }
    }

    /// Computes `N` neighbouring pixels and returns `N`. It is a function for each number of them, since V8 optimised one
    /// large function only after some 700 readings.
    #[inline(never)]
    fn put<const N: usize>(&self, source: Source, least: f32, maps: &mut [f32]) -> usize {
        let Layer { channels, kernel, .. } = self.layer;
        let run = kernel * self.from;
        for (block, (weights, bias)) in self.weights.chunks_exact(kernel * run).zip(&self.bias).enumerate() {
            let mut sums = [*bias; N];
            for row in 0..kernel {
                let weights = &weights[row * run..][..run];
                let seen: [&[f32]; N] =
                    from_fn(|pixel| &source.input[row * source.line + pixel * source.step..][..run]);
                // Sliced first, so that no index is checked in the loop.
                for at in 0..run {
                    for (sums, seen) in sums.iter_mut().zip(seen) {
                        sums.iter_mut().zip(&weights[at]).for_each(|(sum, weight)| *sum += seen[at] * weight);
                    }
                }
            }
            let lanes = LANES.min(channels - block * LANES);
            for (pixel, sums) in sums.into_iter().enumerate() {
                // `max` would be a function call for each number, because of its rules for NaN.
                let kept = sums.map(|sum| if sum > least { sum } else { least });
                let map = &mut maps[pixel * channels + block * LANES..][..lanes];
                match map.first_chunk_mut::<LANES>() {
                    Some(map) => *map = kept,
                    None => map.copy_from_slice(&kept[..lanes]),
                }
            }
        }
        N
    }
}

/// The input of neighbouring output pixels.
#[derive(Clone, Copy)]
struct Source<'a> {
    /// The input from the first pixel that the first of them depends on.
    input: &'a [f32],
    /// The distance from one input row to the next.
    line: usize,
    /// The distance from one output pixel's input to its neighbour's.
    step: usize,
}

/// Maps with zeros around them: `before` of them before the first row and column, and as many after as make rows `wide`
/// pixels wide.
pub fn framed(input: &[f32], side: usize, before: usize, wide: usize, channels: usize) -> Vec<f32> {
    let mut framed = vec![0.0; wide * wide * channels];
    for (row, line) in input.chunks_exact(side * channels).enumerate() {
        let at = ((row + before) * wide + before) * channels;
        framed[at..at + line.len()].copy_from_slice(line);
    }
    framed
}
