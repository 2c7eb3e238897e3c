//! One convolution: its forward pass, and the gradients of its inputs and of its weights.
//!
//! Maps lie picture by picture, row by row, channels last, and channels are padded to whole lanes. All three computations
//! read numbers in place: maps are copied once, into a frame of zeros.

use super::lanes::{LANES, Lanes, Widest};
use super::tile::{Gather, Pixel, Run, WeightGradients};
use crate::net::spec::Layer;
use pulp::Arch;
use std::array::from_fn;

/// Output pixels that are worked on together: enough to outweigh the overhead, few enough to stay in the cache.
const TOGETHER: usize = 196;

/// A position in the kernel: row and column.
type Tap = [usize; 2];

/// The order in which a computation goes over framed maps: each of its pixels is a sum over the same runs.
#[derive(Debug)]
struct Traversal {
    /// The pixels of all pictures that are worked on together.
    pixels: Vec<Pixel>,
    runs: Vec<Run>,
    /// The kernel position of each list of channels in the runs, in their order.
    taps: Vec<Tap>,
}

/// Square maps with zeros around them.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// The side of the maps.
    side: usize,
    /// The number of zeros before the first row and column.
    before: usize,
    /// The side with the zeros.
    wide: usize,
    /// The number of channels, padded to whole lanes.
    channels: usize,
}

/// A convolution of one shape.
#[derive(Debug)]
pub struct Conv {
    layer: Layer,
    /// The number of input channels.
    from: usize,
    input: Frame,
    output: Frame,
    forward: Traversal,
    /// The traversals of the gradients of inputs: one for each remainder of a pixel's position divided by the stride.
    backward: Vec<Traversal>,
    /// How many pictures are worked on together.
    pictures: usize,
}

/// The number of channels padded to whole lanes; a single channel, as the picture has, is not padded.
pub fn wide(channels: usize) -> usize {
    if channels == 1 { 1 } else { channels.next_multiple_of(LANES) }
}

impl Conv {
    /// A layer's convolution of maps of this side with `from` channels.
    pub fn new(layer: Layer, from: usize, side: usize) -> Self {
        let Layer { kernel, stride, padding, .. } = layer;
        let output_side = layer.side_after(side);
        let input = Frame { side, before: padding, wide: side + 2 * padding, channels: wide(from) };
        let before = (kernel - 1 - padding).div_ceil(stride);
        let last = ((side - 1 + padding) / stride).max(output_side - 1);
        let output = Frame { side: output_side, before, wide: before + last + 1, channels: wide(layer.channels) };
        let pictures = (TOGETHER / (output_side * output_side)).max(1);

        let places: Vec<Tap> = (0..kernel * kernel).map(|at| [at / kernel, at % kernel]).collect();
        let forward = Traversal::new(
            places.iter().map(|tap| (*tap, input.at(*tap))).collect(),
            (0..output_side * output_side)
                .map(|at| [at / output_side, at % output_side])
                .map(|place| Pixel { from: input.at(place.map(|along| along * stride)), to: output.flat(place) }),
            [input, output],
            pictures,
        );
        // An input pixel contributes to an output where its position less the tap's is a multiple of the stride.
        let phases = (0..stride * stride).map(|at| [at / stride, at % stride]);
        let backward = phases.map(|phase| {
            let touches = |tap: &Tap| {
                (0..2).all(|axis| (phase[axis] + padding + kernel * stride - tap[axis]).is_multiple_of(stride))
            };
            let away = |tap: Tap| from_fn(|axis| (phase[axis] + padding + before * stride - tap[axis]) / stride);
            let taps = places.iter().filter(|tap| touches(tap)).map(|tap| (*tap, output.at(away(*tap)))).collect();
            let along = |axis: usize| phase[axis]..side;
            let pixels =
                along(0).step_by(stride).flat_map(|row| along(1).step_by(stride).map(move |column| [row, column]));
            let pixels =
                pixels.map(|place| Pixel { from: output.at(place.map(|along| along / stride)), to: input.flat(place) });
            Traversal::new(taps, pixels, [output, input], pictures)
        });
        let backward = if from == 1 { Vec::new() } else { backward.collect() };
        Self { layer, from, input, output, forward, backward, pictures }
    }

    /// How many numbers one picture's input maps and output maps have.
    pub fn sizes(&self) -> [usize; 2] {
        [self.input.flat_size(), self.output.flat_size()]
    }

    pub fn channels(&self) -> usize {
        self.layer.channels
    }

    /// Weights by output channel, input channel and tap, brought into the order of the forward pass.
    pub fn pack(&self, weights: &[f32]) -> Vec<Lanes> {
        let (padded, channels) = ([self.input.channels, self.output.channels], [self.from, self.layer.channels]);
        self.forward.packed(padded, channels, |from, to, tap| weights[self.index(to, from, tap)])
    }

    /// The same weights in the order of each of the backward traversals.
    pub fn pack_back(&self, weights: &[f32]) -> Vec<Vec<Lanes>> {
        let (padded, channels) = ([self.output.channels, self.input.channels], [self.layer.channels, self.from]);
        let packed = |traversal: &Traversal| {
            traversal.packed(padded, channels, |to, from, tap| weights[self.index(to, from, tap)])
        };
        self.backward.iter().map(packed).collect()
    }

    /// The index of a weight among those by output channel, input channel and tap.
    fn index(&self, to: usize, from: usize, [row, column]: Tap) -> usize {
        ((to * self.from + from) * self.layer.kernel + row) * self.layer.kernel + column
    }

    /// The inverse of `pack`: numbers in the order of the forward pass, brought into that by output channel, input channel
    /// and tap.
    pub fn unpack(&self, packed: &[Lanes]) -> Vec<f32> {
        let Layer { channels, kernel, .. } = self.layer;
        let (each, sources) = (kernel * kernel * self.input.channels, self.input.channels);
        let number =
            |to: usize, from: usize, place: usize| packed[to / LANES * each + place * sources + from][to % LANES];
        let places = (0..channels).flat_map(|to| (0..self.from).map(move |from| (to, from)));
        places.flat_map(|(to, from)| (0..kernel * kernel).map(move |place| number(to, from, place))).collect()
    }

    /// The output maps of some pictures.
    pub fn forward(&self, input: &[f32], weights: &[Lanes], bias: &[Lanes]) -> Vec<f32> {
        let [input_size, output_size] = self.sizes();
        let mut output = vec![0.0; input.len() / input_size * output_size];
        let mut frames = self.input.empty(self.pictures);
        let outputs = output.chunks_mut(output_size * self.pictures);
        for (input, maps) in input.chunks(input_size * self.pictures).zip(outputs) {
            let framed = self.input.around(input, &mut frames);
            self.forward.gather(framed, weights, bias, maps, input.len() / input_size * self.output.area());
        }
        output
    }

    /// The gradients of the inputs, from those of the outputs.
    pub fn backward(&self, gradients: &[f32], weights: &[Vec<Lanes>]) -> Vec<f32> {
        let [input_size, output_size] = self.sizes();
        let no_bias = vec![[0.0; LANES]; self.input.channels / LANES];
        let mut input = vec![0.0; gradients.len() / output_size * input_size];
        let mut frames = self.output.empty(self.pictures);
        let inputs = input.chunks_mut(input_size * self.pictures);
        for (gradients, maps) in gradients.chunks(output_size * self.pictures).zip(inputs) {
            let framed = self.output.around(gradients, &mut frames);
            for (traversal, packed) in self.backward.iter().zip(weights) {
                let pixels = gradients.len() / output_size * (traversal.pixels.len() / self.pictures);
                traversal.gather(framed, packed, &no_bias, maps, pixels);
            }
        }
        input
    }

    /// The gradients of the weights, in the order of the forward pass, from the inputs and the gradients of the outputs.
    pub fn weight_gradients(&self, input: &[f32], gradients: &[f32]) -> Vec<Lanes> {
        let [input_size, output_size] = self.sizes();
        let each = self.forward.taps.len() * self.input.channels;
        let mut sums = vec![[0.0; LANES]; each * self.output.channels / LANES];
        let mut frames = self.input.empty(self.pictures);
        let output = gradients.chunks(output_size * self.pictures);
        for (input, gradients) in input.chunks(input_size * self.pictures).zip(output) {
            let framed = self.input.around(input, &mut frames);
            let pixels = &self.forward.pixels[..input.len() / input_size * self.output.area()];
            let runs = &self.forward.runs;
            Arch::new().dispatch(Widest(WeightGradients { framed, pixels, runs, gradients, sums: &mut sums }));
        }
        sums
    }
}

impl Traversal {
    /// The traversal of some taps with their offsets, and of the pixels of one picture; `read` and `output` are the frames
    /// of what is read and of the result.
    fn new(
        mut taps: Vec<(Tap, usize)>,
        pixels: impl Iterator<Item = Pixel> + Clone,
        [read, output]: [Frame; 2],
        pictures: usize,
    ) -> Self {
        taps.sort_by_key(|(_, at)| *at);
        let mut runs: Vec<Run> = Vec::new();
        for (_, at) in &taps {
            match runs.last_mut() {
                Some(run) if run.at + run.len == *at => run.len += read.channels,
                _ => runs.push(Run { at: *at, len: read.channels }),
            }
        }
        let moved = |pixel: Pixel, picture: usize| Pixel {
            from: pixel.from + picture * read.size(),
            to: pixel.to + picture * output.flat_size(),
        };
        let pixels = (0..pictures).flat_map(|picture| pixels.clone().map(move |pixel| moved(pixel, picture))).collect();
        Self { pixels, runs, taps: taps.into_iter().map(|(tap, _)| tap).collect() }
    }

    /// The weights in the order in which they are used. There are `sources` and `targets` channels with padding, `from` and
    /// `to` without.
    fn packed(
        &self,
        [sources, targets]: [usize; 2],
        [from, to]: [usize; 2],
        weight: impl Fn(usize, usize, Tap) -> f32,
    ) -> Vec<Lanes> {
        let each = self.taps.len() * sources;
        let mut packed = vec![[0.0; LANES]; each * targets.div_ceil(LANES)];
        for target in 0..to {
            for (tap, rows) in self.taps.iter().zip(packed[target / LANES * each..].chunks_exact_mut(sources)) {
                for (source, row) in rows.iter_mut().take(from).enumerate() {
                    row[target % LANES] = weight(source, target, *tap);
                }
            }
        }
        packed
    }

    fn gather(&self, framed: &[f32], weights: &[Lanes], bias: &[Lanes], maps: &mut [f32], pixels: usize) {
        let pixels = &self.pixels[..pixels];
        Arch::new().dispatch(Widest(Gather { framed, pixels, runs: &self.runs, weights, bias, maps }));
    }
}

impl Frame {
    fn area(&self) -> usize {
        self.side * self.side
    }

    /// How many numbers one picture has in its frame.
    fn size(&self) -> usize {
        self.wide * self.wide * self.channels
    }

    /// How many numbers one picture has without the frame.
    fn flat_size(&self) -> usize {
        self.area() * self.channels
    }

    /// The offset of a position in the frame.
    fn at(&self, [row, column]: [usize; 2]) -> usize {
        (row * self.wide + column) * self.channels
    }

    /// The offset of a position in the maps without the frame.
    fn flat(&self, [row, column]: [usize; 2]) -> usize {
        (row * self.side + column) * self.channels
    }

    /// Zeros for the frames of some pictures; none where the maps need no frame.
    fn empty(&self, pictures: usize) -> Vec<f32> {
        vec![0.0; if self.wide == self.side { 0 } else { pictures * self.size() }]
    }

    /// The maps of some pictures, copied into `frames`, which are reused; maps that need no frame are returned as they are.
    fn around<'a>(&self, maps: &'a [f32], frames: &'a mut [f32]) -> &'a [f32] {
        if self.wide == self.side {
            return maps;
        }
        for (maps, frame) in maps.chunks_exact(self.flat_size()).zip(frames.chunks_exact_mut(self.size())) {
            for (row, line) in maps.chunks_exact(self.side * self.channels).enumerate() {
                let at = self.at([row + self.before, self.before]);
                frame[at..at + line.len()].copy_from_slice(line);
            }
        }
        frames
    }
}
