//! Strokes to the lines that they are written on: sums below each other are read one by one.
//!
//! Where no stroke is at some height, what is above it and what is below it may be two lines; but a fraction has such
//! gaps, too, and so have bounds. Lines stand farther apart than the parts of one, and a bar belongs to both sides. A rule
//! below a column of numbers, which are closer to each other than lines are, is a line of its own.

use crate::ink::{Bounds, Trace};
use crate::order;
use std::ops::RangeInclusive;

/// Lines stand this far apart, in usual sizes of a stroke.
const APART: f32 = 0.75;
/// A fraction's bar is so much wider than high, and this near to what is above and below it.
const FLAT: f32 = 3.0;
const NEAR: f32 = 1.3;
/// A rule is so many times wider than high, and than the usual size of a stroke at least; it is as wide as this part of
/// what it stands below.
const RULE_FLAT: f32 = 6.0;
const RULE_WIDE: f32 = 0.8;
const COVERS: f32 = 0.7;
/// Between the numbers of a column there is so much room at least, and they are so high.
const GAP: f32 = 0.08;
const HIGH: f32 = 0.5;

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
    let is_last = |at: &usize| is_flat(at) && beside_bar(traces, *at, false, usual).is_none();
    for rule in (0..traces.len()).filter(is_last) {
        if let Some((place, column)) = column(traces, &rows, rule, usual) {
            rows.splice(place, column);
        }
    }
    rows.into_iter().map(|row| order::ascending(row, |stroke| *stroke as u32)).collect()
}

/// Where a rule ends a column of two numbers or more: the rows that it stands in or below, and what they are parted into.
fn column(
    traces: &[Trace],
    rows: &[Vec<usize>],
    rule: usize,
    usual: f32,
) -> Option<(RangeInclusive<usize>, Vec<Vec<usize>>)> {
    let bounds = |stroke: &usize| traces[*stroke].bounds;
    let all = |strokes: &[usize]| strokes.iter().map(bounds).reduce(Bounds::union);
    let Bounds { left, right, .. } = bounds(&rule);
    let (width, middle) = (right - left, bounds(&rule).middle().1);
    let last = rows.iter().position(|row| row.contains(&rule))?;
    // The rest of its row, or the row above.
    let rest: Vec<usize> = rows[last].iter().copied().filter(|stroke| *stroke != rule).collect();
    let (first, strokes) = if rest.is_empty() { (last.checked_sub(1)?, rows[last - 1].clone()) } else { (last, rest) };
    let nearest = all(&strokes)?;
    let is_rule = width > RULE_FLAT * bounds(&rule).height()
        && width > RULE_WIDE * usual
        && width > COVERS * nearest.width()
        && (left..=right).contains(&nearest.middle().0)
        && nearest.bottom <= middle + GAP * usual;
    // The lower half of an equals sign has its like above it.
    let is_half = strokes.iter().any(|at| bounds(at).height() < GAP * usual && bounds(at).width() > 0.6 * width);
    if !is_rule || is_half {
        return None;
    }
    let above = first.checked_sub(1).and_then(|above| all(&rows[above]));
    let mut column = parts(traces, strokes, usual);
    let count = column.len() + usize::from(above.is_some_and(|above| above.left < right && above.right > left));
    column.push(vec![rule]);
    (count >= 2).then_some((first..=last, column))
}

/// The numbers of a column, where there is room between all of them; else all strokes together.
fn parts(traces: &[Trace], strokes: Vec<usize>, usual: f32) -> Vec<Vec<usize>> {
    let order = order::ascending(strokes.clone(), |at| order::key(traces[*at].bounds.top));
    let (mut parts, mut bottom): (Vec<Vec<usize>>, f32) = (Vec::new(), f32::NEG_INFINITY);
    for stroke in order {
        let bounds = traces[stroke].bounds;
        match parts.last_mut() {
            Some(part) if bounds.top <= bottom + GAP * usual => part.push(stroke),
            _ => parts.push(vec![stroke]),
        }
        bottom = bottom.max(bounds.bottom);
    }
    let height = |part: &Vec<usize>| {
        part.iter().map(|at| traces[*at].bounds).reduce(Bounds::union).map_or(0.0, |all| all.height())
    };
    if parts.iter().all(|part| height(part) >= HIGH * usual) { parts } else { vec![strokes] }
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

    /// A digit's stroke with its upper left corner there.
    fn digit(left: f32, top: f32) -> Trace {
        trace(left, top, left + 20.0, top + 40.0)
    }

    #[test]
    fn a_rule_below_a_column_is_a_line_of_its_own() {
        let rule = |top: f32| trace(-10.0, top, 70.0, top + 2.0);
        let far = [digit(0.0, 0.0), digit(30.0, 0.0), digit(0.0, 90.0), digit(30.0, 90.0), rule(140.0)];
        assert_eq!(rows(&far, 40.0), [vec![0, 1], vec![2, 3], vec![4]]);
        // Close to each other, too; a rule alone parts them.
        let near = [digit(0.0, 0.0), digit(30.0, 0.0), digit(0.0, 50.0), digit(30.0, 50.0), rule(100.0)];
        assert_eq!(rows(&near, 40.0), [vec![0, 1], vec![2, 3], vec![4]]);
        assert_eq!(rows(&near[..4], 40.0), [vec![0, 1, 2, 3]]);
    }

    #[test]
    fn a_bar_below_one_number_or_beside_them_is_no_rule() {
        let alone = [digit(0.0, 0.0), trace(-10.0, 50.0, 40.0, 51.0)];
        assert_eq!(rows(&alone, 40.0), [vec![0, 1]]);
        let minus = [digit(0.0, 0.0), digit(30.0, 90.0), trace(0.0, 110.0, 20.0, 111.0)];
        assert_eq!(rows(&minus, 40.0), [vec![0], vec![1, 2]]);
        // An equals sign below a number is not parted.
        let equals =
            [digit(0.0, 0.0), digit(0.0, 90.0), trace(-5.0, 140.0, 40.0, 141.0), trace(-5.0, 152.0, 40.0, 153.0)];
        assert_eq!(rows(&equals, 40.0).last(), Some(&vec![1, 2, 3]));
    }

    #[test]
    fn nothing_has_no_lines() {
        assert_eq!(rows(&[], 1.0), Vec::<Vec<usize>>::new());
    }
}
