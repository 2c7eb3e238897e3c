//! What is above, below and inside of what: fractions, roots and bounds, each part read by itself. What remains stands
//! beside each other.

use super::container::Container;
use super::element::{Choice, Element, What};
use super::kind::kind;
use super::line::{self, Line};
use super::region::Region;
use super::words;
use crate::layout::Node;
use crate::order;

/// Fractions and roots in each other that are followed.
const DEEPEST: usize = 12;
/// Readings that are kept of a part, and of what has parts.
const OF_A_PART: usize = 4;
const OF_A_CONTAINER: usize = 5;
/// What speaks for a sign that is not among what its strokes may be.
const UNKNOWN: f32 = -4.0;

/// A reading of something with parts: its node, and its symbols from the first.
struct Part<'a> {
    node: Node,
    symbols: Vec<(usize, &'a str)>,
    score: f32,
    axis: f32,
    size: Option<f32>,
}

impl<'a> Region<'a, '_> {
    /// The likeliest readings of some atoms, the best first.
    pub fn read(&self, members: Vec<usize>, most: usize) -> Vec<Line<'a>> {
        let mut left = order::ascending(members, |at| order::key(self.atoms[*at].bounds.left));
        let mut elements: Vec<Element> = Vec::new();
        let mut score = 0.0;
        while let Some(container) = self.largest(&left).filter(|_| self.depth < DEEPEST) {
            let gone = container.atoms();
            left.retain(|at| !gone.contains(at));
            let (element, own) = self.element(container);
            score += own;
            elements.push(element);
        }
        let mut rest = left.as_slice();
        while let [first, others @ ..] = rest {
            let word = words::word_at(self.atoms, rest, self.usual);
            match word.and_then(|word| Some((word.element(self.atoms)?, word.atoms.len()))) {
                Some((word, length)) => {
                    elements.push(word);
                    rest = &rest[length..];
                }
                None => {
                    elements.push(Element::of_atom(&self.atoms[*first]));
                    rest = others;
                }
            }
        }
        let elements = order::ascending(elements, |element| order::key(element.bounds.left));
        let mut lines = line::read(&elements, self.usual, self.weights, most);
        lines.iter_mut().for_each(|line| line.score += score);
        lines
    }

    /// The likeliest readings of a part, which may be empty.
    fn part(&self, members: Vec<usize>) -> Vec<Option<Line<'a>>> {
        if members.is_empty() {
            return vec![None];
        }
        let inner = Region { depth: self.depth + 1, ..*self };
        inner.read(members, OF_A_PART).into_iter().map(Some).collect()
    }

    /// A container as an element that may be what each of its likeliest readings says, and the score of the best.
    fn element(&self, container: Container<'a>) -> (Element<'a>, f32) {
        let bounds = self.bounds(&container.atoms());
        let (text, parts) = match container {
            Container::Fraction { bar, above, below } => {
                let bar = &self.atoms[bar];
                let own = self.weights.label * bar.score("−").unwrap_or(UNKNOWN);
                let part = |above: &Option<Line<'a>>, below: &Option<Line<'a>>| {
                    let mut whole = Whole::of(vec![(bar.group, "−")], own);
                    let above = whole.add(above).unwrap_or_default();
                    let below = whole.add(below).unwrap_or_default();
                    whole.part(Node::Fraction { bar: 0, above, below }, bar.bounds.middle().1, None)
                };
                ("frac", likeliest(&self.part(above), &self.part(below), part))
            }
            Container::Root { sign, index, inside } => {
                let sign = &self.atoms[sign];
                let own = self.weights.label * sign.score("√").unwrap_or(UNKNOWN);
                let part = |inner: &Option<Line<'a>>, index: &Option<Line<'a>>| {
                    let mut whole = Whole::of(vec![(sign.group, "√")], own);
                    let (axis, size) =
                        inner.as_ref().map_or((sign.bounds.middle().1, None), |line| (line.axis, line.size));
                    let index = whole.add(index);
                    let radicand = whole.add(inner).unwrap_or_default();
                    whole.part(Node::Root { sign: 0, index, radicand }, axis, size)
                };
                ("√", likeliest(&self.part(inside), &self.part(index), part))
            }
            Container::Bounds { base, below, above } => {
                let (last, letters) = base[base.len() - 1];
                let choice = Choice::new(letters, 0.0, self.atoms[last].bounds);
                let (text, size) = if base.len() > 1 { ("lim", choice.size) } else { (letters, None) };
                let own: f32 = base.iter().map(|(at, text)| self.atoms[*at].score(text).unwrap_or(UNKNOWN)).sum();
                let signs: Vec<(usize, &str)> = base.iter().map(|(at, text)| (self.atoms[*at].group, *text)).collect();
                let part = |below: &Option<Line<'a>>, above: &Option<Line<'a>>| {
                    let base = match signs.len() {
                        1 => Node::Symbol(0),
                        count => Node::Word((0..count as u32).collect()),
                    };
                    let mut whole = Whole::of(signs.clone(), self.weights.label * own);
                    let (sub, sup) = (whole.add(below), whole.add(above));
                    whole.part(Node::Script { base: Box::new(base), sub, sup }, choice.axis, size)
                };
                (text, likeliest(&self.part(below), &self.part(above), part))
            }
        };
        let best = parts.first().map_or(0.0, |part| part.score);
        let choice = |part: &Part| Choice {
            text,
            kind: kind(text),
            // It counts as the probability of a symbol does.
            score: (part.score - best) / self.weights.label,
            axis: part.axis,
            size: part.size,
        };
        let choices = parts.iter().map(choice).collect();
        let read = parts.into_iter().map(|part| (part.node, part.symbols)).collect();
        (Element { bounds, what: What::Read(read), choices, is_tall: true }, best)
    }
}

/// Something with parts while they are put together.
struct Whole<'a> {
    symbols: Vec<(usize, &'a str)>,
    score: f32,
}

impl<'a> Whole<'a> {
    fn of(symbols: Vec<(usize, &'a str)>, score: f32) -> Self {
        Self { symbols, score }
    }

    /// The nodes of a part, with the places that its symbols have here.
    fn add(&mut self, line: &Option<Line<'a>>) -> Option<Vec<Node>> {
        let line = line.as_ref()?;
        self.score += line.score;
        let shift = self.symbols.len() as u32;
        self.symbols.extend(&line.symbols);
        Some(line.nodes.iter().map(|node| node.clone().mapped(&|at| at + shift)).collect())
    }

    fn part(self, node: Node, axis: f32, size: Option<f32>) -> Part<'a> {
        Part { node, symbols: self.symbols, score: self.score, axis, size }
    }
}

/// The likeliest ways to put two parts together, the best first.
fn likeliest<'a>(
    first: &[Option<Line<'a>>],
    second: &[Option<Line<'a>>],
    put: impl Fn(&Option<Line<'a>>, &Option<Line<'a>>) -> Part<'a>,
) -> Vec<Part<'a>> {
    let pairs = first.iter().flat_map(|one| second.iter().map(move |two| (one, two)));
    let parts = pairs.map(|(one, two)| put(one, two)).collect();
    let mut parts = order::ascending(parts, |part: &Part| order::key(-part.score));
    parts.truncate(OF_A_CONTAINER);
    parts
}
