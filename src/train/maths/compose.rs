//! Lays expressions out, in signs that people drew. Lengths are in heights of a digit; the base line is at nought, and y
//! grows downward.

use super::block::{Block, DrawnSymbol};
use super::geometry::{bounds_of, fitted, mapped, moved, turn, wobbled};
use super::node::Node;
use super::specimens::Specimens;
use super::stand::{Stand, stand, variety};
use crate::alphabet::Alphabet;
use crate::ink::{Bounds, Point};
use crate::train::augment;
use crate::train::rng::Rng;

/// How one writer writes: whose signs, and how regular.
pub struct Writer<'a> {
    pub signs: &'a Specimens,
    pub alphabet: &'a Alphabet,
    pub writer: usize,
    /// The same turn, slant and stretch for all signs.
    pub map: [f32; 4],
    /// The gap between symbols.
    gap: f32,
    /// How much sizes and base lines vary.
    unsteady: f32,
    /// The size of scripts.
    script: f32,
}

impl<'a> Writer<'a> {
    pub fn any(signs: &'a Specimens, alphabet: &'a Alphabet, rng: &mut Rng) -> Self {
        let steady = rng.unit();
        Self {
            signs,
            alphabet,
            writer: signs.any_writer(rng),
            map: augment::linear(rng, 0.8),
            gap: rng.between(0.06, 0.42),
            unsteady: steady * steady,
            script: rng.between(0.45, 0.85),
        }
    }

    /// An expression written by this hand, each symbol with its strokes.
    pub fn write(&self, node: &Node, rng: &mut Rng) -> Vec<DrawnSymbol> {
        let mut written = self.block(node, 1.0, rng).written;
        // Lines rise or fall a little.
        let rise = rng.normal() * 0.04;
        for point in written.iter_mut().flat_map(|written| written.strokes.iter_mut().flatten()) {
            point.y += rise * point.x;
        }
        written
    }

    pub fn class(&self, text: &str) -> usize {
        self.alphabet.class_of(text)
    }

    fn block(&self, node: &Node, size: f32, rng: &mut Rng) -> Block {
        match node {
            Node::Symbol(text) => self.symbol(text, size, rng),
            Node::Row(nodes) => self.row(nodes, size, rng),
            Node::Script { base, sub, sup } => self.scripts(base, sub.as_deref(), sup.as_deref(), size, rng),
            Node::Fraction(above, below) => self.fraction(above, below, size, rng),
            Node::Root { index, radicand } => self.root(index.as_deref(), radicand, size, rng),
            Node::Bounds { base, below, above } => self.bounds(base, below.as_deref(), above.as_deref(), size, rng),
            Node::Fenced(open, inner, close) => self.fenced(open, inner, close, size, rng),
        }
    }

    fn row(&self, nodes: &[Node], size: f32, rng: &mut Rng) -> Block {
        let mut line = Block::default();
        let mut down = 0.0;
        for node in nodes {
            let block = self.block(node, size, rng);
            let gap = self.gap * size * (rng.normal() * 0.35).exp() + 0.1 * size * rng.unit() * rng.unit();
            // Now and then symbols touch or overlap.
            let gap = if rng.chance(0.06) { -0.08 * size * rng.unit() } else { gap };
            let left = line.bounds.map_or(0.0, |bounds| bounds.right + gap);
            down += rng.normal() * 0.03 * self.unsteady * size;
            line = line.and(block.starting_at(left).moved(0.0, down + rng.normal() * 0.05 * size));
        }
        line
    }

    /// A sign of the symbol at its place on the base line.
    fn symbol(&self, text: &str, size: f32, rng: &mut Rng) -> Block {
        let class = self.class(text);
        let strokes = self.shape(text, rng);
        self.placed(class, text, strokes, size, rng)
    }

    fn placed(&self, class: usize, text: &str, strokes: Vec<Vec<Point>>, size: f32, rng: &mut Rng) -> Block {
        let Some(bounds) = strokes.iter().filter_map(|points| Bounds::around(points)).reduce(Bounds::union) else {
            return Block::default();
        };
        let varied = size * (rng.normal() * (variety(text) + 0.16 * self.unsteady)).exp();
        let (scale, middle) = match stand(text) {
            Stand::High(top, bottom) => {
                ((bottom - top) / bounds.height().max(0.15 * bounds.width()).max(1e-3), (top + bottom) / 2.0)
            }
            Stand::Wide(middle, width) => (width / bounds.longer_side().max(1e-3), middle),
        };
        let scale = scale.min(2.5 / bounds.longer_side().max(1e-3)) * varied;
        let (x, y) = bounds.middle();
        let down = middle * size + rng.normal() * (0.02 + 0.05 * self.unsteady) * size;
        let put = |point: &Point| Point::at((point.x - x) * scale, (point.y - y) * scale + down);
        Block::of(class, strokes.iter().map(|points| points.iter().map(put).collect()).collect())
    }

    fn scripts(&self, base: &Node, sub: Option<&Node>, sup: Option<&Node>, size: f32, rng: &mut Rng) -> Block {
        let base = self.block(base, size, rng);
        let small = size * (self.script * (rng.normal() * 0.1).exp()).clamp(0.35, 0.95);
        let space = base.space();
        // Scripts follow the base where it is large, as brackets are, and the line where it is small.
        let (top, bottom) = (space.top.min(-0.55 * size), space.bottom.max(-0.1 * size));
        let gap = |rng: &mut Rng| size * (rng.between(-0.04, 0.2) + 0.4 * self.gap * rng.unit());
        let mut whole = base;
        if let Some(sub) = sub {
            let block = self.block(sub, small, rng);
            let down = bottom + small * rng.between(0.2, 0.75);
            whole = whole.and(block.starting_at(space.right + gap(rng)).moved(0.0, down));
        }
        if let Some(sup) = sup {
            let block = self.block(sup, small, rng);
            let low = block.space().bottom;
            let up = top + size * rng.between(-0.12, 0.38) - low.max(0.0);
            whole = whole.and(block.starting_at(space.right + gap(rng)).moved(0.0, up));
        }
        whole
    }

    fn fraction(&self, above: &Node, below: &Node, size: f32, rng: &mut Rng) -> Block {
        let smaller = size * if size < 0.99 || rng.chance(0.5) { rng.between(0.75, 1.0) } else { 1.0 };
        let (above, below) = (self.block(above, smaller, rng), self.block(below, smaller, rng));
        let widest = above.space().width().max(below.space().width());
        let width = widest * rng.between(0.95, 1.25) + 0.15 * size * rng.unit();
        let axis = size * (-0.42 + rng.normal() * 0.06);
        let bar = fitted(self.shape("−", rng), [width, 0.0]);
        let bar = mapped(bar, turn(rng.normal() * 0.02));
        let tilt = bounds_of(&bar).map_or(0.0, |bounds| bounds.height());
        let bar = Block::of(self.class("−"), moved(bar, 0.0, axis));
        let gaps: [f32; 2] = std::array::from_fn(|_| size * rng.between(0.05, 0.35) + 0.4 * tilt);
        let up = axis - gaps[0] - above.space().bottom;
        let down = axis + gaps[1] - below.space().top;
        let slack = |block: &Block, rng: &mut Rng| (width - block.space().width()).max(0.0) * rng.between(-0.3, 0.3);
        let (aside_above, aside_below) = (slack(&above, rng), slack(&below, rng));
        bar.and(above.centred_at(aside_above).moved(0.0, up)).and(below.centred_at(aside_below).moved(0.0, down))
    }

    fn root(&self, index: Option<&Node>, radicand: &Node, size: f32, rng: &mut Rng) -> Block {
        let inner = self.block(radicand, size * rng.between(0.85, 1.0), rng);
        let space = inner.space();
        let (top, bottom) = (space.top - size * rng.between(0.05, 0.3), space.bottom + size * rng.between(-0.15, 0.15));
        let high = bottom - top;
        let hook = size * rng.between(0.25, 0.6);
        let left = space.left - size * rng.between(0.0, 0.15);
        let right = space.right + size * rng.between(-0.1, 0.25);
        let start = Point::at(left - hook - size * rng.between(0.0, 0.2), bottom - high * rng.between(0.25, 0.55));
        let knee = Point::at(left - hook * rng.between(0.7, 1.0), start.y - high * rng.between(-0.02, 0.12));
        let foot = Point::at(left - hook * rng.between(0.3, 0.55), bottom);
        let corner = Point::at(left + size * rng.between(-0.05, 0.1), top);
        let end = Point::at(right, top + size * rng.normal() * 0.05);
        let corners = if rng.chance(0.7) { vec![start, knee, foot, corner] } else { vec![knee, foot, corner] };
        let mut bar = vec![corner, end];
        if rng.chance(0.15) {
            bar.push(Point::at(end.x + 0.02 * size, end.y + size * rng.between(0.05, 0.25)));
        }
        let wobbled = |corners: &[Point], rng: &mut Rng| wobbled(corners, 0.02 * size, rng);
        let strokes = if rng.chance(0.75) {
            let all: Vec<Point> = corners.iter().chain(&bar[1..]).copied().collect();
            vec![wobbled(&all, rng)]
        } else {
            // The bar of a stroke of its own does not quite begin where the hook ends.
            bar[0] = Point::at(bar[0].x + size * rng.normal() * 0.08, bar[0].y + size * rng.normal() * 0.06);
            vec![wobbled(&corners, rng), wobbled(&bar, rng)]
        };
        let mut whole = Block::of(self.class("√"), strokes).and(inner);
        if let Some(index) = index {
            let block = self.block(index, size * rng.between(0.4, 0.6), rng);
            let space = block.space();
            let (right, up) = (knee.x + hook * rng.between(-0.3, 0.3), start.y - size * rng.between(0.05, 0.2));
            whole = whole.and(block.moved(right - space.right, up - space.bottom));
        }
        whole
    }

    fn bounds(&self, base: &Node, below: Option<&Node>, above: Option<&Node>, size: f32, rng: &mut Rng) -> Block {
        let large = size * rng.between(0.95, 1.5);
        let base = self.block(base, large, rng);
        let space = base.space();
        let mut whole = base;
        let small = |rng: &mut Rng| size * rng.between(0.4, 0.75);
        if let Some(below) = below {
            let block = self.block(below, small(rng), rng);
            let down = space.bottom + size * rng.between(0.05, 0.35) - block.space().top;
            let aside = space.middle().0 + size * rng.normal() * 0.08;
            whole = whole.and(block.centred_at(aside).moved(0.0, down));
        }
        if let Some(above) = above {
            let block = self.block(above, small(rng), rng);
            let up = space.top - size * rng.between(0.05, 0.35) - block.space().bottom;
            let aside = space.middle().0 + size * rng.normal() * 0.08;
            whole = whole.and(block.centred_at(aside).moved(0.0, up));
        }
        whole
    }

    fn fenced(&self, open: &str, inner: &Node, close: &str, size: f32, rng: &mut Rng) -> Block {
        let inner = self.block(inner, size, rng);
        let space = inner.space();
        let (top, bottom) = (space.top.min(-0.9 * size), space.bottom.max(0.0));
        let fence = |text: &str, rng: &mut Rng| {
            let shape = self.shape(text, rng);
            let wide = bounds_of(&shape).map_or(0.2, |bounds| bounds.width() / bounds.height().max(1e-3));
            let (from, to) = (top - size * rng.between(-0.1, 0.2), bottom + size * rng.between(-0.1, 0.2));
            // A high bracket is not as wide as it would be if it were only enlarged.
            let width = (wide * size * 1.2).min(wide * (to - from)).min(0.6 * size);
            let shape = moved(fitted(shape, [width, to - from]), 0.0, (from + to) / 2.0);
            Block::of(self.class(text), shape)
        };
        let (before, after) = (fence(open, rng), fence(close, rng));
        let gap = |rng: &mut Rng| size * (rng.between(-0.02, 0.12) + 0.6 * self.gap * rng.unit());
        let (left, right) = (gap(rng), gap(rng));
        let whole = before.starting_at(0.0);
        let inner = inner.starting_at(whole.space().right + left);
        let end = inner.space().right + right;
        whole.and(inner).and(after.starting_at(end))
    }
}
