//! Strokes to the lines that they are written on: sums below each other are read one by one.
//!
//! Where no stroke is at some height, what is above it and what is below it may be two lines; but a fraction has such
//! gaps, too, and so have bounds. Lines stand farther apart than the parts of one, and a bar belongs to both sides.

use crate::ink::{Bounds, Trace};
use crate::order;

/// Lines stand this far apart, in usual sizes of a stroke.
const APART: f32 = 0.75;
/// A fraction's bar is so much wider than high, and this near to what is above and below it.
const FLAT: f32 = 3.0;
const NEAR: f32 = 1.3;

/// The strokes of each line, from the top; in each line ascending.
pub fn rows(traces: &[Trace], usual: f32) -> Vec<Vec<usize>> {
    let order = order::ascending((0..traces.len()).collect(), |at| order::key(traces[*at].bounds.top));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut bottom = 0.0;
    for at in order {
        let bounds = traces[at].bounds;
        match rows.last_mut() {
            Some(row) if bounds.top <= bottom + APART * usual => {
                row.push(at);
                bottom = f32::max(bottom, bounds.bottom);
            }
            _ => {
                rows.push(vec![at]);
                bottom = bounds.bottom;
            }
        }
    }
    let is_flat = |bar: &usize| traces[*bar].bounds.width() > FLAT * traces[*bar].bounds.height();
    for bar in (0..traces.len()).filter(is_flat) {
        let row_of = |stroke: usize| rows.iter().position(|row| row.contains(&stroke));
        let [above, below] = [true, false].map(|above| beside_bar(traces, bar, above, usual).and_then(row_of));
        if let (Some(first), Some(last)) = (above, below) {
            for joined in (first + 1..=last).rev() {
                let strokes = rows.remove(joined);
                rows[joined - 1].extend(strokes);
            }
        }
    }
    rows.into_iter().map(|row| order::ascending(row, |stroke| *stroke as u32)).collect()
}

/// The stroke that is nearest above or below a bar, if it is so near that both may be parts of a fraction.
fn beside_bar(traces: &[Trace], bar: usize, above: bool, usual: f32) -> Option<usize> {
    let Bounds { left, right, .. } = traces[bar].bounds;
    let (middle, slack) = (traces[bar].bounds.middle().1, 0.1 * traces[bar].bounds.width());
    let gap = |at: &usize| {
        let bounds = traces[*at].bounds;
        if above { middle - bounds.bottom } else { bounds.top - middle }
    };
    let is_beside = |at: &usize| {
        let x = traces[*at].bounds.middle().0;
        *at != bar && x > left - slack && x < right + slack && gap(at) > -0.2 * usual && gap(at) < NEAR * usual
    };
    (0..traces.len()).filter(is_beside).reduce(|near, at| if gap(&at) < gap(&near) { at } else { near })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ink::Point;

    fn trace(left: f32, top: f32, right: f32, bottom: f32) -> Trace {
        Trace::new(vec![Point::at(left, top), Point::at(right, bottom)]).unwrap()
    }

    #[test]
    fn sums_below_each_other_are_lines() {
        let traces = [
            trace(0.0, 100.0, 10.0, 140.0),
            trace(0.0, 0.0, 10.0, 40.0),
            trace(30.0, 5.0, 40.0, 42.0),
            trace(30.0, 98.0, 40.0, 141.0),
        ];
        assert_eq!(rows(&traces, 40.0), [vec![1, 2], vec![0, 3]]);
    }

    #[test]
    fn a_fraction_is_one_line() {
        let traces = [trace(0.0, 0.0, 10.0, 40.0), trace(-5.0, 74.0, 40.0, 75.0), trace(0.0, 110.0, 10.0, 150.0)];
        assert_eq!(rows(&traces, 40.0), [vec![0, 1, 2]]);
    }

    #[test]
    fn nothing_has_no_lines() {
        assert_eq!(rows(&[], 1.0), Vec::<Vec<usize>>::new());
    }
}
