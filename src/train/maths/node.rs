//! The tree of an expression to compose.

use crate::train::rng::Rng;
use Node::{Bounds, Fenced, Fraction, Root, Row, Script, Symbol};

/// Something to lay out; symbols by their text.
#[derive(Clone, Debug)]
pub enum Node {
    Symbol(&'static str),
    Row(Vec<Node>),
    /// A base with what hangs below and above it at its right.
    Script {
        base: Box<Node>,
        sub: Option<Box<Node>>,
        sup: Option<Box<Node>>,
    },
    Fraction(Box<Node>, Box<Node>),
    Root {
        index: Option<Box<Node>>,
        radicand: Box<Node>,
    },
    /// A large operator or `lim`, with what stands below and above it.
    Bounds {
        base: Box<Node>,
        below: Option<Box<Node>>,
        above: Option<Box<Node>>,
    },
    /// Brackets as high as what they hold.
    Fenced(&'static str, Box<Node>, &'static str),
}

impl Node {
    /// Puts a symbol in the place of one that is there, chosen at random.
    pub fn put(&mut self, symbol: &'static str, rng: &mut Rng) {
        let mut count = 0;
        self.each_symbol(&mut |_| count += 1);
        let mut left = rng.below(count.max(1));
        self.each_symbol(&mut |place| {
            if left == 0 {
                *place = symbol;
            }
            left = left.wrapping_sub(1);
        });
    }

    fn each_symbol(&mut self, each: &mut impl FnMut(&mut &'static str)) {
        match self {
            Symbol(text) => each(text),
            Row(nodes) => nodes.iter_mut().for_each(|node| node.each_symbol(each)),
            Script { base, sub, sup } => {
                base.each_symbol(each);
                [sub, sup].into_iter().flatten().for_each(|node| node.each_symbol(each));
            }
            Fraction(above, below) => [above, below].into_iter().for_each(|node| node.each_symbol(each)),
            Root { index, radicand } => {
                index.iter_mut().for_each(|node| node.each_symbol(each));
                radicand.each_symbol(each);
            }
            Bounds { base, below, above } => {
                base.each_symbol(each);
                [below, above].into_iter().flatten().for_each(|node| node.each_symbol(each));
            }
            Fenced(open, inner, close) => {
                each(open);
                inner.each_symbol(each);
                each(close);
            }
        }
    }
}
