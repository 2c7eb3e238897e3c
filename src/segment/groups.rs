//! Strokes that may be one symbol together, wherever and whenever they were drawn.
//!
//! Symbols of sums are written in any order: the bar of a fraction last, the dot of an i at the end of the line. Which
//! strokes may belong together therefore follows from where they are alone. Two strokes are linked where a symbol could
//! have both; every connected set of a few linked strokes is a candidate. Nothing is decided here that the network could
//! decide better.

use crate::ink::{Bounds, Trace, distance_to_segment};
use crate::order;
use std::collections::BTreeSet;

/// No symbol is written with more strokes.
pub const MOST_STROKES: usize = 4;
/// Each stroke is in so many groups at most, the tightest of them.
const MOST_GROUPS: usize = 20;
const FEWEST_GROUPS: usize = 3;
/// So many groups of a line, about.
const MOST_IN_ALL: usize = 2_000;
/// Groups that begin with one stroke, before the largest of them are left out: where everything touches, as in the grain of
/// a picture, there would be no end to them.
const MOST_FROM_ONE: usize = 1_000;
/// Distances below are in usual sizes of a stroke. Strokes nearer than this are linked, whatever they are.
const TOUCH: f32 = 0.12;
/// A bar and a stroke that is none are linked up to this distance, a bar of more than `LONG_BAR` at its ends alone.
const BAR_NEAR: f32 = 0.3;
const LONG_BAR: f32 = 2.0;
/// Strokes beside each other, as the halves of a K, are linked up to this distance.
const APART: f32 = 0.4;
/// Strokes of about one size are linked where their boxes overlap or are not farther apart, as the angle and the leaning bar
/// of a ≥ are.
const CROSSING: f32 = 0.08;
/// A dot is smaller than this, and linked up to this distance from what it is above or below of.
const DOT: f32 = 0.36;
const DOT_APART: f32 = 1.1;
/// No strokes are linked over a larger distance.
const FARTHEST: f32 = 1.1;
/// A bar and what stands above or below it, as in ≤, are linked up to this distance.
const BAR_APART: f32 = 0.45;
/// A group is not larger than this, unless one of its strokes is.
const LARGEST: f32 = 2.6;

/// The strokes of a drawing, with what they are beside each other.
#[derive(Clone, Debug)]
pub struct Strokes {
    pub traces: Vec<Trace>,
    /// The usual size of a stroke: the median of their longer sides, dots left out. Never zero.
    pub usual: f32,
    /// Of each stroke, which other ones may be of the same symbol, ascending.
    links: Vec<Vec<usize>>,
}

impl Strokes {
    pub fn new(traces: Vec<Trace>) -> Self {
        let usual = Self::usual_size(&traces);
        let mut links = vec![Vec::new(); traces.len()];
        let thinned: Vec<Trace> = traces.iter().map(|trace| trace.thinned(0.1 * usual)).collect();
        for one in 0..traces.len() {
            for other in one + 1..traces.len() {
                if are_linked(&thinned[one], &thinned[other], usual) {
                    links[one].push(other);
                    links[other].push(one);
                }
            }
        }
        Self { traces, usual, links }
    }

    /// The usual size of some strokes.
    pub fn usual_size(traces: &[Trace]) -> f32 {
        let sizes = traces.iter().map(|trace| trace.bounds.longer_side()).collect();
        let sizes = order::ascending(sizes, |size| order::key(*size));
        let large = sizes.get(sizes.len() * 3 / 4).copied().unwrap_or(0.0);
        let sizes: Vec<f32> = sizes.into_iter().filter(|size| *size >= 0.2 * large).collect();
        sizes.get(sizes.len() / 2).copied().unwrap_or(1.0).max(1e-3)
    }

    /// Every group that has this stroke and none before it, the stroke alone first. Each is ascending.
    fn groups_from(&self, first: usize) -> Vec<Vec<usize>> {
        let mut groups = vec![vec![first]];
        let mut known = BTreeSet::new();
        let mut at = 0;
        while at < groups.len() && groups.len() < MOST_FROM_ONE {
            if groups[at].len() < MOST_STROKES {
                let near = groups[at].iter().flat_map(|stroke| &self.links[*stroke]).copied();
                let near: Vec<usize> = near.filter(|stroke| *stroke > first && !groups[at].contains(stroke)).collect();
                for stroke in near {
                    let mut larger = groups[at].clone();
                    larger.push(stroke);
                    let larger = order::ascending(larger, |stroke| *stroke as u32);
                    if self.is_compact(&larger) && known.insert(larger.clone()) {
                        groups.push(larger);
                    }
                }
            }
            at += 1;
        }
        groups
    }

    /// Every set of strokes that may be one symbol: each stroke alone, and with others that it is linked to.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let all: Vec<Vec<usize>> = (0..self.traces.len()).flat_map(|first| self.groups_from(first)).collect();
        let size = |group: &Vec<usize>| order::key(self.bounds(group).longer_side());
        let mut counts = vec![0; self.traces.len()];
        // Of very many strokes each has fewer: they are clutter, and all groups are read.
        let most = (MOST_IN_ALL / self.traces.len().max(1)).clamp(FEWEST_GROUPS, MOST_GROUPS);
        let kept = order::ascending(all, size);
        let kept = kept.into_iter().filter(|group| {
            let keep = group.len() == 1 || group.iter().all(|stroke| counts[*stroke] < most);
            group.iter().filter(|_| keep).for_each(|stroke| counts[*stroke] += 1);
            keep
        });
        order::ascending(kept.collect(), |group| group[0] as u32)
    }

    /// The box around some strokes.
    pub fn bounds(&self, group: &[usize]) -> Bounds {
        let first = self.traces[group[0]].bounds;
        group.iter().fold(first, |all, stroke| all.union(self.traces[*stroke].bounds))
    }

    fn is_compact(&self, group: &[usize]) -> bool {
        let longest = group.iter().map(|stroke| self.traces[*stroke].bounds.longer_side()).fold(0.0, f32::max);
        self.bounds(group).longer_side() <= (LARGEST * self.usual).max(1.15 * longest)
    }
}

/// Whether one symbol could have both strokes.
fn are_linked(one: &Trace, other: &Trace, usual: f32) -> bool {
    let (a, b) = (one.bounds, other.bounds);
    let high = overlap((a.top, a.bottom), (b.top, b.bottom));
    let wide = overlap((a.left, a.right), (b.left, b.right));
    // The distance of the boxes; that of the strokes is not smaller.
    let boxes = (-wide).max(0.0).hypot((-high).max(0.0));
    if boxes > FARTHEST * usual {
        return false;
    }
    let is_dot = |bounds: Bounds| bounds.longer_side() < DOT * usual;
    if is_dot(a) || is_dot(b) {
        return wide > -DOT * usual && -high < DOT_APART * usual;
    }
    let is_flat = |bounds: Bounds| bounds.height() < 0.45 * bounds.width();
    let (narrow, broad) = (a.width().min(b.width()), a.width().max(b.width()));
    if is_flat(a) && is_flat(b) && wide > 0.5 * narrow && narrow > 0.4 * broad && -high < 0.8 * broad {
        return true;
    }
    // A bar under or over something else, as in ≤ and ±.
    if (is_flat(a) || is_flat(b)) && wide > 0.6 * narrow && broad < 2.5 * narrow && -high < BAR_APART * usual {
        return true;
    }
    let (small, large) = (a.longer_side().min(b.longer_side()), a.longer_side().max(b.longer_side()));
    if boxes <= CROSSING * usual && large < 2.0 * small {
        return true;
    }
    let beside = high > 0.3 * a.height().min(b.height());
    let limit = if beside { APART } else { TOUCH } * usual;
    if boxes <= limit && distance(one, other, limit) <= limit {
        return true;
    }
    match [is_flat(a), is_flat(b)] {
        [true, false] => is_near_bar(one, other, usual),
        [false, true] => is_near_bar(other, one, usual),
        _ => false,
    }
}

/// Whether a stroke is near a bar, as the legs of a π are; of a long bar, which may be that of a fraction, near one of its
/// ends, as the hook of a root is near its roof.
fn is_near_bar(bar: &Trace, stroke: &Trace, usual: f32) -> bool {
    let limit = BAR_NEAR * usual;
    if bar.bounds.width() < LONG_BAR * usual {
        return distance(bar, stroke, limit) <= limit;
    }
    let ends = [bar.points[0], bar.points[bar.points.len() - 1]];
    ends.into_iter().filter_map(|end| Trace::new(vec![end])).any(|end| distance(&end, stroke, limit) <= limit)
}

/// How far two intervals overlap; below zero, how far they are apart.
fn overlap(a: (f32, f32), b: (f32, f32)) -> f32 {
    a.1.min(b.1) - a.0.max(b.0)
}

/// The least distance of the lines of two strokes, or the first that is found to be within the limit.
fn distance(one: &Trace, other: &Trace, limit: f32) -> f32 {
    let from = |points: &Trace, line: &Trace| {
        let segments = line.points.windows(2).map(|pair| (pair[0], pair[1]));
        let segments: Vec<_> = segments.chain([(line.points[0], line.points[0])]).collect();
        let mut least = f32::MAX;
        for point in &points.points {
            for (a, b) in &segments {
                least = least.min(distance_to_segment(*point, *a, *b));
            }
            if least <= limit {
                break;
            }
        }
        least
    };
    let least = from(one, other);
    if least <= limit { least } else { least.min(from(other, one)) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ink::Point;

    fn strokes(lines: &[&[(f32, f32)]]) -> Strokes {
        let trace = |line: &&[(f32, f32)]| Trace::new(line.iter().map(|(x, y)| Point::at(*x, *y)).collect()).unwrap();
        Strokes::new(lines.iter().map(trace).collect())
    }

    #[test]
    fn bars_above_each_other_may_be_an_equals_sign_whenever_drawn() {
        let strokes =
            strokes(&[&[(100.0, 10.0), (130.0, 10.0)], &[(0.0, 0.0), (0.0, 40.0)], &[(100.0, 25.0), (131.0, 26.0)]]);
        assert_eq!(strokes.groups(), [vec![0], vec![0, 2], vec![1], vec![2]]);
    }

    #[test]
    fn a_dot_belongs_to_what_is_below_it() {
        let strokes = strokes(&[
            &[(0.0, 20.0), (0.0, 50.0)],
            &[(1.0, 5.0), (2.0, 5.5)],
            &[(80.0, 20.0), (80.0, 50.0)],
            &[(140.0, 50.0), (141.0, 50.0)],
        ]);
        assert_eq!(strokes.groups(), [vec![0], vec![0, 1], vec![1], vec![2], vec![3]]);
    }

    #[test]
    fn a_leaning_bar_belongs_to_its_angle_and_a_roof_to_its_hook() {
        // A ≥ whose bar lies along the lower arm, and a root of two strokes that do not touch.
        let greater = strokes(&[
            &[(0.0, 0.0), (42.0, 18.0), (0.0, 42.0)],
            &[(44.0, 34.0), (4.0, 62.0)],
            &[(120.0, 0.0), (120.0, 40.0)],
        ]);
        assert!(greater.groups().contains(&vec![0, 1]));
        let root = strokes(&[&[(0.0, 30.0), (8.0, 44.0), (20.0, 2.0)], &[(28.0, 1.0), (90.0, 0.0)]]);
        assert!(root.groups().contains(&vec![0, 1]));
    }

    #[test]
    fn a_long_bar_joins_what_crosses_it_but_not_the_whole_fraction() {
        let strokes = strokes(&[
            &[(0.0, 50.0), (200.0, 50.0)],
            &[(20.0, 0.0), (20.0, 40.0)],
            &[(90.0, 0.0), (90.0, 40.0)],
            &[(60.0, 60.0), (60.0, 100.0)],
        ]);
        assert_eq!(strokes.groups().len(), 4);
    }

    #[test]
    fn clutter_has_an_end() {
        let grain: Vec<Vec<(f32, f32)>> = (0..600)
            .map(|at| ((at % 30) as f32 * 6.0, (at / 30) as f32 * 6.0))
            .map(|(x, y)| vec![(x, y), (x + 5.0, y + 4.0)])
            .collect();
        let grain: Vec<&[(f32, f32)]> = grain.iter().map(Vec::as_slice).collect();
        let groups = strokes(&grain).groups();
        assert!((600..3_000).contains(&groups.len()), "{}", groups.len());
    }

    #[test]
    fn groups_stay_few_where_everything_crosses() {
        let lines: Vec<Vec<(f32, f32)>> = (0..30).map(|at| vec![(at as f32, 0.0), (30.0 - at as f32, 40.0)]).collect();
        let lines: Vec<&[(f32, f32)]> = lines.iter().map(Vec::as_slice).collect();
        let groups = strokes(&lines).groups();
        assert!(groups.len() <= 30 * MOST_GROUPS, "{}", groups.len());
        assert!((0..30).all(|stroke| groups.contains(&vec![stroke])));
    }

    #[test]
    fn nothing_has_no_groups() {
        assert!(strokes(&[]).groups().is_empty());
    }
}
