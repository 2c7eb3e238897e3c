//! Where the pen turned: it goes out and comes back on the same ink, which leaves a stub at a crossing of three lines.

use super::graph::{Edge, End, Graph, turn};
use crate::ink::Point;

/// At a crossing of three, an edge to an end that is shorter than this, in widths of the pen, is where the pen turned:
/// what the two others draw is one stroke, out and back.
const STUB: f32 = 2.5;
/// The same where the two others turn more than `SHARP`, in radians.
const LONG_STUB: f32 = 5.0;
const SHARP: f32 = 2.0;
/// If they turn less than this, in radians, the edge is roughness of the ink and is left out.
const STRAIGHT: f32 = 0.7;

impl Graph {
    /// Joins the two edges between which the pen turned on a third, as long as there are such.
    pub fn join_turns(&mut self) {
        while self.join_some() {}
    }

    /// The same at crossings that share no edge; whether there was any.
    fn join_some(&mut self) -> bool {
        let crossings = self.ends();
        let mut is_changed = vec![false; self.edges.len()];
        for (node, ends) in crossings.into_iter().enumerate() {
            let Ok(ends) = <[End; 3]>::try_from(ends) else { continue };
            if !self.nodes[node].1 || ends.iter().any(|end| is_changed[end.edge]) {
                continue;
            }
            let Some((stub, [into, out])) = self.stub(ends) else { continue };
            let turn = turn(self.arm(into), self.arm(out));
            if turn < SHARP && self.edges[stub.edge].length() >= STUB * self.pen {
                continue;
            }
            let mut points: Vec<Point> = self.points_from(into.other()).collect();
            if turn >= STRAIGHT {
                points.extend(self.points_from(stub));
                points.extend(self.points_from(stub.other()).skip(1));
            }
            points.extend(self.points_from(out));
            let nodes = self.node(into.other()).zip(self.node(out.other())).map(|(first, last)| [first, last]);
            self.edges[into.edge] = Edge { points, nodes };
            for gone in [stub, out] {
                self.edges[gone.edge] = Edge { points: Vec::new(), nodes: None };
            }
            ends.iter().for_each(|end| is_changed[end.edge] = true);
        }
        self.edges.retain(|edge| !edge.points.is_empty());
        is_changed.contains(&true)
    }

    /// The shortest of three edges that may be a stub, and the two others; none where one comes back to the crossing.
    fn stub(&self, ends: [End; 3]) -> Option<(End, [End; 2])> {
        let [a, b, c] = ends;
        if a.edge == b.edge || b.edge == c.edge || a.edge == c.edge {
            return None;
        }
        let length = |end: End| self.edges[end.edge].length();
        let is_stub = |end: End| {
            let ends_there = self.node(end.other()).is_some_and(|node| !self.nodes[node].1);
            ends_there && length(end) < LONG_STUB * self.pen
        };
        let parted = [(a, [b, c]), (b, [a, c]), (c, [a, b])].into_iter().filter(|(stub, _)| is_stub(*stub));
        parted.min_by(|one, other| length(one.0).total_cmp(&length(other.0)))
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
