//! Expressions to compose: what people write in sums, algebra and calculus, made up at random.

use super::node::Node;
use crate::train::rng::Rng;

use Node::{Bounds, Fenced, Fraction, Root, Row, Script, Symbol};

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const COMMON: [&str; 12] = ["x", "y", "z", "a", "b", "c", "n", "k", "i", "t", "m", "d"];
const LETTERS: [&str; 52] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w",
    "x", "y", "z", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T",
    "U", "V", "W", "X", "Y", "Z",
];
const GREEK: [&str; 10] = ["π", "θ", "α", "β", "γ", "φ", "λ", "μ", "σ", "Δ"];
const SUMS: [&str; 4] = ["+", "−", "+", "−"];
const PRODUCTS: [&str; 6] = ["×", "×", "÷", "·", "/", "/"];
const RELATIONS: [&str; 10] = ["=", "=", "=", "=", "<", ">", "≤", "≥", "≠", "→"];
const FUNCTIONS: [&[&str]; 7] = [
    &["s", "i", "n"],
    &["c", "o", "s"],
    &["t", "a", "n"],
    &["l", "o", "g"],
    &["l", "n"],
    &["l", "i", "m"],
    &["e", "x", "p"],
];
/// The same with letters joined.
const JOINED: [&[&str]; 15] = [
    &["sin"],
    &["si", "n"],
    &["s", "in"],
    &["cos"],
    &["co", "s"],
    &["c", "os"],
    &["tan"],
    &["ta", "n"],
    &["t", "an"],
    &["log"],
    &["lo", "g"],
    &["l", "og"],
    &["ln"],
    &["lim"],
    &["l", "im"],
];
const FENCES: [[&str; 2]; 6] = [["(", ")"], ["(", ")"], ["(", ")"], ["[", "]"], ["{", "}"], ["|", "|"]];

/// How rich an expression is.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    /// Digits and what combines them.
    Sum,
    Algebra,
    /// Functions, sums with bounds, integrals and limits.
    Calculus,
}

fn any<T: Copy>(from: &[T], rng: &mut Rng) -> T {
    from[rng.below(from.len())]
}

fn boxed(node: Node) -> Box<Node> {
    Box::new(node)
}

fn row(mut nodes: Vec<Node>) -> Node {
    if nodes.len() == 1 { nodes.remove(0) } else { Row(nodes) }
}

/// A whole expression.
pub fn expression(rng: &mut Rng) -> Node {
    let level = any(&[Level::Sum, Level::Algebra, Level::Algebra, Level::Calculus], rng);
    let mut nodes = side(level, 0, rng);
    if rng.chance(0.45) {
        nodes.push(Symbol(any(&RELATIONS, rng)));
        if rng.chance(0.8) {
            nodes.extend(side(level, 0, rng));
        }
    }
    Row(nodes)
}

/// Terms with signs between them.
fn side(level: Level, depth: usize, rng: &mut Rng) -> Vec<Node> {
    let mut nodes = Vec::new();
    if rng.chance(0.08) {
        nodes.push(Symbol(any(&["−", "−", "±", "+"], rng)));
    }
    nodes.extend(term(level, depth, rng));
    let more = any(&[0, 0, 1, 1, 2], rng);
    for _ in 0..if depth > 1 { more.min(1) } else { more } {
        let sign = if rng.chance(0.06) {
            any(&["±", ",", "!"], rng)
        } else if rng.chance(if level == Level::Sum { 0.4 } else { 0.15 }) {
            any(&PRODUCTS, rng)
        } else {
            any(&SUMS, rng)
        };
        nodes.push(Symbol(sign));
        nodes.extend(term(level, depth, rng));
    }
    nodes
}

/// Factors beside each other.
fn term(level: Level, depth: usize, rng: &mut Rng) -> Vec<Node> {
    if level == Level::Sum && rng.chance(0.75) {
        return number(rng);
    }
    let mut nodes = if rng.chance(0.3) { number(rng) } else { Vec::new() };
    for _ in 0..any(&[1, 1, 1, 2], rng) {
        nodes.push(factor(level, depth, rng));
    }
    nodes
}

fn number(rng: &mut Rng) -> Vec<Node> {
    let mut nodes: Vec<Node> = (0..any(&[1, 1, 1, 2, 2, 3, 4], rng)).map(|_| Symbol(any(&DIGITS, rng))).collect();
    if rng.chance(0.1) {
        nodes.push(Symbol(any(&[".", ".", ","], rng)));
        nodes.extend((0..any(&[1, 2], rng)).map(|_| Symbol(any(&DIGITS, rng))));
    }
    if rng.chance(0.05) {
        nodes.push(Symbol(any(&["%", "!"], rng)));
    }
    nodes
}

fn letter(level: Level, rng: &mut Rng) -> Node {
    Symbol(if rng.chance(0.5) {
        any(&COMMON, rng)
    } else if level == Level::Calculus && rng.chance(0.3) {
        any(&GREEK, rng)
    } else {
        any(&LETTERS, rng)
    })
}

/// What a factor may be, with how often it is.
fn factor(level: Level, depth: usize, rng: &mut Rng) -> Node {
    let deep = depth >= 2;
    let kind = rng.unit();
    let inner = |rng: &mut Rng| boxed(row(side(level, depth + 1, rng)));
    match level {
        Level::Sum => match kind {
            _ if deep => row(number(rng)),
            ..0.35 => fenced(row(side(level, depth + 1, rng)), rng),
            ..0.6 => Fraction(boxed(row(number(rng))), boxed(row(number(rng)))),
            ..0.8 => power(row(number(rng)), level, rng),
            _ => root(level, depth, rng),
        },
        _ => match kind {
            ..0.42 => letter(level, rng),
            ..0.62 => power(letter(level, rng), level, rng),
            ..0.70 => index(level, rng),
            _ if deep => letter(level, rng),
            ..0.78 => fenced(row(side(level, depth + 1, rng)), rng),
            ..0.86 => Fraction(inner(rng), inner(rng)),
            ..0.91 => root(level, depth, rng),
            ..0.93 => power(fenced(row(side(level, depth + 1, rng)), rng), level, rng),
            _ if level == Level::Calculus => calculus(level, depth, rng),
            _ => Script { base: boxed(letter(level, rng)), sub: None, sup: Some(inner(rng)) },
        },
    }
}

fn fenced(inner: Node, rng: &mut Rng) -> Node {
    let [open, close] = any(&FENCES, rng);
    Fenced(open, boxed(inner), close)
}

fn power(base: Node, level: Level, rng: &mut Rng) -> Node {
    let sup = match rng.unit() {
        ..0.6 => Symbol(any(&DIGITS, rng)),
        ..0.8 => letter(level, rng),
        ..0.83 => Symbol("′"),
        ..0.9 => Row(vec![Symbol("−"), Symbol(any(&DIGITS, rng))]),
        _ => Row(vec![letter(level, rng), Symbol(any(&SUMS, rng)), Symbol(any(&DIGITS, rng))]),
    };
    Script { base: boxed(base), sub: None, sup: Some(boxed(sup)) }
}

fn index(level: Level, rng: &mut Rng) -> Node {
    let sub = match rng.unit() {
        ..0.5 => Symbol(any(&DIGITS, rng)),
        ..0.85 => letter(level, rng),
        _ => Row(vec![letter(level, rng), Symbol(any(&SUMS, rng)), Symbol("1")]),
    };
    let sup = rng.chance(0.2).then(|| boxed(Symbol(any(&DIGITS, rng))));
    Script { base: boxed(letter(level, rng)), sub: Some(boxed(sub)), sup }
}

fn root(level: Level, depth: usize, rng: &mut Rng) -> Node {
    let index = rng.chance(0.12).then(|| boxed(Symbol(any(&["3", "4", "n", "5"], rng))));
    Root { index, radicand: boxed(row(side(level, depth + 1, rng))) }
}

fn calculus(level: Level, depth: usize, rng: &mut Rng) -> Node {
    let bound = |rng: &mut Rng| {
        boxed(if rng.chance(0.6) {
            Symbol(any(&["0", "1", "n", "a", "b", "∞", "k", "N"], rng))
        } else {
            row(number(rng))
        })
    };
    let from =
        |rng: &mut Rng| Row(vec![Symbol(any(&["i", "k", "n", "j"], rng)), Symbol("="), Symbol(any(&DIGITS, rng))]);
    let mut nodes = match rng.unit() {
        ..0.3 => {
            let below = if rng.chance(0.8) { from(rng) } else { letter(level, rng) };
            let above = rng.chance(0.8).then(|| bound(rng));
            vec![Bounds { base: boxed(Symbol("∑")), below: Some(boxed(below)), above }]
        }
        ..0.6 => {
            let [below, above] = [(); 2].map(|()| rng.chance(0.6).then(|| bound(rng)));
            let sign = boxed(Symbol("∫"));
            let sign = match (&below, &above) {
                (None, None) => Symbol("∫"),
                _ if rng.chance(0.3) => Bounds { base: sign, below, above },
                _ => Script { base: sign, sub: below, sup: above },
            };
            vec![sign, letter(level, rng), Symbol("d"), Symbol(any(&["x", "t", "y"], rng))]
        }
        ..0.7 => {
            let to = Row(vec![letter(level, rng), Symbol("→"), Symbol(any(&["0", "∞", "a"], rng))]);
            let name = word(if rng.chance(0.3) { JOINED[13 + rng.below(2)] } else { FUNCTIONS[5] });
            vec![Bounds { base: boxed(name), below: Some(boxed(to)), above: None }]
        }
        _ => {
            let name = word(if rng.chance(0.35) { any(&JOINED, rng) } else { any(&FUNCTIONS, rng) });
            vec![match rng.unit() {
                ..0.2 => power(name, level, rng),
                ..0.3 => Script { base: boxed(name), sub: Some(boxed(Symbol(any(&DIGITS, rng)))), sup: None },
                _ => name,
            }]
        }
    };
    if depth < 2 {
        nodes.push(if rng.chance(0.4) { fenced(row(side(level, depth + 2, rng)), rng) } else { letter(level, rng) });
    }
    Row(nodes)
}

fn word(letters: &[&'static str]) -> Node {
    Row(letters.iter().map(|letter| Symbol(letter)).collect())
}
