//! The maths model: its alphabet, its layers, and what it learns from.
//!
//! Nobody may teach with the expressions that others collected, so expressions are composed here: from signs that people
//! drew one by one, laid out as people write them. A sample is one group of strokes of a composed expression, as the
//! reader of expressions would ask about it: a whole symbol, or strokes that are none together.

mod block;
mod compose;
pub mod corpus;
mod expression;
mod geometry;
mod node;
pub mod run;
mod shape;
mod specimens;
mod stand;

use crate::alphabet::Alphabet;
use crate::glyph::Medium;
use crate::glyph::planes::PLANES;
use crate::net::spec::{Layer, ModelSpec};

/// Each symbol, apart by spaces.
const SYMBOLS: &str = "0 1 2 3 4 5 6 7 8 9 a b c d e f g h i j k l m n o p q r s t u v w x y z A B C D E F G H I J K L M \
                       N O P Q R S T U V W X Y Z + − = × ÷ ± · / ≠ < > ≤ ≥ ( ) [ ] { } | ! , . % √ ∑ ∫ ∞ π θ α β γ φ \
                       λ μ σ Δ → ′ sin cos tan log ln lim si in co os ta an lo og im";

/// The layers. The first sees eight planes; the rest is as in the numbers model, only wider at its end, since there are
/// ten times as many classes.
const HIDDEN: [Layer; 6] = [
    Layer::new(32, 5, 2, 2),
    Layer::new(32, 3, 1, 1),
    Layer::new(72, 3, 2, 1),
    Layer::new(104, 3, 1, 1),
    Layer::new(144, 3, 1, 0),
    Layer::new(192, 3, 1, 0),
];

pub fn alphabet() -> Alphabet {
    Alphabet::of_texts(SYMBOLS.split(' ')).unwrap_or_default()
}

pub fn spec() -> ModelSpec {
    ModelSpec::new(alphabet(), vec![Medium::Pen], &HIDDEN).with_planes(PLANES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_fit() {
        assert!(spec().is_sound());
        assert_eq!((spec().classes(), spec().outputs()), (118, 118));
    }
}
