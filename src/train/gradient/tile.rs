//! The two innermost loops: products of pixels and weights, summed in registers.

#![allow(clippy::needless_range_loop, reason = "iterators over parts of arrays keep the compiler from using registers")]

use super::lanes::{LANES, Lanes, Work, add, registers};
use pulp::Simd;

/// How many sums fit into sixteen registers beside the factors, each sum in two.
const MOST: usize = 6;
/// How many sums fit into thirty-two registers beside the factors, each sum in one.
const MOST_OF_WIDE: usize = 12;

/// A pixel of some maps: its offset `to`, and the offset `from` at which what it is computed of begins in framed maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pixel {
    pub from: usize,
    pub to: usize,
}

/// Consecutive numbers: `len` of them from `at` after a pixel's `from` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub at: usize,
    pub len: usize,
}

/// Work in batches that fit into registers.
trait Part {
    type Place;

    /// Does `N` items at once and returns `N`.
    fn some<S: Simd, const N: usize, const REGISTERS: usize>(&mut self, simd: S, at: Self::Place) -> usize;
}

/// Does as many of the items left as fit into registers, so that no small rest is left for the end, and returns how many.
#[inline(always)]
fn as_many<S: Simd, P: Part, const REGISTERS: usize>(part: &mut P, simd: S, left: usize, at: P::Place) -> usize {
    match left {
        MOST_OF_WIDE.. if REGISTERS == 1 => part.some::<S, MOST_OF_WIDE, REGISTERS>(simd, at),
        1 => part.some::<S, 1, REGISTERS>(simd, at),
        2 => part.some::<S, 2, REGISTERS>(simd, at),
        3 => part.some::<S, 3, REGISTERS>(simd, at),
        4 | 7 | 8 => part.some::<S, 4, REGISTERS>(simd, at),
        5 => part.some::<S, 5, REGISTERS>(simd, at),
        _ => part.some::<S, MOST, REGISTERS>(simd, at),
    }
}

/// Computes each pixel as the sum of products of weights and the numbers in its runs.
pub struct Gather<'a> {
    pub framed: &'a [f32],
    pub pixels: &'a [Pixel],
    pub runs: &'a [Run],
    /// The weights by block of channels, then in the order of the runs.
    pub weights: &'a [Lanes],
    /// What is added to the sums, by block of channels.
    pub bias: &'a [Lanes],
    pub maps: &'a mut [f32],
}

impl Work for Gather<'_> {
    #[inline(always)]
    fn done<S: Simd, const REGISTERS: usize>(mut self, simd: S) {
        let each = self.weights.len() / self.bias.len().max(1);
        for (block, weights) in self.weights.chunks_exact(each.max(1)).enumerate() {
            let mut pixels = self.pixels;
            while !pixels.is_empty() {
                let some = as_many::<S, _, REGISTERS>(&mut self, simd, pixels.len(), (pixels, block, weights));
                pixels = &pixels[some..];
            }
        }
    }
}

impl<'a> Part for Gather<'a> {
    /// The pixels left, and a block of channels with its weights.
    type Place = (&'a [Pixel], usize, &'a [Lanes]);

    #[inline(always)]
    fn some<S: Simd, const N: usize, const REGISTERS: usize>(
        &mut self,
        simd: S,
        (pixels, block, mut weights): Self::Place,
    ) -> usize {
        let none = [simd.splat_f32s(0.0); REGISTERS];
        let mut sums = [none; N];
        for run in self.runs {
            let (now, later) = weights.split_at(run.len);
            weights = later;
            let mut seen: [&[f32]; N] = [&[]; N];
            for at in 0..N {
                seen[at] = &self.framed[pixels[at].from + run.at..][..now.len()];
            }
            let mut some = [none; N];
            for at in 0..now.len() {
                let lanes = registers::<S, REGISTERS>(&now[at]);
                for pixel in 0..N {
                    add(simd, &mut some[pixel], seen[pixel][at], &lanes);
                }
            }
            for pixel in 0..N {
                for part in 0..REGISTERS {
                    sums[pixel][part] = simd.add_f32s(sums[pixel][part], some[pixel][part]);
                }
            }
        }
        let bias = registers::<S, REGISTERS>(&self.bias[block]);
        for at in 0..N {
            let pixel = &mut self.maps[pixels[at].to + block * LANES..][..LANES];
            for (part, place) in S::as_mut_simd_f32s(pixel).0.iter_mut().enumerate() {
                *place = simd.add_f32s(sums[at][part], bias[part]);
            }
        }
        N
    }
}

/// Adds up, for each weight, the products of the inputs it was multiplied with and the gradients of the outputs.
pub struct WeightGradients<'a> {
    pub framed: &'a [f32],
    pub pixels: &'a [Pixel],
    pub runs: &'a [Run],
    /// The gradients of the output maps.
    pub gradients: &'a [f32],
    /// The gradients of the weights by block of channels, then in the order of the runs.
    pub sums: &'a mut [Lanes],
}

impl Work for WeightGradients<'_> {
    #[inline(always)]
    fn done<S: Simd, const REGISTERS: usize>(mut self, simd: S) {
        let each: usize = self.runs.iter().map(|run| run.len).sum();
        for block in 0..self.sums.len() / each.max(1) {
            let mut weight = block * each;
            for run in self.runs {
                let mut at = 0;
                while at < run.len {
                    let place = (run.at + at, block, weight + at);
                    at += as_many::<S, _, REGISTERS>(&mut self, simd, run.len - at, place);
                }
                weight += run.len;
            }
        }
    }
}

impl Part for WeightGradients<'_> {
    /// The offset of the inputs after a pixel's `from`, a block of channels, and the first weight.
    type Place = (usize, usize, usize);

    #[inline(always)]
    fn some<S: Simd, const N: usize, const REGISTERS: usize>(
        &mut self,
        simd: S,
        (from, block, weight): Self::Place,
    ) -> usize {
        let mut sums = [[simd.splat_f32s(0.0); REGISTERS]; N];
        for pixel in self.pixels {
            let seen = &self.framed[pixel.from + from..][..N];
            let Some(gradients) = self.gradients[pixel.to + block * LANES..].first_chunk() else { continue };
            let gradients = registers::<S, REGISTERS>(gradients);
            for at in 0..N {
                add(simd, &mut sums[at], seen[at], &gradients);
            }
        }
        for at in 0..N {
            for (part, place) in S::as_mut_simd_f32s(&mut self.sums[weight + at]).0.iter_mut().enumerate() {
                *place = simd.add_f32s(*place, sums[at][part]);
            }
        }
        N
    }
}

#[cfg(test)]
mod tests {
    use super::super::lanes::Widest;
    use super::*;
    use pulp::{Arch, Scalar};

    const PIXELS: usize = 29;
    const BLOCKS: usize = 2;
    const RUNS: [Run; 2] = [Run { at: 0, len: 25 }, Run { at: 31, len: 3 }];
    const EACH: usize = 28;

    /// Does the work without vector registers, with the widest of this machine, and with AVX. Each result must be near to
    /// what is expected, and all with vector registers must be the same.
    fn on_each_machine(expected: &[f32], mut work: impl FnMut(&dyn Fn(Either<'_>)) -> Vec<f32>) {
        let none = work(&|one| Simd::vectorize(Scalar::new(), Widest(one)));
        let widest = work(&|one| Arch::new().dispatch(Widest(one)));
        near(&none, expected);
        near(&widest, expected);
        #[cfg(target_arch = "x86_64")]
        if let Some(avx) = pulp::x86::V3::try_new() {
            assert_eq!(work(&|one| Simd::vectorize(avx, Widest(one))), widest);
        }
    }

    enum Either<'a> {
        Gather(Gather<'a>),
        WeightGradients(WeightGradients<'a>),
    }

    impl Work for Either<'_> {
        #[inline(always)]
        fn done<S: Simd, const REGISTERS: usize>(self, simd: S) {
            match self {
                Self::Gather(work) => work.done::<S, REGISTERS>(simd),
                Self::WeightGradients(work) => work.done::<S, REGISTERS>(simd),
            }
        }
    }

    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|at| (at as f32 * 0.7).sin()).collect()
    }

    fn lanes(count: usize) -> Vec<Lanes> {
        numbers(count * LANES).chunks_exact(LANES).filter_map(|lanes| lanes.first_chunk().copied()).collect()
    }

    fn pixels() -> Vec<Pixel> {
        (0..PIXELS).map(|at| Pixel { from: 2 * at, to: at * BLOCKS * LANES }).collect()
    }

    /// What a pixel sees, in the order of a block's weights.
    fn seen(framed: &[f32], pixel: Pixel) -> Vec<f32> {
        RUNS.iter().flat_map(|run| &framed[pixel.from + run.at..][..run.len]).copied().collect()
    }

    fn near(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-4), "{found:?} {expected:?}");
    }

    #[test]
    fn pixels_are_gathered_alike_in_registers_of_any_width() {
        let (framed, weights, bias, pixels) = (numbers(200), lanes(BLOCKS * EACH), lanes(BLOCKS), pixels());
        let mut expected = vec![0.0; PIXELS * BLOCKS * LANES];
        for pixel in &pixels {
            for to in 0..BLOCKS * LANES {
                let (block, lane) = (to / LANES, to % LANES);
                let products = seen(&framed, *pixel).into_iter().zip(&weights[block * EACH..]);
                expected[pixel.to + to] = bias[block][lane] + products.map(|(seen, by)| seen * by[lane]).sum::<f32>();
            }
        }
        on_each_machine(&expected, |work| {
            let mut maps = vec![0.0; expected.len()];
            let (weights, bias) = (&weights, &bias);
            work(Either::Gather(Gather {
                framed: &framed,
                pixels: &pixels,
                runs: &RUNS,
                weights,
                bias,
                maps: &mut maps,
            }));
            maps
        });
    }

    #[test]
    fn weights_are_blamed_alike_in_registers_of_any_width() {
        let (framed, gradients, pixels) = (numbers(200), numbers(PIXELS * BLOCKS * LANES), pixels());
        let mut expected = lanes(BLOCKS * EACH);
        for pixel in &pixels {
            for (at, seen) in seen(&framed, *pixel).into_iter().enumerate() {
                for to in 0..BLOCKS * LANES {
                    expected[to / LANES * EACH + at][to % LANES] += seen * gradients[pixel.to + to];
                }
            }
        }
        on_each_machine(expected.as_flattened(), |work| {
            let mut sums = lanes(BLOCKS * EACH);
            let (gradients, runs) = (&gradients, &RUNS);
            work(Either::WeightGradients(WeightGradients {
                framed: &framed,
                pixels: &pixels,
                runs,
                gradients,
                sums: &mut sums,
            }));
            sums.into_flattened()
        });
    }
}
