//! The model of text: what it reads, what teaches it, and its training.

mod adam;
mod augment;
mod compose;
pub mod corpus;
pub mod ctc;
pub mod evaluate;
mod layers;
mod matrix;
pub mod network;
pub mod publish;
pub mod reader;
pub mod run;
pub mod signs;

use crate::alphabet::{Alphabet, SymbolId};
use crate::net::sequence::{BlockSpec, SequenceSpec, StemLayer};
use crate::sequence::FEATURES;

/// The printable signs of ASCII and the space.
pub fn alphabet() -> Alphabet {
    Alphabet::new((' '..='~').map(SymbolId::of_char))
}

/// The network that is trained.
pub fn spec() -> SequenceSpec {
    let layer = |channels, kernel, stride| StemLayer { channels, kernel, stride };
    let block = |dilation| BlockSpec { kernel: 9, dilation, hidden: 208 };
    SequenceSpec {
        features: FEATURES,
        alphabet: alphabet(),
        stem: vec![layer(96, 5, 1), layer(144, 5, 2), layer(208, 5, 2)],
        blocks: [1, 2, 1, 3, 1].map(block).into(),
    }
}
