//! What stands on a line: a symbol with what it may be, or something that was read already.

use super::kind::{Kind, Stand, kind, stand};
use crate::ink::Bounds;
use crate::layout::Node;

/// A group of strokes that is read as one symbol.
#[derive(Clone, Debug)]
pub struct Atom<'a> {
    /// Its place among the groups.
    pub group: usize,
    pub bounds: Bounds,
    /// What it may be, the likeliest first, each with the logarithm of its probability.
    pub options: Vec<(&'a str, f32)>,
    /// Of a root sign, where its inside begins: right of its foot.
    pub inside: f32,
}

impl<'a> Atom<'a> {
    /// What it most likely is.
    pub fn best(&self) -> &'a str {
        self.options.first().map_or("", |option| option.0)
    }

    /// The logarithm of the probability that it is this symbol.
    pub fn score(&self, text: &str) -> Option<f32> {
        self.options.iter().find(|option| option.0 == text).map(|option| option.1)
    }
}

/// One thing that an element may be.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    pub text: &'a str,
    pub kind: Kind,
    pub score: f32,
    /// The height at which a minus would stand beside it.
    pub axis: f32,
    /// The height of a digit beside it, where it tells.
    pub size: Option<f32>,
}

impl<'a> Choice<'a> {
    pub fn new(text: &'a str, score: f32, bounds: Bounds) -> Self {
        let (axis, size) = match stand(text) {
            Stand::High(top, bottom) => {
                // Small letters written flat are not as small as they are flat.
                let size = bounds.height().max(0.3 * bounds.width()) / (bottom - top);
                let middle = bounds.middle().1;
                (middle - ((top + bottom) / 2.0 + AXIS) * size, Some(size.max(1e-3)))
            }
            Stand::Middle => (bounds.middle().1, None),
        };
        Self { text, kind: kind(text), score, axis, size }
    }
}

/// What stands on a line.
#[derive(Clone, Debug)]
pub struct Element<'a> {
    pub bounds: Bounds,
    pub what: What<'a>,
    pub choices: Vec<Choice<'a>>,
    /// Whether it may be so high that scripts follow its edges and not the line.
    pub is_tall: bool,
}

#[derive(Clone, Debug)]
pub enum What<'a> {
    Atom {
        group: usize,
    },
    /// Read already: of each choice its node and its symbols.
    Read(Vec<(Node, Vec<(usize, &'a str)>)>),
}

/// What is read of an atom by itself: so many symbols at most, and none that is less likely than this.
const CHOICES: usize = 5;
const LEAST: f32 = 0.004;
/// The axis is so far above the base line, in heights of a digit.
const AXIS: f32 = 0.44;

impl<'a> Element<'a> {
    pub fn of_atom(atom: &Atom<'a>) -> Self {
        let choice = |(text, score): &(&'a str, f32)| Choice::new(text, *score, atom.bounds);
        // Joined letters are nothing but parts of words; whatever else the strokes may be comes before them.
        let joined = |option: &&(&str, f32)| kind(option.0) == Kind::Joined;
        let whole = atom.options.iter().filter(|option| !joined(option));
        let options = whole.chain(atom.options.iter().filter(joined));
        let counts = |(at, option): &(usize, &(&str, f32))| *at == 0 || *at < CHOICES && option.1 >= LEAST.ln();
        let choices: Vec<Choice> = options.enumerate().filter(counts).map(|(_, option)| choice(option)).collect();
        let is_tall = matches!(kind(atom.best()), Kind::Close | Kind::Bar | Kind::Large);
        Self { bounds: atom.bounds, what: What::Atom { group: atom.group }, choices, is_tall }
    }
}
