//! The network of text, for training: all its parameters in one list, forward and backward over many sequences.
//!
//! Convolutions that shorten the sequence, then residual blocks of a depthwise convolution and two linear layers, then a
//! score for each sign and one for none of them (the blank of CTC).

mod file;

use super::ctc;
use super::layers::{
    Conv, Depthwise, linear, linear_backward, linear_gradients, normalized, normalized_backward, rectified,
    rectified_backward, strided,
};
use crate::net::sequence::{BlockSpec, SequenceSpec};
use crate::train::rng::Rng;
use std::ops::Range;

/// A sequence with what it says.
pub struct Sample {
    pub frames: Vec<f32>,
    pub text: Vec<usize>,
}

/// What some samples give.
#[derive(Default)]
pub struct Gradient {
    /// In the order of the parameters.
    pub slopes: Vec<f32>,
    /// The sum of the losses, and over how many signs.
    pub loss: f32,
    pub signs: usize,
}

/// Where each layer's numbers are in the list.
pub struct Network {
    spec: SequenceSpec,
    stem: Vec<(Conv, [Range<usize>; 2])>,
    blocks: Vec<(Depthwise, Places)>,
    output: [Range<usize>; 2],
    count: usize,
}

struct Places {
    depthwise: Range<usize>,
    inner: [Range<usize>; 2],
    outer: [Range<usize>; 2],
}

/// What a pass keeps of a layer for the way back.
struct StemPass {
    windows: Vec<f32>,
    result: Vec<f32>,
    lengths: Vec<usize>,
}

struct BlockPass {
    input: Vec<f32>,
    normalized: Vec<f32>,
    factors: Vec<f32>,
    inner: Vec<f32>,
}

impl Network {
    pub fn new(spec: &SequenceSpec) -> Self {
        let mut count = 0;
        let mut place = |size: usize| {
            count += size;
            count - size..count
        };
        let mut from = spec.features;
        let stem = spec.stem.iter().map(|layer| {
            let conv = Conv { from, to: layer.channels, kernel: layer.kernel, stride: layer.stride };
            from = conv.to;
            (conv, [place(conv.from * conv.kernel * conv.to), place(conv.to)])
        });
        let stem: Vec<_> = stem.collect();
        let channels = from;
        let blocks = spec.blocks.iter().map(|BlockSpec { kernel, dilation, hidden }| {
            let places = Places {
                depthwise: place(kernel * channels),
                inner: [place(channels * hidden), place(*hidden)],
                outer: [place(channels * hidden), place(channels)],
            };
            (Depthwise { channels, kernel: *kernel, dilation: *dilation }, places)
        });
        let blocks: Vec<_> = blocks.collect();
        let output = [place(channels * spec.classes()), place(spec.classes())];
        Self { spec: spec.clone(), stem, blocks, output, count }
    }

    /// How many parameters there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Classes of a frame, the blank among them.
    pub fn classes(&self) -> usize {
        self.spec.classes()
    }

    /// Random parameters to begin with.
    pub fn initial(&self, rng: &mut Rng) -> Vec<f32> {
        let mut all = vec![0.0; self.count];
        let mut fill = |range: &Range<usize>, deviation: f32| {
            all[range.clone()].iter_mut().for_each(|value| *value = rng.normal() * deviation);
        };
        for (conv, [weights, _]) in &self.stem {
            fill(weights, (2.0 / (conv.from * conv.kernel) as f32).sqrt());
        }
        for (depthwise, places) in &self.blocks {
            fill(&places.depthwise, (1.0 / depthwise.kernel as f32).sqrt());
            fill(&places.inner[0], (2.0 / depthwise.channels as f32).sqrt());
            fill(&places.outer[0], (0.2 / places.inner[1].len() as f32).sqrt());
        }
        fill(&self.output[0], 0.02);
        all
    }

    /// Parameters that weight decay leaves alone: biases and what is multiplied channel by channel.
    pub fn is_decayed(&self) -> Vec<bool> {
        let mut all = vec![true; self.count];
        let biases = self.stem.iter().map(|(_, [_, bias])| bias).chain([&self.output[1]]);
        let of_blocks = self.blocks.iter().flat_map(|(_, p)| [&p.depthwise, &p.inner[1], &p.outer[1]]);
        biases.chain(of_blocks).for_each(|range| all[range.clone()].fill(false));
        all
    }

    /// Scores of each frame, row by row, with what the way back needs.
    fn forward(&self, of: &[f32], frames: &[f32], lengths: &[usize], dropout: f32, rng: &mut Rng) -> Pass {
        let mut stem: Vec<StemPass> = Vec::new();
        let (mut lengths, mut values) = (lengths.to_vec(), frames.to_vec());
        for (conv, [weights, bias]) in &self.stem {
            let windows = conv.windows(&values, &lengths);
            values = linear(&windows, &of[weights.clone()], &of[bias.clone()]);
            rectified(&mut values, 0.0, rng);
            let shorter = strided(&lengths, conv.stride);
            stem.push(StemPass { windows, result: values.clone(), lengths: std::mem::replace(&mut lengths, shorter) });
        }
        let mut blocks = Vec::new();
        for (depthwise, places) in &self.blocks {
            let mixed = depthwise.forward(&values, &of[places.depthwise.clone()], &lengths);
            let (normalized, factors) = normalized(&mixed, depthwise.channels);
            let [weights, bias] = places.inner.clone();
            let mut inner = linear(&normalized, &of[weights], &of[bias]);
            rectified(&mut inner, dropout, rng);
            let [weights, bias] = places.outer.clone();
            let outer = linear(&inner, &of[weights], &of[bias]);
            let sum = values.iter().zip(&outer).map(|(value, outer)| value + outer).collect();
            blocks.push(BlockPass { input: std::mem::replace(&mut values, sum), normalized, factors, inner });
        }
        let (mut last, factors) = normalized(&values, self.spec.channels());
        let full = last.clone();
        if dropout > 0.0 {
            mask(&mut last, dropout, rng);
        }
        let [weights, bias] = self.output.clone();
        let scores = linear(&last, &of[weights], &of[bias]);
        Pass { stem, blocks, last: full, dropped: last, factors, scores, lengths }
    }

    /// Scores of the frames of one sequence.
    pub fn scores(&self, of: &[f32], frames: &[f32]) -> Vec<f32> {
        let length = frames.len() / self.spec.features;
        self.forward(of, frames, &[length], 0.0, &mut Rng::of(0, [0, 0])).scores
    }

    /// The gradient of the sum of losses of some samples.
    pub fn gradient(&self, of: &[f32], samples: &[Sample], dropout: f32, rng: &mut Rng) -> Gradient {
        let frames: Vec<f32> = samples.iter().flat_map(|sample| &sample.frames).copied().collect();
        let lengths: Vec<usize> = samples.iter().map(|sample| sample.frames.len() / self.spec.features).collect();
        let pass = self.forward(of, &frames, &lengths, dropout, rng);
        let classes = self.spec.classes();
        let mut slopes = vec![0.0; pass.scores.len()];
        let (mut loss, mut signs, mut first) = (0.0, 0, 0);
        for (sample, length) in samples.iter().zip(&pass.lengths) {
            let range = first * classes..(first + length) * classes;
            first += length;
            let of_sample = ctc::loss(&pass.scores[range.clone()], classes, &sample.text, 1.0, &mut slopes[range]);
            if of_sample.is_finite() {
                loss += of_sample;
                signs += sample.text.len();
            }
        }
        Gradient { slopes: self.backward(of, &pass, slopes, dropout), loss, signs }
    }

    fn backward(&self, of: &[f32], pass: &Pass, slopes: Vec<f32>, dropout: f32) -> Vec<f32> {
        let mut all = vec![0.0; self.count];
        let channels = self.spec.channels();
        let [weights, bias] = self.output.clone();
        let classes = bias.len();
        {
            let [w, b] = two(&mut all, &weights, &bias);
            linear_gradients(w, b, &pass.dropped, &slopes, classes);
        }
        let mut back = linear_backward(&slopes, &of[weights], classes);
        if dropout > 0.0 {
            let scale = mask_scale(dropout);
            let kept = pass.dropped.iter().zip(&pass.last);
            back.iter_mut().zip(kept).for_each(|(slope, (dropped, full))| {
                *slope = if *dropped == 0.0 && *full != 0.0 { 0.0 } else { *slope * scale };
            });
        }
        normalized_backward(&mut back, &pass.last, &pass.factors, channels);
        for ((depthwise, places), kept) in self.blocks.iter().zip(&pass.blocks).rev() {
            let [weights, bias] = places.outer.clone();
            {
                let [w, b] = two(&mut all, &weights, &bias);
                linear_gradients(w, b, &kept.inner, &back, channels);
            }
            let mut inner = linear_backward(&back, &of[weights], channels);
            rectified_backward(&mut inner, &kept.inner, dropout);
            let [weights, bias] = places.inner.clone();
            let hidden = bias.len();
            {
                let [w, b] = two(&mut all, &weights, &bias);
                linear_gradients(w, b, &kept.normalized, &inner, hidden);
            }
            let mut mixed = linear_backward(&inner, &of[weights], hidden);
            normalized_backward(&mut mixed, &kept.normalized, &kept.factors, channels);
            let weights = places.depthwise.clone();
            let more = depthwise.backward(&mut all[weights.clone()], &of[weights], &kept.input, &mixed, &pass.lengths);
            back.iter_mut().zip(more).for_each(|(slope, more)| *slope += more);
        }
        for (at, ((conv, [weights, bias]), kept)) in self.stem.iter().zip(&pass.stem).enumerate().rev() {
            rectified_backward(&mut back, &kept.result, 0.0);
            let wanted = (at > 0).then_some(kept.lengths.as_slice());
            back = conv.backward(two(&mut all, weights, bias), &of[weights.clone()], &kept.windows, &back, wanted);
        }
        all
    }
}

/// What a pass over all layers keeps.
struct Pass {
    stem: Vec<StemPass>,
    blocks: Vec<BlockPass>,
    last: Vec<f32>,
    dropped: Vec<f32>,
    factors: Vec<f32>,
    scores: Vec<f32>,
    lengths: Vec<usize>,
}

/// Two neighbouring ranges of a list.
fn two<'a>(all: &'a mut [f32], first: &Range<usize>, second: &Range<usize>) -> [&'a mut [f32]; 2] {
    let (left, right) = all[first.start..second.end].split_at_mut(first.len());
    [left, right]
}

fn mask_scale(dropout: f32) -> f32 {
    1.0 / (1.0 - (dropout * 256.0).floor() / 256.0)
}

fn mask(values: &mut [f32], dropout: f32, rng: &mut Rng) {
    let (limit, scale) = ((dropout * 256.0) as u8, mask_scale(dropout));
    for chunk in values.chunks_mut(8) {
        let bits = rng.bits().to_le_bytes();
        chunk.iter_mut().zip(bits).for_each(|(value, byte)| *value = if byte < limit { 0.0 } else { *value * scale });
    }
}

#[cfg(test)]
mod tests;
