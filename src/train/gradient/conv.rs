//! One convolution there and back: its maps, the slopes of what it was given, and the slopes of its weights.
//!
//! Maps lie picture by picture, row by row, channels last, and channels are filled up to whole lanes. All three ways
//! read numbers where they lie: pixels are moved once, into a frame of zeros.

use super::lanes::{LANES, Lanes, Widest};
use super::tile::{Blame, Gather, Pixel, Run};
use crate::net::spec::Layer;
use pulp::Arch;
use std::array::from_fn;

/// Pixels that are worked on together: enough to outweigh the beginning, few enough to stay near the processor.
const TOGETHER: usize = 196;

/// A place in the kernel: row and column.
type Tap = [usize; 2];

/// Pixels, each a sum over the same runs of framed maps.
#[derive(Debug)]
struct Way {
    /// Of so many pictures as are worked on together.
    pixels: Vec<Pixel>,
    runs: Vec<Run>,
    /// The kernel's place for each channel list in the runs, in their order.
    taps: Vec<Tap>,
}

/// Zeros around maps.
#[derive(Clone, Copy, Debug)]
struct Frame {
    side: usize,
    before: usize,
    wide: usize,
    channels: usize,
}

#[derive(Debug)]
pub struct Conv {
    layer: Layer,
    /// Channels that it is given.
    from: usize,
    given: Frame,
    made: Frame,
    there: Way,
    /// One for each remainder of a pixel's place divided by the stride.
    back: Vec<Way>,
    pictures: usize,
}

/// Channels as they lie: in whole lanes, but for the single one of a picture.
pub fn wide(channels: usize) -> usize {
    if channels == 1 { 1 } else { channels.next_multiple_of(LANES) }
}

impl Conv {
    pub fn new(layer: Layer, from: usize, side: usize) -> Self {
        let Layer { kernel, stride, padding, .. } = layer;
        let gives = layer.side_after(side);
        let given = Frame { side, before: padding, wide: side + 2 * padding, channels: wide(from) };
        let before = (kernel - 1 - padding).div_ceil(stride);
        let last = ((side - 1 + padding) / stride).max(gives - 1);
        let made = Frame { side: gives, before, wide: before + last + 1, channels: wide(layer.channels) };
        let pictures = (TOGETHER / (gives * gives)).max(1);

        let places: Vec<Tap> = (0..kernel * kernel).map(|at| [at / kernel, at % kernel]).collect();
        let there = Way::new(
            places.iter().map(|tap| (*tap, given.at(*tap))).collect(),
            (0..gives * gives)
                .map(|at| [at / gives, at % gives])
                .map(|place| Pixel { from: given.at(place.map(|along| along * stride)), to: made.flat(place) }),
            [given, made],
            pictures,
        );
        // A pixel had a part in what lies where its place, less the tap's, is a multiple of the stride.
        let phases = (0..stride * stride).map(|at| [at / stride, at % stride]);
        let back = phases.map(|phase| {
            let touches = |tap: &Tap| {
                (0..2).all(|axis| (phase[axis] + padding + kernel * stride - tap[axis]).is_multiple_of(stride))
            };
            let away = |tap: Tap| from_fn(|axis| (phase[axis] + padding + before * stride - tap[axis]) / stride);
            let taps = places.iter().filter(|tap| touches(tap)).map(|tap| (*tap, made.at(away(*tap)))).collect();
            let along = |axis: usize| phase[axis]..side;
            let pixels =
                along(0).step_by(stride).flat_map(|row| along(1).step_by(stride).map(move |column| [row, column]));
            let pixels =
                pixels.map(|place| Pixel { from: made.at(place.map(|along| along / stride)), to: given.flat(place) });
            Way::new(taps, pixels, [made, given], pictures)
        });
        let back = if from == 1 { Vec::new() } else { back.collect() };
        Self { layer, from, given, made, there, back, pictures }
    }

    /// Numbers of one picture's maps, as given and as made.
    pub fn sizes(&self) -> [usize; 2] {
        [self.given.flat_size(), self.made.flat_size()]
    }

    pub fn channels(&self) -> usize {
        self.layer.channels
    }

    /// Weights by output channel, input channel and place, in the order of the way there.
    pub fn pack(&self, weights: &[f32]) -> Vec<Lanes> {
        let (lie, count) = ([self.given.channels, self.made.channels], [self.from, self.layer.channels]);
        self.there.packed(lie, count, |from, to, tap| weights[self.place(to, from, tap)])
    }

    /// The same for each of the ways back.
    pub fn pack_back(&self, weights: &[f32]) -> Vec<Vec<Lanes>> {
        let (lie, count) = ([self.made.channels, self.given.channels], [self.layer.channels, self.from]);
        let packed = |way: &Way| way.packed(lie, count, |to, from, tap| weights[self.place(to, from, tap)]);
        self.back.iter().map(packed).collect()
    }

    /// Of a weight among those by output channel, input channel and place.
    fn place(&self, to: usize, from: usize, [row, column]: Tap) -> usize {
        ((to * self.from + from) * self.layer.kernel + row) * self.layer.kernel + column
    }

    /// The other way: numbers in the order of the way there, by output channel, input channel and place.
    pub fn unpack(&self, packed: &[Lanes]) -> Vec<f32> {
        let Layer { channels, kernel, .. } = self.layer;
        let (each, sources) = (kernel * kernel * self.given.channels, self.given.channels);
        let number =
            |to: usize, from: usize, place: usize| packed[to / LANES * each + place * sources + from][to % LANES];
        let places = (0..channels).flat_map(|to| (0..self.from).map(move |from| (to, from)));
        places.flat_map(|(to, from)| (0..kernel * kernel).map(move |place| number(to, from, place))).collect()
    }

    /// The maps of some pictures.
    pub fn forward(&self, given: &[f32], weights: &[Lanes], bias: &[Lanes]) -> Vec<f32> {
        let [size, gives] = self.sizes();
        let mut made = vec![0.0; given.len() / size * gives];
        let mut frames = self.given.empty(self.pictures);
        for (given, maps) in given.chunks(size * self.pictures).zip(made.chunks_mut(gives * self.pictures)) {
            let framed = self.given.around(given, &mut frames);
            self.there.gather(framed, weights, bias, maps, given.len() / size * self.made.area());
        }
        made
    }

    /// Of what it made, the slopes of what it was given.
    pub fn backward(&self, gradients: &[f32], weights: &[Vec<Lanes>]) -> Vec<f32> {
        let [size, gives] = self.sizes();
        let nothing = vec![[0.0; LANES]; self.given.channels / LANES];
        let mut given = vec![0.0; gradients.len() / gives * size];
        let mut frames = self.made.empty(self.pictures);
        for (gradients, maps) in gradients.chunks(gives * self.pictures).zip(given.chunks_mut(size * self.pictures)) {
            let framed = self.made.around(gradients, &mut frames);
            for (way, packed) in self.back.iter().zip(weights) {
                let pixels = gradients.len() / gives * (way.pixels.len() / self.pictures);
                way.gather(framed, packed, &nothing, maps, pixels);
            }
        }
        given
    }

    /// The slopes of the weights, in the order of the way there.
    pub fn blame(&self, given: &[f32], gradients: &[f32]) -> Vec<Lanes> {
        let [size, gives] = self.sizes();
        let each = self.there.taps.len() * self.given.channels;
        let mut sums = vec![[0.0; LANES]; each * self.made.channels / LANES];
        let mut frames = self.given.empty(self.pictures);
        for (given, gradients) in given.chunks(size * self.pictures).zip(gradients.chunks(gives * self.pictures)) {
            let framed = self.given.around(given, &mut frames);
            let pixels = &self.there.pixels[..given.len() / size * self.made.area()];
            Arch::new().dispatch(Widest(Blame { framed, pixels, runs: &self.there.runs, gradients, sums: &mut sums }));
        }
        sums
    }
}

impl Way {
    /// Of taps with their places, and of the pixels of one picture; frames of what is read and of what is made.
    fn new(
        mut taps: Vec<(Tap, usize)>,
        pixels: impl Iterator<Item = Pixel> + Clone,
        [read, made]: [Frame; 2],
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
            to: pixel.to + picture * made.flat_size(),
        };
        let pixels = (0..pictures).flat_map(|picture| pixels.clone().map(move |pixel| moved(pixel, picture))).collect();
        Self { pixels, runs, taps: taps.into_iter().map(|(tap, _)| tap).collect() }
    }

    /// The weights of sources and targets in the order in which they are used: so many as lie there, so many as count.
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

    /// Numbers of one picture in its frame.
    fn size(&self) -> usize {
        self.wide * self.wide * self.channels
    }

    fn flat_size(&self) -> usize {
        self.area() * self.channels
    }

    /// Of a place in the frame.
    fn at(&self, [row, column]: [usize; 2]) -> usize {
        (row * self.wide + column) * self.channels
    }

    /// Of a place in the maps without the frame.
    fn flat(&self, [row, column]: [usize; 2]) -> usize {
        (row * self.side + column) * self.channels
    }

    fn empty(&self, pictures: usize) -> Vec<f32> {
        vec![0.0; if self.wide == self.side { 0 } else { pictures * self.size() }]
    }

    /// The maps of some pictures in frames, which are used again and again; maps that need none as they are.
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
