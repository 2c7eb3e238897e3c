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
mod share;
pub mod signs;

use crate::alphabet::{Alphabet, SymbolId};
use crate::net::sequence::{BlockSpec, SequenceSpec, StemLayer};
use crate::sequence::Scan;

/// The printable signs of ASCII and the space.
pub fn alphabet() -> Alphabet {
    Alphabet::new((' '..='~').map(SymbolId::of_char))
}

/// The network that is trained to read lines that are scanned so.
pub fn spec(scan: Scan) -> SequenceSpec {
    let layer = |channels, kernel, stride| StemLayer { channels, kernel, stride };
    let block = |dilation| BlockSpec { kernel: 9, dilation, hidden: 208 };
    // A column is about as far from the next as two places on the pen's way are across the line.
    let stem = match scan {
        Scan::Pen => vec![layer(96, 5, 1), layer(144, 5, 2), layer(208, 5, 2)],
        Scan::Columns => vec![layer(112, 5, 1), layer(160, 5, 2), layer(208, 3, 1)],
    };
    let dilations = match scan {
        Scan::Pen => [1, 2, 1, 3, 1],
        Scan::Columns => [1, 1, 2, 1, 1],
    };
    SequenceSpec { features: scan.features(), alphabet: alphabet(), stem, blocks: dilations.map(block).into() }
}
