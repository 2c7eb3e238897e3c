//! How the symbols of a transcript stand to each other, in expressions and in text. Plain data, shared by the decoders,
//! messages and the page.

use crate::alphabet::SymbolId;
use serde::{Deserialize, Serialize};

/// How the symbols of a transcript stand to each other, as bytes that whoever shows expressions or text opens: what the
/// page opens with only hands them on, and is smaller for it. Empty for numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed(Vec<u8>);

/// The first byte tells what is packed.
const EXPRESSIONS: u8 = 1;
const TEXT: u8 = 2;

impl Packed {
    pub const NONE: Self = Self(Vec::new());

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is of words; else it is of expressions, or empty.
    pub fn is_text(&self) -> bool {
        self.0.first() == Some(&TEXT)
    }

    fn of(kind: u8, layout: &impl Serialize) -> Self {
        // Plain data into growing memory: there is no way for this to fail.
        let bytes = postcard::to_allocvec(layout).unwrap_or_default();
        Self(std::iter::once(kind).chain(bytes).collect())
    }

    /// The default where something else was packed, or another build packed it.
    fn open<T: serde::de::DeserializeOwned + Default>(&self, kind: u8) -> T {
        match self.0.split_first() {
            Some((first, bytes)) if *first == kind => postcard::from_bytes(bytes).unwrap_or_default(),
            _ => T::default(),
        }
    }
}

/// The words of a drawing of text, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextLayout {
    pub words: Vec<Word>,
}

/// A word with what else it may be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    pub text: String,
    /// The first of its symbols in the transcript; it has one for each character.
    pub first: u32,
    /// The probability that it is read right.
    pub probability: f32,
    pub is_sure: bool,
    /// What else it may be, the likeliest first.
    pub others: Vec<(String, f32)>,
    /// What the model said over time, from the word's beginning to its end.
    pub moments: Vec<Moment>,
}

/// What the model says at one place of the pen's way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// Where the pen is, in pixels of the drawing.
    pub place: [f32; 2],
    /// The likeliest characters there, each with its probability; what they lack to one says that no character ends here.
    pub said: Vec<(char, f32)>,
}

impl TextLayout {
    /// Without words there is nothing to hand on.
    pub fn packed(&self) -> Packed {
        if self.words.is_empty() { Packed::NONE } else { Packed::of(TEXT, self) }
    }

    /// What was packed; empty where it is not of words.
    pub fn unpacked(packed: &Packed) -> Self {
        packed.open(TEXT)
    }
}

/// The lines of a drawing of expressions, and what else its ink may be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// How the symbols stand to each other, line by line.
    pub lines: Vec<Vec<Node>>,
    /// The likeliest first.
    pub others: Vec<Alternative>,
}

/// Another reading of the same ink.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// What it takes its symbols for, each with its strokes.
    pub symbols: Vec<(SymbolId, Vec<u32>)>,
    pub lines: Vec<Vec<Node>>,
    pub probability: f32,
}

impl Layout {
    /// Without lines there is nothing to hand on.
    pub fn packed(&self) -> Packed {
        if self.lines.is_empty() { Packed::NONE } else { Packed::of(EXPRESSIONS, self) }
    }

    /// What was packed; empty where it is not of expressions.
    pub fn unpacked(packed: &Packed) -> Self {
        packed.open(EXPRESSIONS)
    }
}

/// A part of an expression; symbols by their places in the transcript.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Node {
    Symbol(u32),
    /// Letters that are one name, as those of sin.
    Word(Vec<u32>),
    Fraction {
        bar: u32,
        above: Vec<Node>,
        below: Vec<Node>,
    },
    Root {
        sign: u32,
        index: Option<Vec<Node>>,
        radicand: Vec<Node>,
    },
    Script {
        base: Box<Node>,
        sub: Option<Vec<Node>>,
        sup: Option<Vec<Node>>,
    },
}

impl Node {
    /// The place of a bare symbol.
    pub fn symbol(&self) -> Option<u32> {
        if let Self::Symbol(at) = self { Some(*at) } else { None }
    }

    /// The same with each place replaced.
    pub fn mapped(self, to: &impl Fn(u32) -> u32) -> Self {
        let all = |nodes: Vec<Self>| nodes.into_iter().map(|node| node.mapped(to)).collect::<Vec<_>>();
        match self {
            Self::Symbol(at) => Self::Symbol(to(at)),
            Self::Word(letters) => Self::Word(letters.into_iter().map(to).collect()),
            Self::Fraction { bar, above, below } => {
                Self::Fraction { bar: to(bar), above: all(above), below: all(below) }
            }
            Self::Root { sign, index, radicand } => {
                Self::Root { sign: to(sign), index: index.map(all), radicand: all(radicand) }
            }
            Self::Script { base, sub, sup } => {
                Self::Script { base: Box::new(base.mapped(to)), sub: sub.map(all), sup: sup.map(all) }
            }
        }
    }
}

/// Tells each symbol or word of some nodes, in reading order, by its places.
pub fn each_symbol(nodes: &[Node], each: &mut impl FnMut(&[u32])) {
    for node in nodes {
        match node {
            Node::Symbol(at) => each(&[*at]),
            Node::Word(letters) => each(letters),
            Node::Fraction { bar, above, below } => {
                each_symbol(above, each);
                each(&[*bar]);
                each_symbol(below, each);
            }
            Node::Root { sign, index, radicand } => {
                each_symbol(index.as_deref().unwrap_or_default(), each);
                each(&[*sign]);
                each_symbol(radicand, each);
            }
            Node::Script { base, sub, sup } => {
                each_symbol(std::slice::from_ref(base), each);
                [sub, sup].into_iter().flatten().for_each(|nodes| each_symbol(nodes, each));
            }
        }
    }
}
