//! Edges to strokes: what goes straight on through a crossing is one stroke.

use super::graph::{End, Graph, turn};
use crate::ink::Point;

/// Edges that turn more than this at a crossing, in radians, are strokes of their own.
const SHARPEST: f32 = 1.25;

/// The strokes of a graph.
pub fn strokes(graph: &Graph) -> Vec<Vec<Point>> {
    let partners = partners(graph);
    let partner = |end: End| partners[slot(end)];
    let mut is_used = vec![false; graph.edges.len()];
    let mut strokes = Vec::new();
    let ends = (0..graph.edges.len()).flat_map(|edge| [false, true].map(|last| End { edge, last }));
    let (open, closed): (Vec<End>, Vec<End>) = ends.partition(|end| partner(*end).is_none());
    // What is left after the open ones goes in circles.
    for start in open.into_iter().chain(closed) {
        if is_used[start.edge] {
            continue;
        }
        let mut points: Vec<Point> = Vec::new();
        points.extend(graph.crossing(start).filter(|_| partner(start).is_none()));
        let mut at = start;
        let last = loop {
            is_used[at.edge] = true;
            points.extend(graph.points_from(at));
            match partner(at.other()).filter(|next| !is_used[next.edge]) {
                Some(next) => at = next,
                None => break at.other(),
            }
        };
        match partner(last) {
            None => points.extend(graph.crossing(last)),
            Some(_) => points.extend(points.first().copied()),
        }
        strokes.push(points);
    }
    strokes
}

/// For each end of each edge, the end of another with which it goes on.
fn partners(graph: &Graph) -> Vec<Option<End>> {
    let mut partners = vec![None; 2 * graph.edges.len()];
    for ends in graph.ends() {
        let arms: Vec<[f32; 2]> = ends.iter().map(|end| graph.arm(*end)).collect();
        let pairs = (0..ends.len()).flat_map(|one| (one + 1..ends.len()).map(move |other| (one, other)));
        let mut turns: Vec<(f32, usize, usize)> =
            pairs.map(|(one, other)| (turn(arms[one], arms[other]), one, other)).collect();
        turns.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut is_free = vec![true; ends.len()];
        for (turn, one, other) in turns {
            if is_free[one] && is_free[other] && (turn < SHARPEST || ends.len() == 2) {
                (is_free[one], is_free[other]) = (false, false);
                partners[slot(ends[one])] = Some(ends[other]);
                partners[slot(ends[other])] = Some(ends[one]);
            }
        }
    }
    partners
}

/// Where an end is in a list of both ends of all edges.
fn slot(end: End) -> usize {
    2 * end.edge + usize::from(end.last)
}

impl Graph {
    /// The crossing at an end, if there is one.
    fn crossing(&self, end: End) -> Option<Point> {
        let (place, meets) = self.nodes[self.node(end)?];
        meets.then_some(place)
    }
}
