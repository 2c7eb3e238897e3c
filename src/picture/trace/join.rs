//! Edges to strokes: what goes straight on through a crossing is one stroke.

use super::graph::{Edge, Graph, turn};
use crate::ink::Point;

/// Edges that turn more than this at a crossing, in radians, are strokes of their own.
const SHARPEST: f32 = 1.25;

/// One end of an edge: its place, and whether it is the last point's.
type End = (usize, bool);

/// The strokes of a graph.
pub fn strokes(graph: &Graph) -> Vec<Vec<Point>> {
    let partners = partners(graph);
    let partner = |(edge, last): End| partners[2 * edge + usize::from(last)];
    let mut is_used = vec![false; graph.edges.len()];
    let mut strokes = Vec::new();
    let ends = (0..graph.edges.len()).flat_map(|edge| [(edge, false), (edge, true)]);
    let (open, closed): (Vec<End>, Vec<End>) = ends.partition(|end| partner(*end).is_none());
    // What is left after the open ones goes in circles.
    for start in open.into_iter().chain(closed) {
        if is_used[start.0] {
            continue;
        }
        let mut points: Vec<Point> = Vec::new();
        points.extend(graph.crossing(start).filter(|_| partner(start).is_none()));
        let mut at = start;
        let last = loop {
            is_used[at.0] = true;
            let edge = &graph.edges[at.0].points;
            if at.1 {
                points.extend(edge.iter().rev())
            } else {
                points.extend(edge)
            }
            let end = (at.0, !at.1);
            match partner(end).filter(|next| !is_used[next.0]) {
                Some(next) => at = next,
                None => break end,
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
    let mut at_node: Vec<Vec<End>> = vec![Vec::new(); graph.nodes.len()];
    for (at, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| edge.points.len() > 1) {
        for (node, last) in edge.nodes.into_iter().flat_map(|[first, last]| [(first, false), (last, true)]) {
            at_node[node].push((at, last));
        }
    }
    let mut partners = vec![None; 2 * graph.edges.len()];
    let mut pair = |one: End, other: End| {
        let slot = |(edge, last): End| 2 * edge + usize::from(last);
        (partners[slot(one)], partners[slot(other)]) = (Some(other), Some(one));
    };
    for (node, ends) in at_node.into_iter().enumerate() {
        let arm = |(edge, last): &End| {
            let Edge { points, nodes } = graph.edges[*edge].clone();
            let points = if *last { points.into_iter().rev().collect() } else { points };
            graph.arm_from(&Edge { points, nodes }, node)
        };
        let arms: Vec<[f32; 2]> = ends.iter().map(arm).collect();
        let pairs = (0..ends.len()).flat_map(|one| (one + 1..ends.len()).map(move |other| (one, other)));
        let mut turns: Vec<(f32, usize, usize)> =
            pairs.map(|(one, other)| (turn(arms[one], arms[other]), one, other)).collect();
        turns.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut is_free = vec![true; ends.len()];
        for (turn, one, other) in turns {
            if is_free[one] && is_free[other] && (turn < SHARPEST || ends.len() == 2) {
                (is_free[one], is_free[other]) = (false, false);
                pair(ends[one], ends[other]);
            }
        }
    }
    partners
}

impl Graph {
    /// The crossing at the end of an edge, if there is one.
    fn crossing(&self, (edge, last): End) -> Option<Point> {
        let (place, meets) = self.nodes[self.edges[edge].nodes?[usize::from(last)]];
        meets.then_some(place)
    }
}
