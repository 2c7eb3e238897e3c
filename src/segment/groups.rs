//! Strokes that may be one symbol together, wherever and whenever they were drawn.
//!
//! Symbols of sums are written in any order: the bar of a fraction last, the dot of an i at the end of the line. Which
//! strokes may belong together therefore follows from where they are alone. Two strokes are linked where a symbol could
//! have both; every connected set of a few linked strokes is a candidate. Nothing is decided here that the network could
//! decide better.

use super::links::are_linked;
use crate::ink::{Bounds, Trace};
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
/// A group is not larger than this, in usual sizes of a stroke, or so much larger than its largest stroke, as a root whose
/// hook is a stroke by itself.
const LARGEST: f32 = 3.0;
const MORE: f32 = 1.1;

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
        self.bounds(group).longer_side() <= (LARGEST * self.usual).max(1.15 * longest).max(longest + MORE * self.usual)
    }
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
    fn short_bars_far_above_each_other_may_be_one_too() {
        let strokes = strokes(&[
            &[(0.0, 0.0), (0.0, 40.0)],
            &[(20.0, 5.0), (40.0, 5.0)],
            &[(21.0, 35.0), (42.0, 36.0)],
            &[(60.0, 0.0), (60.0, 40.0)],
        ]);
        assert!(strokes.groups().contains(&vec![1, 2]));
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
        // A root in a picture, whose hook was traced by itself, over something small.
        let traced = strokes(&[
            &[(0.0, 30.0), (20.0, 34.0)],
            &[(20.0, 34.0), (28.0, 50.0), (40.0, 0.0), (96.0, 0.0)],
            &[(50.0, 20.0), (50.0, 40.0)],
            &[(70.0, 20.0), (70.0, 40.0)],
            &[(85.0, 20.0), (85.0, 40.0)],
        ]);
        assert!(traced.groups().contains(&vec![0, 1]));
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
