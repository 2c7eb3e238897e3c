//! The layers of the network of text, forward and backward, over sequences that stand one behind the other.
//!
//! A buffer has a row of channels for each frame of each sequence. What looks at neighbouring frames stays within a
//! sequence; everything else is one product of matrices for all of them.

use super::matrix::{Matrix, multiply};
use crate::train::rng::Rng;

/// A convolution over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conv {
    pub from: usize,
    pub to: usize,
    /// Odd.
    pub kernel: usize,
    pub stride: usize,
}

/// Frames after a stride.
pub fn strided(lengths: &[usize], stride: usize) -> Vec<usize> {
    lengths.iter().map(|length| length.div_ceil(stride)).collect()
}

impl Conv {
    /// The frames that each frame of the result is made of, as rows of a matrix; nothing beyond the ends.
    pub fn windows(&self, input: &[f32], lengths: &[usize]) -> Vec<f32> {
        let width = self.from * self.kernel;
        let mut out = vec![0.0; strided(lengths, self.stride).iter().sum::<usize>() * width];
        self.each_window(lengths, |row, part, frame| {
            out[row * width + part * self.from..][..self.from]
                .copy_from_slice(&input[frame * self.from..][..self.from]);
        });
        out
    }

    /// What windows say of the frames in them, added up.
    fn unwindowed(&self, windows: &[f32], lengths: &[usize]) -> Vec<f32> {
        let width = self.from * self.kernel;
        let mut out = vec![0.0; lengths.iter().sum::<usize>() * self.from];
        self.each_window(lengths, |row, part, frame| {
            add(&mut out[frame * self.from..][..self.from], &windows[row * width + part * self.from..][..self.from]);
        });
        out
    }

    fn each_window(&self, lengths: &[usize], mut each: impl FnMut(usize, usize, usize)) {
        let (mut row, mut first) = (0, 0);
        for &length in lengths {
            for at in 0..length.div_ceil(self.stride) {
                for part in 0..self.kernel {
                    let frame = at * self.stride + part;
                    if (self.kernel / 2..self.kernel / 2 + length).contains(&frame) {
                        each(row, part, first + frame - self.kernel / 2);
                    }
                }
                row += 1;
            }
            first += length;
        }
    }

    /// The gradients of weights and biases, and of the input where it is wanted, by those of the result.
    pub fn backward(
        &self,
        [weights, bias]: [&mut [f32]; 2],
        of: &[f32],
        windows: &[f32],
        slopes: &[f32],
        lengths: Option<&[usize]>,
    ) -> Vec<f32> {
        linear_gradients(weights, bias, windows, slopes, self.to);
        let Some(lengths) = lengths else { return Vec::new() };
        let mut back = vec![0.0; windows.len()];
        multiply(&mut back, false, Matrix::new(slopes, self.to), Matrix::new(of, self.from * self.kernel));
        self.unwindowed(&back, lengths)
    }
}

/// Rows times the transpose of the weights, plus the bias.
pub fn linear(input: &[f32], weights: &[f32], bias: &[f32]) -> Vec<f32> {
    let inner = weights.len() / bias.len();
    let mut out: Vec<f32> = bias.iter().copied().cycle().take(input.len() / inner * bias.len()).collect();
    multiply(&mut out, true, Matrix::new(input, inner), Matrix::new(weights, inner).turned());
    out
}

/// Adds the gradients of weights and bias by the slopes of the result.
pub fn linear_gradients(weights: &mut [f32], bias: &mut [f32], input: &[f32], slopes: &[f32], to: usize) {
    let inner = weights.len() / to;
    multiply(weights, true, Matrix::new(slopes, to).turned(), Matrix::new(input, inner));
    slopes.chunks_exact(to).for_each(|row| add(bias, row));
}

/// The slopes of the input of `linear`.
pub fn linear_backward(slopes: &[f32], weights: &[f32], to: usize) -> Vec<f32> {
    let inner = weights.len() / to;
    let mut back = vec![0.0; slopes.len() / to * inner];
    multiply(&mut back, false, Matrix::new(slopes, to), Matrix::new(weights, inner));
    back
}

/// A convolution of each channel by itself; weights by place in the kernel, then channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depthwise {
    pub channels: usize,
    /// Odd.
    pub kernel: usize,
    pub dilation: usize,
}

impl Depthwise {
    fn each(&self, lengths: &[usize], mut each: impl FnMut(usize, usize, usize)) {
        let reach = self.kernel / 2 * self.dilation;
        let mut first = 0;
        for &length in lengths {
            for at in 0..length {
                for part in 0..self.kernel {
                    let from = at + part * self.dilation;
                    if (reach..reach + length).contains(&from) {
                        each(first + at, part, first + from - reach);
                    }
                }
            }
            first += length;
        }
    }

    pub fn forward(&self, input: &[f32], weights: &[f32], lengths: &[usize]) -> Vec<f32> {
        let c = self.channels;
        let mut out = vec![0.0; input.len()];
        self.each(lengths, |to, part, from| {
            add_product(&mut out[to * c..][..c], &weights[part * c..][..c], &input[from * c..][..c]);
        });
        out
    }

    pub fn backward(
        &self,
        gradient: &mut [f32],
        weights: &[f32],
        input: &[f32],
        slopes: &[f32],
        lengths: &[usize],
    ) -> Vec<f32> {
        let c = self.channels;
        let mut back = vec![0.0; input.len()];
        self.each(lengths, |to, part, from| {
            add_product(&mut back[from * c..][..c], &weights[part * c..][..c], &slopes[to * c..][..c]);
            add_product(&mut gradient[part * c..][..c], &input[from * c..][..c], &slopes[to * c..][..c]);
        });
        back
    }
}

fn add(to: &mut [f32], other: &[f32]) {
    to.iter_mut().zip(other).for_each(|(to, other)| *to += other);
}

fn add_product(to: &mut [f32], one: &[f32], other: &[f32]) {
    to.iter_mut().zip(one).zip(other).for_each(|((to, one), other)| *to += one * other);
}

/// Keeps the mean square of a frame from being nothing.
pub const EPSILON: f32 = 1e-5;

/// Each frame divided by the root of its mean square; and what each was multiplied with.
pub fn normalized(input: &[f32], channels: usize) -> (Vec<f32>, Vec<f32>) {
    let mut out = input.to_vec();
    let factors = out.chunks_exact_mut(channels).map(|row| {
        let mean = row.iter().map(|value| value * value).sum::<f32>() / channels as f32;
        let factor = (mean + EPSILON).sqrt().recip();
        row.iter_mut().for_each(|value| *value *= factor);
        factor
    });
    let factors = factors.collect();
    (out, factors)
}

/// The slopes before normalisation, in place.
pub fn normalized_backward(slopes: &mut [f32], normalized: &[f32], factors: &[f32], channels: usize) {
    let rows = slopes.chunks_exact_mut(channels).zip(normalized.chunks_exact(channels)).zip(factors);
    for ((slopes, values), factor) in rows {
        let along = slopes.iter().zip(values).map(|(slope, value)| slope * value).sum::<f32>() / channels as f32;
        slopes.iter_mut().zip(values).for_each(|(slope, value)| *slope = (*slope - along * value) * factor);
    }
}

/// Nothing below zero; and dropout, where a part of all numbers is left out and the rest made larger.
pub fn rectified(values: &mut [f32], dropout: f32, rng: &mut Rng) {
    if dropout <= 0.0 {
        values.iter_mut().for_each(|value| *value = value.max(0.0));
        return;
    }
    let (limit, scale) = ((dropout * 256.0) as u8, 1.0 / (1.0 - (dropout * 256.0).floor() / 256.0));
    for chunk in values.chunks_mut(8) {
        let bits = rng.bits().to_le_bytes();
        chunk
            .iter_mut()
            .zip(bits)
            .for_each(|(value, byte)| *value = if byte < limit { 0.0 } else { value.max(0.0) * scale });
    }
}

/// The slopes before `rectified`: none where the result is zero.
pub fn rectified_backward(slopes: &mut [f32], result: &[f32], dropout: f32) {
    let scale = 1.0 / (1.0 - (dropout * 256.0).floor() / 256.0);
    slopes.iter_mut().zip(result).for_each(|(slope, value)| *slope = if *value > 0.0 { *slope * scale } else { 0.0 });
}
