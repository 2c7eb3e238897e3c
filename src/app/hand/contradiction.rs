//! What is said of some ink against what was said of ink like it before. Plain: knows neither browser nor page.

use super::alike::Shape;
use super::examples::Examples;
use crate::alphabet::SymbolId;
use crate::hand::Example;

/// Ink this much alike is one shape.
const SAME: f32 = 0.93;

/// An earlier word on the same shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// What somebody said earlier that this shape is.
    pub earlier: SymbolId,
    /// The examples that say so.
    pub examples: Vec<u64>,
}

/// The earlier examples of the same shape that say something else, where the likest of all says so. `instead` is the
/// example that the new one replaces.
pub fn contradiction(new: &Example, known: &Examples, instead: Option<u64>) -> Option<Contradiction> {
    let shape = Shape::of(&new.ink)?;
    let alike = known.iter().filter(|example| Some(example.id) != instead && example.ink != new.ink);
    let alike: Vec<(f32, &Example)> = alike
        .filter_map(|example| Some((shape.likeness(&Shape::of(&example.ink)?), &**example)))
        .filter(|(likeness, _)| *likeness >= SAME)
        .collect();
    let (_, likest) = alike.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let earlier = likest.symbol;
    let same = alike.iter().filter(|(_, example)| example.symbol == earlier);
    (earlier != new.symbol).then(|| Contradiction { earlier, examples: same.map(|(_, example)| example.id).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{Drawing, Point, Stroke};
    use std::sync::Arc;

    fn example(id: u64, sign: char, points: &[(f32, f32)]) -> Example {
        let points = points.iter().map(|(x, y)| Point::at(*x, *y)).collect();
        Example {
            id,
            symbol: SymbolId::of_char(sign),
            at: id as f64,
            ink: Drawing { strokes: vec![Stroke { width: 6.0, points }] },
            around: Drawing::default(),
            height: 0.0,
            by_lesson: false,
        }
    }

    const HOOK: [(f32, f32); 3] = [(0.0, 12.0), (14.0, 0.0), (14.0, 60.0)];
    const HOOK_AGAIN: [(f32, f32); 3] = [(0.0, 13.0), (15.0, 0.0), (14.0, 61.0)];
    const CIRCLE: [(f32, f32); 5] = [(20.0, 0.0), (0.0, 30.0), (20.0, 60.0), (40.0, 30.0), (20.0, 0.0)];

    #[test]
    fn the_same_shape_with_another_name_contradicts() {
        let known: Examples = vec![Arc::new(example(1, '1', &HOOK)), Arc::new(example(2, '0', &CIRCLE))];
        let new = example(3, '7', &HOOK_AGAIN);
        let expected = Contradiction { earlier: SymbolId::of_char('1'), examples: vec![1] };
        assert_eq!(contradiction(&new, &known, None), Some(expected));
        // Said again of the same ink, it is the earlier word that goes.
        assert_eq!(contradiction(&new, &known, Some(1)), None);
        assert_eq!(contradiction(&example(3, '1', &HOOK_AGAIN), &known, None), None);
        assert_eq!(contradiction(&example(3, '6', &CIRCLE[..4]), &Vec::new(), None), None);
    }
}
