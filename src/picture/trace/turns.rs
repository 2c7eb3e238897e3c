//! Where the pen turned: it goes out and comes back on the same ink, which leaves a stub at a crossing of three lines.

use super::graph::{Edge, Graph, turn};
use crate::ink::Point;

/// An edge from a crossing to an end that is shorter than this, in widths of the pen, is where the pen turned: what the two others
/// draw is one stroke, out and back. If those two turn less than `STRAIGHT`, in radians, it is roughness, too.
const STUB: f32 = 2.5;
const STRAIGHT: f32 = 0.7;
/// The same where the two others turn more than `SHARP`.
const LONG_STUB: f32 = 5.0;
const SHARP: f32 = 2.0;

impl Graph {
    /// Joins the two edges between which the pen turned on a third.
    pub fn join_turns(&mut self) {
        for node in (0..self.nodes.len()).filter(|node| self.nodes[*node].1).collect::<Vec<_>>() {
            let ends_here = |edge: &Edge| edge.nodes.is_some_and(|ends| ends.contains(&node));
            let here: Vec<usize> = (0..self.edges.len()).filter(|at| ends_here(&self.edges[*at])).collect();
            let is_loop = |at: &usize| self.edges[*at].nodes.is_some_and(|[first, last]| first == last);
            let [a, b, c] = here[..] else { continue };
            if here.iter().any(is_loop) {
                continue;
            }
            let is_stub = |at: &usize| {
                let edge = &self.edges[*at];
                let meets = edge.nodes.is_some_and(|ends| ends.iter().all(|end| self.nodes[*end].1));
                !meets && edge.length() < LONG_STUB * self.pen
            };
            let shortest =
                |one: &usize, other: &usize| self.edges[*one].length().total_cmp(&self.edges[*other].length());
            let Some(stub) = here.iter().copied().filter(is_stub).min_by(shortest) else { continue };
            let others: Vec<usize> = [a, b, c].into_iter().filter(|at| *at != stub).collect();
            let turn = turn(self.arm(others[0], node), self.arm(others[1], node));
            if turn < SHARP && self.edges[stub].length() >= STUB * self.pen {
                continue;
            }
            let is_straight = turn < STRAIGHT;
            let [into, out] = [others[0], others[1]].map(|at| self.from_node(at, node));
            let way = self.from_node(stub, node);
            let mut points: Vec<Point> = into.points.into_iter().rev().collect();
            if !is_straight {
                points.extend(way.points.iter().copied());
                points.extend(way.points.iter().rev().skip(1).copied());
            }
            points.extend(out.points);
            let nodes = into.nodes.zip(out.nodes).map(|([_, first], [_, last])| [first, last]);
            self.edges[others[0]] = Edge { points, nodes };
            for gone in [stub, others[1]] {
                self.edges[gone] = Edge { points: Vec::new(), nodes: None };
            }
        }
        self.edges.retain(|edge| !edge.points.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::Graph;
    use super::super::{join, thin};
    use crate::picture::plane::Plane;

    #[test]
    fn a_stub_between_two_bows_is_part_of_one_stroke() {
        // A three: its two bows meet in a short line to the left.
        let rows = [
            "..........",
            "..###.....",
            ".....#....",
            "......#...",
            "......#...",
            ".....#....",
            "..###.....",
            ".....#....",
            "......#...",
            "......#...",
            ".....#....",
            "..###.....",
            "..........",
        ];
        let pixels = rows.iter().flat_map(|row| row.bytes().map(|symbol| u8::from(symbol == b'#'))).collect();
        let graph = Graph::of(&thin::thin(&Plane { width: 10, height: rows.len(), pixels }), 1.0);
        assert_eq!(join::strokes(&graph).len(), 1, "{graph:?}");
    }
}
