//! How large a drawing may be that comes from outside: in a link, or in a file that somebody opens. What is drawn on
//! the page has no limit, and what the page has kept is taken as it is.

use super::stroke::Drawing;
use std::fmt;
use std::ops::RangeInclusive;

/// More strokes than anybody draws by hand, and few enough that they are read within seconds, not minutes: each stroke may
/// be part of ten candidates.
pub const MOST_STROKES: usize = 2_000;
/// More points than anybody draws by hand.
pub const MOST_POINTS: usize = 100_000;
/// The widths of pens, in pixels; the link form can hold all of them.
pub const WIDTHS: RangeInclusive<f32> = 0.0625..=999.0;

/// A drawing beyond the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The drawing has more than {MOST_STROKES} strokes or {MOST_POINTS} points, more than anybody draws by \
             hand. Open a smaller one, or a screenshot of it."
        )
    }
}

impl std::error::Error for TooLarge {}

/// Refuses a drawing beyond the limits.
pub fn check(drawing: &Drawing) -> Result<(), TooLarge> {
    let points: usize = drawing.strokes.iter().map(|stroke| stroke.points.len()).sum();
    if drawing.strokes.len() > MOST_STROKES || points > MOST_POINTS { Err(TooLarge) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::point::Point;
    use crate::ink::stroke::Stroke;

    fn strokes(count: usize, points: usize) -> Drawing {
        Drawing { strokes: vec![Stroke { width: 6.0, points: vec![Point::at(0.0, 0.0); points] }; count] }
    }

    #[test]
    fn drawings_beyond_the_limits_are_refused() {
        for most in [strokes(MOST_STROKES, 1), strokes(1, MOST_POINTS), Drawing::default()] {
            assert_eq!(check(&most), Ok(()));
        }
        assert_eq!(check(&strokes(MOST_STROKES + 1, 0)), Err(TooLarge));
        assert_eq!(check(&strokes(2, MOST_POINTS / 2 + 1)), Err(TooLarge));
    }
}
