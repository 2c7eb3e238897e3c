//! Strokes to the lines that they are written on: sums below each other are read one by one.
//!
//! Where no stroke is at some height, what is above it and what is below it may be two lines; but a fraction has such
//! gaps, too, and so have bounds. Lines stand farther apart than the parts of one, and a bar belongs to both sides.

use crate::ink::{Bounds, Trace};
use crate::order;

/// Strokes stand this far apart where a new line begins, in usual sizes of a stroke.
const APART: f32 = 0.5;
/// Flat strokes above and below which parts of a fraction may stand are wider than high by this.
const FLAT: f32 = 4.0;

/// The strokes of each line, from the top; in each line ascending.
pub fn rows(traces: &[Trace], usual: f32) -> Vec<Vec<usize>> {
    let order = order::ascending((0..traces.len()).collect(), |at| order::key(traces[*at].bounds.top));
    let mut bands: Vec<(Bounds, Vec<usize>)> = Vec::new();
    for at in order {
        let bounds = traces[at].bounds;
        match bands.last_mut() {
            Some((band, strokes)) if bounds.top <= band.bottom => {
                *band = band.union(bounds);
                strokes.push(at);
            }
            _ => bands.push((bounds, vec![at])),
        }
    }
    let mut rows: Vec<(Bounds, Vec<usize>)> = Vec::new();
    // A fraction's bar holds what is above and below it together.
    let mut holds = false;
    for (bounds, strokes) in bands {
        let is_bar = strokes.len() == 1 && bounds.width() > FLAT * bounds.height() && bounds.width() > 0.5 * usual;
        let joins = rows.last().is_some_and(|(above, _)| {
            let gap = bounds.top - above.bottom;
            let beside = bounds.left < above.right && bounds.right > above.left;
            gap < APART * usual || ((is_bar || holds) && beside && gap < 1.2 * usual)
        });
        match rows.last_mut().filter(|_| joins) {
            Some((above, all)) => {
                *above = above.union(bounds);
                all.extend(strokes);
            }
            None => rows.push((bounds, strokes)),
        }
        holds = is_bar;
    }
    rows.into_iter().map(|(_, strokes)| order::ascending(strokes, |stroke| *stroke as u32)).collect()
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
        let traces = [trace(0.0, 0.0, 10.0, 40.0), trace(-5.0, 64.0, 40.0, 65.0), trace(0.0, 90.0, 10.0, 130.0)];
        assert_eq!(rows(&traces, 40.0), [vec![0, 1, 2]]);
    }

    #[test]
    fn nothing_has_no_lines() {
        assert_eq!(rows(&[], 1.0), Vec::<Vec<usize>>::new());
    }
}
