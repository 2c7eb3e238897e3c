//! What a model is: its alphabet, the media that it tells apart, and its convolutions. Plain data, so that whatever
//! reads a weights file knows the shapes in it without Burn.

use crate::alphabet::Alphabet;
use crate::glyph::{Medium, SIDE};
use serde::{Deserialize, Serialize};

/// One convolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Layer {
    /// Output channels.
    pub channels: usize,
    /// Side of the square kernel.
    pub kernel: usize,
    pub stride: usize,
    pub padding: usize,
}

impl Layer {
    pub const fn new(channels: usize, kernel: usize, stride: usize, padding: usize) -> Self {
        Self { channels, kernel, stride, padding }
    }

    /// The side of its output, for input of this side.
    pub fn side_after(&self, side: usize) -> usize {
        (side + 2 * self.padding - self.kernel) / self.stride + 1
    }

    /// Weights and biases, for so many input channels.
    pub fn parameters(&self, from: usize) -> usize {
        self.channels * (from * self.kernel * self.kernel + 1)
    }

    fn is_sound(&self, side: usize) -> bool {
        let sizes = [self.channels, self.kernel, self.stride];
        sizes.iter().all(|size| (1..=MOST).contains(size))
            && self.padding < self.kernel
            && self.kernel <= side + 2 * self.padding
    }
}

/// Larger sizes are not those of a model for a page; a file that states them is damaged or hostile.
const MOST: usize = 1024;
const MOST_LAYERS: usize = 64;
const MOST_PLANES: usize = 64;
const MOST_PARAMETERS: u64 = 1 << 26;

/// A model as its weights file describes it: a chain of convolutions over the image of one candidate, the last of which
/// gives a score for each class of the alphabet, once for each medium.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelSpec {
    /// How many numbers an image has for each pixel: one where it is a glyph.
    pub planes: usize,
    pub alphabet: Alphabet,
    /// The media with outputs of their own, in the order of the outputs. A glyph of any other medium is read by the last.
    pub media: Vec<Medium>,
    /// The output layer included.
    pub layers: Vec<Layer>,
}

/// A layer with the shapes around it.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub layer: Layer,
    /// Input channels.
    pub from: usize,
    /// Side of the input maps.
    pub side: usize,
    /// Whether it is the output layer, which alone has no activation.
    pub is_last: bool,
}

impl ModelSpec {
    /// The chain of some hidden layers, ending in an output layer with a kernel as large as the maps before it.
    pub fn new(alphabet: Alphabet, media: Vec<Medium>, hidden: &[Layer]) -> Self {
        let side = hidden.iter().fold(SIDE, |side, layer| layer.side_after(side));
        let outputs = media.len() * alphabet.classes();
        let layers = hidden.iter().copied().chain([Layer::new(outputs, side, 1, 0)]).collect();
        Self { planes: 1, alphabet, media, layers }
    }

    /// The same chain over images of so many planes.
    pub fn with_planes(self, planes: usize) -> Self {
        Self { planes, ..self }
    }

    /// The same chain where its shapes fit each other; `None` where they do not.
    pub fn chain(alphabet: Alphabet, media: Vec<Medium>, hidden: &[Layer]) -> Option<Self> {
        let fits = |side: usize, layer: &Layer| layer.is_sound(side).then(|| layer.side_after(side));
        hidden.iter().try_fold(SIDE, fits)?;
        Some(Self::new(alphabet, media, hidden)).filter(Self::is_sound)
    }

    /// Whether the shapes fit each other, the alphabet and the media. Nothing else may be asked of a spec that is not
    /// sound.
    pub fn is_sound(&self) -> bool {
        let mut side = SIDE;
        let fits = |layer: &Layer| {
            let sound = layer.is_sound(side);
            side = if sound { layer.side_after(side) } else { 0 };
            sound
        };
        let ends = self.layers.last().is_some_and(|last| last.channels == self.outputs());
        let some = !self.alphabet.is_empty()
            && !self.media.is_empty()
            && (1..=MOST_PLANES).contains(&self.planes)
            && self.layers.len() <= MOST_LAYERS;
        some && ends && self.layers.iter().all(fits) && side == 1 && self.weights() <= MOST_PARAMETERS
    }

    /// How many weights there are; also of a spec that is not sound, on machines whose addresses have 32 bits.
    fn weights(&self) -> u64 {
        let from = std::iter::once(self.planes).chain(self.layers.iter().map(|layer| layer.channels));
        let sizes = from.zip(&self.layers).map(|(from, layer)| [from, layer.channels, layer.kernel, layer.kernel]);
        sizes.map(|sizes| sizes.into_iter().fold(1, |product: u64, size| product.saturating_mul(size as u64))).sum()
    }

    /// How many classes each medium has scores for.
    pub fn classes(&self) -> usize {
        self.alphabet.classes()
    }

    /// Numbers that the network gives for a glyph.
    pub fn outputs(&self) -> usize {
        self.media.len() * self.classes()
    }

    /// Where the outputs of a medium are.
    pub fn outputs_of(&self, medium: Medium) -> std::ops::Range<usize> {
        let place = self.media.iter().position(|known| *known == medium).unwrap_or(self.media.len().max(1) - 1);
        place * self.classes()..(place + 1) * self.classes()
    }

    /// Each layer with the shapes around it, from the first to the output layer.
    pub fn shapes(&self) -> impl Iterator<Item = Shape> {
        let (mut from, mut side) = (self.planes, SIDE);
        self.layers.iter().enumerate().map(move |(at, layer)| {
            let shape = Shape { layer: *layer, from, side, is_last: at + 1 == self.layers.len() };
            (from, side) = (layer.channels, layer.side_after(side));
            shape
        })
    }

    /// Numbers that are learned.
    pub fn parameters(&self) -> usize {
        self.shapes().map(|shape| shape.layer.parameters(shape.from)).sum()
    }

    /// Multiplications for one glyph.
    pub fn multiplies(&self) -> usize {
        let of = |Shape { layer, from, side, .. }: Shape| {
            layer.side_after(side).pow(2) * layer.kernel.pow(2) * from * layer.channels
        };
        self.shapes().map(of).sum()
    }

    /// From all outputs of a batch, the scores of each glyph's medium.
    pub fn scores(&self, outputs: &[f32], media: impl Iterator<Item = Medium>) -> Vec<Vec<f32>> {
        outputs
            .chunks_exact(self.outputs().max(1))
            .zip(media)
            .map(|(outputs, medium)| outputs[self.outputs_of(medium)].to_vec())
            .collect()
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A small model of three made-up symbols.
    pub fn small() -> ModelSpec {
        let alphabet = Alphabet::of_texts(["△", "○", "☆"]).unwrap_or_default();
        ModelSpec::new(alphabet, vec![Medium::Pen], &[Layer::new(6, 7, 4, 0)])
    }

    #[test]
    fn the_output_layer_fits_what_is_before_it() {
        let spec = small();
        assert!(spec.is_sound());
        assert_eq!((spec.layers[1].kernel, spec.layers[1].channels, spec.outputs()), (6, 4, 4));
        assert_eq!(spec.parameters(), 6 * (49 + 1) + 4 * (6 * 36 + 1));
        assert_eq!(spec.multiplies(), 36 * 49 * 6 + 6 * 36 * 4);
    }

    #[test]
    fn shapes_that_do_not_fit_are_found_out() {
        let changed = |change: &dyn Fn(&mut ModelSpec)| {
            let mut spec = small();
            change(&mut spec);
            spec.is_sound()
        };
        assert!(!changed(&|spec| spec.layers[1].channels = 5));
        assert!(!changed(&|spec| spec.layers[1].kernel = 5));
        assert!(!changed(&|spec| spec.layers[0].kernel = 40));
        assert!(!changed(&|spec| spec.layers[0].stride = 0));
        assert!(!changed(&|spec| spec.layers[0].channels = usize::MAX));
        assert!(!changed(&|spec| spec.layers.clear()));
        assert!(!changed(&|spec| spec.media.clear()));
        assert!(!changed(&|spec| spec.planes = 0) && !changed(&|spec| spec.planes = usize::MAX));
        assert!(changed(&|spec| spec.planes = 8));
        assert!(!changed(&|spec| spec.alphabet = Alphabet::default()));
    }

    #[test]
    fn each_medium_has_its_own_outputs_and_unknown_ones_the_last() {
        let three = ModelSpec { media: Medium::ALL.to_vec(), ..small() };
        let outputs: Vec<f32> = (0..12).map(|at| at as f32).collect();
        assert_eq!(three.scores(&outputs, [Medium::Paper].into_iter()), [[4.0, 5.0, 6.0, 7.0]]);
        assert_eq!(small().scores(&outputs[..4], [Medium::Picture].into_iter()), [[0.0, 1.0, 2.0, 3.0]]);
    }
}
