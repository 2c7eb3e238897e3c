//! The two innermost loops: products of pixels and weights, summed in registers.

#![allow(clippy::needless_range_loop, reason = "iterators over parts of arrays keep the compiler from using registers")]

use pulp::{Simd, WithSimd};

/// Channels that are summed together: two registers of AVX, four of NEON.
pub const LANES: usize = 16;
pub type Lanes = [f32; LANES];
/// Sums that fit into sixteen registers beside what is multiplied.
const MOST: usize = 6;

/// A pixel of some maps: where it lies, and where what it is made of begins in other, framed maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pixel {
    pub from: usize,
    pub to: usize,
}

/// Numbers in a row, from so far after a pixel's beginning on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub at: usize,
    pub len: usize,
}

/// Makes each pixel of what its runs hold.
pub struct Gather<'a> {
    pub framed: &'a [f32],
    pub pixels: &'a [Pixel],
    pub runs: &'a [Run],
    /// By block of channels, then in the order of the runs.
    pub weights: &'a [Lanes],
    /// Where the sums begin, by block.
    pub bias: &'a [Lanes],
    pub maps: &'a mut [f32],
}

impl WithSimd for Gather<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        let each = self.weights.len() / self.bias.len().max(1);
        for (block, weights) in self.weights.chunks_exact(each.max(1)).enumerate() {
            let mut pixels = self.pixels;
            while !pixels.is_empty() {
                let some = match pixels.len() {
                    1 => self.some::<S, 1>(pixels, block, weights),
                    2 => self.some::<S, 2>(pixels, block, weights),
                    3 => self.some::<S, 3>(pixels, block, weights),
                    4 | 7 | 8 => self.some::<S, 4>(pixels, block, weights),
                    5 => self.some::<S, 5>(pixels, block, weights),
                    _ => self.some::<S, MOST>(pixels, block, weights),
                };
                pixels = &pixels[some..];
            }
        }
    }
}

impl Gather<'_> {
    #[inline(always)]
    fn some<S: Simd, const N: usize>(&mut self, pixels: &[Pixel], block: usize, mut weights: &[Lanes]) -> usize {
        let mut sums = [[0.0; LANES]; N];
        for run in self.runs {
            let (now, later) = weights.split_at(run.len);
            weights = later;
            let mut seen: [&[f32]; N] = [&[]; N];
            for at in 0..N {
                seen[at] = &self.framed[pixels[at].from + run.at..][..now.len()];
            }
            let mut some = [[0.0; LANES]; N];
            for at in 0..now.len() {
                for pixel in 0..N {
                    add::<S>(&mut some[pixel], seen[pixel][at], &now[at]);
                }
            }
            for pixel in 0..N {
                for lane in 0..LANES {
                    sums[pixel][lane] += some[pixel][lane];
                }
            }
        }
        for at in 0..N {
            let pixel = &mut self.maps[pixels[at].to + block * LANES..][..LANES];
            for lane in 0..LANES {
                pixel[lane] = sums[at][lane] + self.bias[block][lane];
            }
        }
        N
    }
}

/// Adds, for each weight, the products of what it saw in the framed maps and the slopes of what came of it.
pub struct Blame<'a> {
    pub framed: &'a [f32],
    pub pixels: &'a [Pixel],
    pub runs: &'a [Run],
    /// Of the maps that were gathered.
    pub slopes: &'a [f32],
    /// By block of channels, then in the order of the runs.
    pub sums: &'a mut [Lanes],
}

impl WithSimd for Blame<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        let each: usize = self.runs.iter().map(|run| run.len).sum();
        for block in 0..self.sums.len() / each.max(1) {
            let mut weight = block * each;
            for run in self.runs {
                let mut at = 0;
                while at < run.len {
                    let (from, left) = (run.at + at, run.len - at);
                    at += match left {
                        1 => self.some::<S, 1>(from, block, weight + at),
                        2 => self.some::<S, 2>(from, block, weight + at),
                        3 => self.some::<S, 3>(from, block, weight + at),
                        4 | 7 | 8 => self.some::<S, 4>(from, block, weight + at),
                        5 => self.some::<S, 5>(from, block, weight + at),
                        _ => self.some::<S, MOST>(from, block, weight + at),
                    };
                }
                weight += run.len;
            }
        }
    }
}

impl Blame<'_> {
    #[inline(always)]
    fn some<S: Simd, const N: usize>(&mut self, from: usize, block: usize, weight: usize) -> usize {
        let mut sums = [[0.0; LANES]; N];
        for pixel in self.pixels {
            let seen = &self.framed[pixel.from + from..][..N];
            let Some(slopes) = self.slopes[pixel.to + block * LANES..].first_chunk() else { continue };
            for at in 0..N {
                add::<S>(&mut sums[at], seen[at], slopes);
            }
        }
        for at in 0..N {
            for lane in 0..LANES {
                self.sums[weight + at][lane] += sums[at][lane];
            }
        }
        N
    }
}

/// In one instruction where the processor has it.
#[inline(always)]
fn add<S: Simd>(sums: &mut Lanes, number: f32, lanes: &Lanes) {
    for at in 0..LANES {
        sums[at] = if S::IS_SCALAR { number * lanes[at] + sums[at] } else { number.mul_add(lanes[at], sums[at]) };
    }
}
