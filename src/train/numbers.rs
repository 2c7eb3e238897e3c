//! The numbers model: its alphabet, its media, and the chain of convolutions that it is.

use crate::alphabet::Alphabet;
use crate::glyph::Medium;
use crate::net::spec::{Layer, ModelSpec};

/// The number of the model's symbols, which is the index of the reject class.
pub const DIGITS: usize = 10;

/// The layers. The first has stride 2, which saves most of the time. There is no pooling: the last layer sees where on the
/// map each feature is, which distinguishes 9 from 4 better than the means of features do.
const HIDDEN: [Layer; 7] = [
    Layer::new(32, 5, 2, 2),
    Layer::new(32, 3, 1, 1),
    Layer::new(32, 3, 1, 1),
    Layer::new(48, 3, 2, 1),
    Layer::new(64, 3, 1, 1),
    Layer::new(80, 3, 1, 0),
    Layer::new(96, 3, 1, 0),
];

pub fn spec() -> ModelSpec {
    ModelSpec::new(Alphabet::digits(), Medium::ALL.to_vec(), &HIDDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_shapes_are_those_of_the_published_weights() {
        let spec = spec();
        assert!(spec.is_sound());
        assert_eq!((spec.layers[7].kernel, spec.outputs(), spec.parameters()), (3, 33, 204_833));
    }
}
