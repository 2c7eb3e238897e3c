//! The network's plan: which convolutions follow each other, and what they cost. Plain numbers, so that whatever reads
//! the weights file knows the shapes in it without Burn.

use crate::glyph::{Medium, SIDE};
use crate::prediction::CLASSES;

/// Numbers that the network gives for a glyph.
pub const OUTPUTS: usize = Medium::ALL.len() * CLASSES;

/// One convolution of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layer {
    pub channels: usize,
    pub kernel: usize,
    pub stride: usize,
    pub padding: usize,
}

impl Layer {
    /// The side of what it gives, for input of this side.
    pub fn side_after(&self, side: usize) -> usize {
        (side + 2 * self.padding - self.kernel) / self.stride + 1
    }
}

const fn layer(channels: usize, kernel: usize, stride: usize, padding: usize) -> Layer {
    Layer { channels, kernel, stride, padding }
}

/// The first layer halves the picture at once, which is most of the speed. Nothing is pooled: the last layer sees where
/// on the map each feature lies, which tells a 9 from a 4 better than the features' means do.
pub const PLAN: [Layer; 8] = [
    layer(32, 5, 2, 2),
    layer(32, 3, 1, 1),
    layer(32, 3, 1, 1),
    layer(48, 3, 2, 1),
    layer(64, 3, 1, 1),
    layer(80, 3, 1, 0),
    layer(96, 3, 1, 0),
    layer(OUTPUTS, 3, 1, 0),
];

/// Numbers that were learned.
pub fn parameters() -> usize {
    let from = |at: usize| if at == 0 { 1 } else { PLAN[at - 1].channels };
    let of_layer = |(at, to): (usize, &Layer)| to.channels * (from(at) * to.kernel * to.kernel + 1);
    PLAN.iter().enumerate().map(of_layer).sum()
}

/// Multiplications for one picture.
pub fn multiplies() -> usize {
    let (mut side, mut from, mut sum) = (SIDE, 1, 0);
    for to in PLAN {
        side = to.side_after(side);
        sum += side * side * to.kernel * to.kernel * from * to.channels;
        from = to.channels;
    }
    sum
}
