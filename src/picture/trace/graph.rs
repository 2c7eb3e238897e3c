//! Lines of one pixel as a graph: nodes where lines end or meet, and edges of pixels between them.

use super::thin::around;
use crate::ink::Point;
use crate::picture::plane::Plane;

/// Crossings nearer to each other than this, in widths of the pen, are one.
const NEAR: f32 = 1.1;
/// An edge from a crossing to an end that is shorter than this, in widths of the pen, is roughness of the ink.
const SPUR: f32 = 0.8;
/// How far from a crossing an edge's direction is measured, in widths of the pen.
const ARM: f32 = 2.0;

/// A line of pixels between two nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    pub points: Vec<Point>,
    /// The nodes at its first and its last point; closed lines without a node have none.
    pub nodes: Option<[usize; 2]>,
}

/// One end of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    pub edge: usize,
    /// Whether it is at the edge's last point.
    pub last: bool,
}

impl End {
    pub fn other(self) -> Self {
        Self { last: !self.last, ..self }
    }
}

/// Edges and the nodes between which they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    pub edges: Vec<Edge>,
    /// Where each node is, and whether lines meet there.
    pub nodes: Vec<(Point, bool)>,
    /// The width of the pen, in pixels.
    pub pen: f32,
}

impl Edge {
    pub fn length(&self) -> f32 {
        self.points.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
    }
}

impl Graph {
    /// The graph of a thinned plane, which has paper all around.
    pub fn of(thin: &Plane, pen: f32) -> Self {
        let mut graph = Walk::new(thin).walked(pen);
        graph.prune();
        graph.merge();
        graph.join_turns();
        graph
    }

    /// Leaves out edges that are roughness: short ones from a crossing to an end. Each crossing keeps its longest edge, since
    /// a dot may be nothing but short ones.
    fn prune(&mut self) {
        let mut longest = vec![0.0_f32; self.nodes.len()];
        for edge in &self.edges {
            for node in edge.nodes.into_iter().flatten() {
                longest[node] = longest[node].max(edge.length());
            }
        }
        let Self { edges, nodes, pen } = self;
        edges.retain(|edge| {
            let Some(ends) = edge.nodes else { return true };
            let [first, last] = ends.map(|node| nodes[node].1);
            let is_longest = ends.iter().all(|node| edge.length() >= longest[*node]);
            first == last || is_longest || edge.length() >= SPUR * *pen
        });
    }

    /// For each node, the ends of edges there; single points have none.
    pub fn ends(&self) -> Vec<Vec<End>> {
        let mut at_node = vec![Vec::new(); self.nodes.len()];
        for (edge, Edge { nodes, .. }) in self.edges.iter().enumerate().filter(|(_, edge)| edge.points.len() > 1) {
            for (node, last) in nodes.iter().flat_map(|[first, last]| [(*first, false), (*last, true)]) {
                at_node[node].push(End { edge, last });
            }
        }
        at_node
    }

    /// The node at an end.
    pub fn node(&self, end: End) -> Option<usize> {
        Some(self.edges[end.edge].nodes?[usize::from(end.last)])
    }

    /// The points of an edge from one of its ends on.
    pub fn points_from(&self, end: End) -> Box<dyn Iterator<Item = Point> + '_> {
        let points = self.edges[end.edge].points.iter().copied();
        if end.last { Box::new(points.rev()) } else { Box::new(points) }
    }

    /// The direction in which an edge leaves the node at its end.
    pub fn arm(&self, end: End) -> [f32; 2] {
        let Some(first) = self.points_from(end).next() else { return [0.0; 2] };
        let from = self.node(end).map_or(first, |node| self.nodes[node].0);
        let far = self.points_from(end).find(|point| from.distance(*point) >= ARM * self.pen);
        let to = far.or(self.points_from(end.other()).next()).unwrap_or(from);
        let length = from.distance(to).max(1e-3);
        [(to.x - from.x) / length, (to.y - from.y) / length]
    }

    /// Makes one node of crossings that are near to each other.
    fn merge(&mut self) {
        let mut to: Vec<usize> = (0..self.nodes.len()).collect();
        let mut kept = Vec::with_capacity(self.edges.len());
        for edge in std::mem::take(&mut self.edges) {
            match edge.nodes {
                Some([a, b]) if self.nodes[a].1 && self.nodes[b].1 && edge.length() < NEAR * self.pen => {
                    let (a, b) = (root(&to, a), root(&to, b));
                    to[a.max(b)] = a.min(b);
                }
                _ => kept.push(edge),
            }
        }
        let mut sums = vec![(0.0, 0.0, 0.0); self.nodes.len()];
        for (at, (place, _)) in self.nodes.iter().enumerate() {
            let sum = &mut sums[root(&to, at)];
            *sum = (sum.0 + place.x, sum.1 + place.y, sum.2 + 1.0);
        }
        for (node, (x, y, count)) in self.nodes.iter_mut().zip(sums).filter(|(_, sum)| sum.2 > 0.0) {
            node.0 = Point::at(x / count, y / count);
        }
        for edge in &mut kept {
            edge.nodes = edge.nodes.map(|ends| ends.map(|node| root(&to, node)));
        }
        self.edges = kept;
    }
}

/// By how much one turns from one arm into the other, in radians.
pub fn turn(one: [f32; 2], other: [f32; 2]) -> f32 {
    let straight = -(one[0] * other[0] + one[1] * other[1]);
    straight.clamp(-1.0, 1.0).acos()
}

fn root(to: &[usize], mut at: usize) -> usize {
    while to[at] != at {
        at = to[at];
    }
    at
}

/// The way along the lines of a thinned plane.
struct Walk<'a> {
    thin: &'a Plane,
    /// The node of each pixel that is one.
    node_at: Vec<Option<usize>>,
    is_walked: Vec<bool>,
    nodes: Vec<(Point, bool)>,
}

impl<'a> Walk<'a> {
    fn new(thin: &'a Plane) -> Self {
        let mut walk = Self {
            thin,
            node_at: vec![None; thin.pixels.len()],
            is_walked: vec![false; thin.pixels.len()],
            nodes: Vec::new(),
        };
        for at in walk.inked().collect::<Vec<_>>() {
            let count = walk.near(at).count();
            if count == 2 || walk.node_at[at].is_some() {
                continue;
            }
            let node = walk.nodes.len();
            // Pixels of a crossing that touch are one node.
            let (mut open, mut own) = (vec![at], Vec::new());
            while let Some(at) = open.pop() {
                if walk.node_at[at].is_some() {
                    continue;
                }
                walk.node_at[at] = Some(node);
                own.push(walk.place(at));
                if count > 2 {
                    open.extend(walk.near(at).filter(|other| walk.near(*other).count() > 2));
                }
            }
            let many = own.len() as f32;
            let (x, y) = own.iter().fold((0.0, 0.0), |(x, y), place| (x + place.x, y + place.y));
            walk.nodes.push((Point::at(x / many, y / many), count > 2));
        }
        walk
    }

    fn inked(&self) -> impl Iterator<Item = usize> + use<'a> {
        let pixels = &self.thin.pixels;
        (0..pixels.len()).filter(|at| pixels[*at] != 0)
    }

    fn near(&self, at: usize) -> impl Iterator<Item = usize> + use<'a> {
        let thin = self.thin;
        around(at, thin.width).into_iter().filter(|other| thin.pixels[*other] != 0)
    }

    /// Where a pixel is in the plane that was thinned, which had no margin.
    fn place(&self, at: usize) -> Point {
        let (x, y) = (at % self.thin.width, at / self.thin.width);
        Point::at(x as f32 - 1.0, y as f32 - 1.0)
    }

    fn walked(mut self, pen: f32) -> Graph {
        let mut edges = Vec::new();
        for at in self.inked() {
            let Some(node) = self.node_at[at] else { continue };
            if self.near(at).count() == 0 {
                edges.push(Edge { points: vec![self.place(at)], nodes: Some([node, node]) });
            }
            for next in self.near(at) {
                edges.extend(self.edge(at, next, node));
            }
        }
        for at in self.inked() {
            if self.node_at[at].is_none() && !self.is_walked[at] {
                edges.push(self.ring(at));
            }
        }
        Graph { edges, nodes: self.nodes, pen }
    }

    /// The edge that leaves a pixel of a node by this one; None where it was walked from its other end.
    fn edge(&mut self, from: usize, next: usize, node: usize) -> Option<Edge> {
        let mut points = vec![self.place(from)];
        if let Some(other) = self.node_at[next] {
            // Two nodes side by side: walked once, from the earlier one.
            points.push(self.place(next));
            return (other > node).then_some(Edge { points, nodes: Some([node, other]) });
        }
        if self.is_walked[next] {
            return None;
        }
        let (mut last, mut at) = (from, next);
        loop {
            points.push(self.place(at));
            if let Some(other) = self.node_at[at] {
                return Some(Edge { points, nodes: Some([node, other]) });
            }
            self.is_walked[at] = true;
            let on = self.near(at).find(|other| *other != last)?;
            (last, at) = (at, on);
        }
    }

    /// A closed line without nodes; its first point is its last, too.
    fn ring(&mut self, start: usize) -> Edge {
        let mut points = vec![self.place(start)];
        self.is_walked[start] = true;
        let mut at = start;
        while let Some(next) = self.near(at).find(|other| !self.is_walked[*other]) {
            self.is_walked[next] = true;
            points.push(self.place(next));
            at = next;
        }
        points.push(self.place(start));
        Edge { points, nodes: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::trace::thin::thin;

    fn graph(rows: &[&str]) -> Graph {
        let pixels = rows.iter().flat_map(|row| row.bytes().map(|symbol| u8::from(symbol == b'#'))).collect();
        Graph::of(&thin(&Plane { width: rows[0].len(), height: rows.len(), pixels }), 1.0)
    }

    #[test]
    fn a_cross_has_four_edges_from_one_node() {
        let cross = graph(&["....#....", "....#....", "....#....", "#########", "....#....", "....#....", "....#...."]);
        assert_eq!(cross.edges.len(), 4, "{cross:?}");
        let at_crossing = |edge: &Edge| edge.nodes.is_some_and(|ends| ends.iter().any(|node| cross.nodes[*node].1));
        assert!(cross.edges.iter().all(at_crossing));
    }

    #[test]
    fn a_ring_is_one_edge_without_nodes_and_a_dot_is_one_point() {
        let ring = graph(&[".####.", "#....#", "#....#", ".####."]);
        assert_eq!((ring.edges.len(), ring.edges[0].nodes), (1, None));
        assert_eq!(ring.edges[0].points.first(), ring.edges[0].points.last());
        assert_eq!(graph(&["....", ".#..", "...."]).edges[0].points, [Point::at(1.0, 1.0)]);
    }
}
