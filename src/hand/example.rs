//! Examples of a hand.

use super::thin;
use crate::alphabet::SymbolId;
use crate::ink::Drawing;
use serde::{Deserialize, Serialize};

/// One sign that somebody wrote, and what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// Tells it from the other examples of the hand.
    pub id: u64,
    pub symbol: SymbolId,
    /// When it was learned, in milliseconds since 1970.
    pub at: f64,
    /// Its strokes.
    pub ink: Drawing,
    /// Strokes close by, for models that look around a sign. Empty where it stood alone.
    pub around: Drawing,
    /// The height of its line, in pixels; 0 where it is unknown.
    pub height: f32,
    /// Whether it was written because the lesson asked for it, not corrected.
    pub by_lesson: bool,
}

impl Example {
    /// The same, with ink as it is kept: thinned and rounded, its box at nought, of the strokes around only the near ones.
    pub fn kept(self) -> Self {
        let (ink, around) = thin::thinned(&self.ink, &self.around, self.height);
        Self { ink, around, ..self }
    }
}

/// All examples of a hand, in the order in which they were learned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hand {
    pub examples: Vec<Example>,
    /// Whether readings use them.
    pub is_on: bool,
}

impl Hand {
    /// The examples that readings use: none while it is off.
    pub fn used(&self) -> &[Example] {
        if self.is_on { &self.examples } else { &[] }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::ink::{Point, Stroke};

    /// An angle with something beside it.
    pub fn example(id: u64, text: &str) -> Example {
        let stroke = |points: &[(f32, f32)]| Stroke {
            width: 6.0,
            points: points.iter().map(|(x, y)| Point::at(*x, *y)).collect(),
        };
        Example {
            id,
            symbol: SymbolId::of_text(text).unwrap_or(SymbolId::of_char('?')),
            at: 1_700_000_000_000.0,
            ink: Drawing { strokes: vec![stroke(&[(0.0, 0.0), (20.5, 1.0), (8.25, 40.0)])] },
            around: Drawing { strokes: vec![stroke(&[(30.0, 0.0), (31.0, 40.0)])] },
            height: 40.0,
            by_lesson: false,
        }
    }

    #[test]
    fn a_hand_that_is_off_is_not_used() {
        let mut hand = Hand { examples: vec![example(1, "7")], is_on: true };
        assert_eq!(hand.used().len(), 1);
        hand.is_on = false;
        assert!(hand.used().is_empty());
    }

    #[test]
    fn what_is_kept_stays_as_it_is() {
        let moved = |by: f32| {
            let mut example = example(1, "7");
            let strokes = example.ink.strokes.iter_mut().chain(&mut example.around.strokes);
            strokes.flat_map(|stroke| &mut stroke.points).for_each(|point| point.x += by);
            example.kept()
        };
        assert_eq!(moved(0.0), moved(400.0));
        assert_eq!(moved(0.0).kept(), moved(0.0));
    }
}
