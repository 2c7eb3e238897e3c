//! The likeliest ways to part strokes into symbols.

use crate::order;

/// How much worse than the best a way may be to be worth reading, in nats.
const WORSE: f32 = 7.0;
/// Ways that are looked at before the search ends.
const LOOKS: usize = 4_000;

/// Groups of strokes, each with the logarithm of the probability that they are one symbol.
pub struct Groups<'a> {
    pub groups: &'a [Vec<usize>],
    pub scores: Vec<f32>,
    pub strokes: usize,
}

/// A way to part all strokes: the groups, by their places, and its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Partition {
    pub groups: Vec<usize>,
    pub score: f32,
}

/// A way under construction.
struct Part {
    groups: Vec<usize>,
    covered: Vec<bool>,
    score: f32,
    /// The score that the rest has at best.
    rest: f32,
}

impl Groups<'_> {
    /// Up to so many ways, the likeliest first. A group counts once for each of its strokes: every stroke says how likely
    /// the symbol is that it is taken for.
    pub fn partitions(&self, most: usize) -> Vec<Partition> {
        let mut by_stroke: Vec<Vec<usize>> = vec![Vec::new(); self.strokes];
        for (at, group) in self.groups.iter().enumerate() {
            group.iter().for_each(|stroke| by_stroke[*stroke].push(at));
        }
        let best = |groups: &Vec<usize>| groups.iter().map(|at| self.scores[*at]).fold(f32::MIN, f32::max);
        let best: Vec<f32> = by_stroke.iter().map(best).collect();
        // Best first: what the rest can bring at most never understates, so the first whole way is the best there is.
        let start =
            Part { groups: Vec::new(), covered: vec![false; self.strokes], score: 0.0, rest: best.iter().sum() };
        let (mut open, mut found): (Vec<Part>, Vec<Partition>) = (vec![start], Vec::new());
        for _ in 0..LOOKS {
            let promise = |part: &Part| part.score + part.rest;
            let next = (0..open.len()).reduce(|a, b| if promise(&open[b]) > promise(&open[a]) { b } else { a });
            let Some(next) = next else { break };
            let part = open.swap_remove(next);
            if found.first().is_some_and(|first| promise(&part) < first.score - WORSE) || found.len() >= most {
                break;
            }
            let Some(stroke) = part.covered.iter().position(|covered| !covered) else {
                found.push(Partition { groups: part.groups, score: part.score });
                continue;
            };
            for at in &by_stroke[stroke] {
                let group = &self.groups[*at];
                if group.iter().any(|stroke| part.covered[*stroke]) {
                    continue;
                }
                let mut covered = part.covered.clone();
                group.iter().for_each(|stroke| covered[*stroke] = true);
                let mut groups = part.groups.clone();
                groups.push(*at);
                let rest = part.rest - group.iter().map(|stroke| best[*stroke]).sum::<f32>();
                open.push(Part { groups, covered, score: part.score + self.scores[*at] * group.len() as f32, rest });
            }
            if open.len() > 4 * LOOKS {
                open = order::ascending(open, |part| order::key(-promise(part)));
                open.truncate(LOOKS);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_way_comes_first_and_every_stroke_is_in_one_group() {
        let groups = [vec![0], vec![1], vec![2], vec![0, 1], vec![1, 2]];
        let all = Groups { groups: &groups, scores: vec![-2.0, -2.0, -0.1, -0.2, -3.0], strokes: 3 };
        let found = all.partitions(10);
        assert_eq!(found[0].groups, [3, 2]);
        assert_eq!(found[1].groups, [0, 1, 2]);
        assert!((found[0].score + 0.5).abs() < 1e-5);
        assert_eq!(all.partitions(1).len(), 1);
    }

    #[test]
    fn no_strokes_part_in_one_way() {
        let none = Groups { groups: &[], scores: Vec::new(), strokes: 0 };
        assert_eq!(none.partitions(3), [Partition { groups: Vec::new(), score: 0.0 }]);
    }
}
