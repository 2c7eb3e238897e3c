//! Batch normalisation with a ReLU, forward and backward, on maps with channels last.

#![allow(clippy::needless_range_loop, reason = "iterators over parts of arrays keep the compiler from using registers")]

use super::lanes::{LANES, Lanes};
use pulp::{Arch, Simd, WithSimd};

/// Mean and variance of each channel over a batch.
#[derive(Debug, Default)]
pub struct Moments {
    pub mean: Vec<f32>,
    pub variance: Vec<f32>,
}

/// Scale and shift of each channel, padded to whole lanes.
pub struct Affine<'a> {
    pub scale: &'a [f32],
    pub shift: &'a [f32],
    pub epsilon: f32,
}

/// Maps that are normalised, scaled, shifted and passed through a ReLU, and the batch's moments.
pub fn forward(maps: &[f32], affine: &Affine<'_>) -> (Vec<f32>, Moments) {
    Arch::new().dispatch(Forward { maps, affine })
}

/// Turns the gradients of the outputs of `forward` into those of its inputs, `maps`, and returns those of scale and shift.
/// `outputs` are the maps that `forward` returned.
pub fn backward(
    maps: &[f32],
    moments: &Moments,
    affine: &Affine<'_>,
    outputs: &[f32],
    gradients: &mut [f32],
) -> [Vec<f32>; 2] {
    Arch::new().dispatch(Backward { maps, moments, affine, outputs, gradients })
}

struct Forward<'a> {
    maps: &'a [f32],
    affine: &'a Affine<'a>,
}

impl WithSimd for Forward<'_> {
    type Output = (Vec<f32>, Moments);

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        let Self { maps, affine } = self;
        let channels = affine.scale.len();
        let count = (maps.len() / channels) as f32;
        let (mut out, mut moments) = (vec![0.0; maps.len()], Moments::default());
        for block in (0..channels).step_by(LANES) {
            let (mut mean, mut variance) = ([0.0; LANES], [0.0; LANES]);
            for at in (block..maps.len()).step_by(channels) {
                let pixel = lanes(maps, at);
                for lane in 0..LANES {
                    mean[lane] += pixel[lane] / count;
                }
            }
            for at in (block..maps.len()).step_by(channels) {
                let pixel = lanes(maps, at);
                for lane in 0..LANES {
                    variance[lane] += (pixel[lane] - mean[lane]) * (pixel[lane] - mean[lane]) / count;
                }
            }
            let (mut scale, mut shift) = (lanes(affine.scale, block), lanes(affine.shift, block));
            for lane in 0..LANES {
                scale[lane] /= (variance[lane] + affine.epsilon).sqrt();
                shift[lane] -= mean[lane] * scale[lane];
            }
            for at in (block..maps.len()).step_by(channels) {
                let mut pixel = lanes(maps, at);
                for lane in 0..LANES {
                    pixel[lane] = (pixel[lane] * scale[lane] + shift[lane]).max(0.0);
                }
                put(&mut out, at, pixel);
            }
            moments.mean.extend(mean);
            moments.variance.extend(variance);
        }
        (out, moments)
    }
}

struct Backward<'a> {
    maps: &'a [f32],
    moments: &'a Moments,
    affine: &'a Affine<'a>,
    outputs: &'a [f32],
    gradients: &'a mut [f32],
}

impl WithSimd for Backward<'_> {
    type Output = [Vec<f32>; 2];

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        let Self { maps, moments, affine, outputs, gradients } = self;
        let channels = affine.scale.len();
        let count = (maps.len() / channels) as f32;
        let (mut scales, mut shifts) = (Vec::new(), Vec::new());
        for block in (0..channels).step_by(LANES) {
            let mean = lanes(&moments.mean, block);
            let mut inverse_deviation = lanes(&moments.variance, block);
            for value in &mut inverse_deviation {
                *value = 1.0 / (*value + affine.epsilon).sqrt();
            }
            let (mut scale, mut shift) = ([0.0; LANES], [0.0; LANES]);
            for at in (block..maps.len()).step_by(channels) {
                let (pixel, outputs, mut gradient) = (lanes(maps, at), lanes(outputs, at), lanes(gradients, at));
                for lane in 0..LANES {
                    // The ReLU passes no gradient where its output is zero.
                    gradient[lane] = if outputs[lane] > 0.0 { gradient[lane] } else { 0.0 };
                    shift[lane] += gradient[lane];
                    scale[lane] += gradient[lane] * (pixel[lane] - mean[lane]) * inverse_deviation[lane];
                }
                put(gradients, at, gradient);
            }
            // Mean and variance depend on all pixels of the batch: their part of the gradient is subtracted.
            let (mut gain, mut tilt, mut even) = (lanes(affine.scale, block), inverse_deviation, shift);
            for lane in 0..LANES {
                gain[lane] *= inverse_deviation[lane];
                tilt[lane] *= scale[lane] / count;
                even[lane] /= count;
            }
            for at in (block..maps.len()).step_by(channels) {
                let (pixel, mut gradient) = (lanes(maps, at), lanes(gradients, at));
                for lane in 0..LANES {
                    gradient[lane] =
                        gain[lane] * (gradient[lane] - even[lane] - (pixel[lane] - mean[lane]) * tilt[lane]);
                }
                put(gradients, at, gradient);
            }
            scales.extend(scale);
            shifts.extend(shift);
        }
        [scales, shifts]
    }
}

#[inline(always)]
fn lanes(numbers: &[f32], at: usize) -> Lanes {
    numbers[at..].first_chunk().copied().unwrap_or([0.0; LANES])
}

#[inline(always)]
fn put(numbers: &mut [f32], at: usize, lanes: Lanes) {
    if let Some(place) = numbers[at..].first_chunk_mut() {
        *place = lanes;
    }
}
