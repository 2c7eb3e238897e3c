//! What a model of sequences is. Plain data.

use crate::alphabet::Alphabet;
use serde::{Deserialize, Serialize};

/// A convolution over time, with an activation after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StemLayer {
    pub channels: usize,
    /// Odd.
    pub kernel: usize,
    pub stride: usize,
}

/// A residual block: a depthwise convolution over time, normalisation, and two linear layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockSpec {
    /// Odd.
    pub kernel: usize,
    pub dilation: usize,
    /// Channels between the two linear layers.
    pub hidden: usize,
}

/// A network from frames of features to scores of signs, for CTC.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SequenceSpec {
    /// Numbers of a frame.
    pub features: usize,
    pub alphabet: Alphabet,
    pub stem: Vec<StemLayer>,
    pub blocks: Vec<BlockSpec>,
}

/// A layer's weights: rows of inputs, one for each output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerShape {
    pub outputs: usize,
    pub inputs: usize,
}

/// Larger sizes are not those of a model for a page; a file that states them is damaged or hostile.
const MOST: usize = 1024;
const MOST_LAYERS: usize = 64;

impl SequenceSpec {
    /// The symbols and the blank, which is the last class.
    pub fn classes(&self) -> usize {
        self.alphabet.classes()
    }

    /// Channels of the blocks.
    pub fn channels(&self) -> usize {
        self.stem.last().map_or(self.features, |layer| layer.channels)
    }

    /// The layers with weights, in the order of files: the stem; of each block the depthwise convolution and both linear
    /// layers; the output.
    pub fn layers(&self) -> Vec<LayerShape> {
        let mut from = self.features;
        let mut layers: Vec<LayerShape> = Vec::new();
        for StemLayer { channels, kernel, .. } in &self.stem {
            layers.push(LayerShape { outputs: *channels, inputs: from * kernel });
            from = *channels;
        }
        for BlockSpec { kernel, hidden, .. } in &self.blocks {
            layers.push(LayerShape { outputs: from, inputs: *kernel });
            layers.push(LayerShape { outputs: *hidden, inputs: from });
            layers.push(LayerShape { outputs: from, inputs: *hidden });
        }
        layers.push(LayerShape { outputs: self.classes(), inputs: from });
        layers
    }

    /// How many numbers were learned. The bias of a depthwise convolution, which is zero, is counted among them.
    pub fn parameters(&self) -> u64 {
        self.layers().into_iter().map(|LayerShape { outputs, inputs }| (outputs * (inputs + 1)) as u64).sum()
    }

    /// Points of the pen's way for each frame of scores.
    pub fn stride(&self) -> usize {
        self.stem.iter().map(|layer| layer.stride).product()
    }

    /// Whether all sizes are such as a model has. Nothing else may be asked of a spec that is not sound.
    pub fn is_sound(&self) -> bool {
        let fits = |size: usize| (1..=MOST).contains(&size);
        let odd = |size: usize| fits(size) && size % 2 == 1;
        fits(self.features)
            && !self.alphabet.is_empty()
            && fits(self.alphabet.classes())
            && !self.stem.is_empty()
            && self.stem.len() + self.blocks.len() <= MOST_LAYERS
            && self
                .stem
                .iter()
                .all(|layer| fits(layer.channels) && odd(layer.kernel) && (1..=8).contains(&layer.stride))
            && self
                .blocks
                .iter()
                .all(|block| odd(block.kernel) && (1..=64).contains(&block.dilation) && fits(block.hidden))
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A small network of two signs.
    pub fn small() -> SequenceSpec {
        SequenceSpec {
            features: 3,
            alphabet: Alphabet::of_texts(["a", "b"]).unwrap_or_default(),
            stem: vec![
                StemLayer { channels: 4, kernel: 3, stride: 1 },
                StemLayer { channels: 6, kernel: 5, stride: 2 },
            ],
            blocks: vec![
                BlockSpec { kernel: 5, dilation: 1, hidden: 5 },
                BlockSpec { kernel: 3, dilation: 2, hidden: 7 },
            ],
        }
    }

    #[test]
    fn sizes_of_no_model_are_found_out() {
        let changed = |change: &dyn Fn(&mut SequenceSpec)| {
            let mut spec = small();
            change(&mut spec);
            spec.is_sound()
        };
        assert!(changed(&|_| ()));
        assert!(!changed(&|spec| spec.features = 0));
        assert!(!changed(&|spec| spec.alphabet = Alphabet::default()));
        assert!(!changed(&|spec| spec.stem.clear()));
        assert!(!changed(&|spec| spec.stem[0].kernel = 4));
        assert!(!changed(&|spec| spec.stem[1].stride = 0));
        assert!(!changed(&|spec| spec.blocks[1].hidden = usize::MAX));
    }
}
