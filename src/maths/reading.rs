//! From what was read of ink to an expression.

use super::error::MathsError;
use super::expression::{Kind, Part, Row};
use super::write;
use crate::layout::Node;

/// The expression of a reading's nodes; each part keeps the place of the symbol that it was read from.
pub fn row(nodes: &[Node], symbols: &[impl AsRef<str>]) -> Result<Row, MathsError> {
    Row::new(nodes.iter().map(|node| part(node, symbols)).collect::<Result<_, _>>()?)
}

fn part(node: &Node, symbols: &[impl AsRef<str>]) -> Result<Part, MathsError> {
    let text = |at: u32| symbols.get(at as usize).map_or("", AsRef::as_ref);
    let script = |nodes: &Option<Vec<Node>>| nodes.as_ref().map(|nodes| row(nodes, symbols)).transpose();
    Ok(match node {
        Node::Symbol(at) => Part::symbol(token(text(*at))).from_source(*at),
        Node::Word(letters) => {
            let word: String = letters.iter().map(|at| text(*at)).collect();
            let is_dots = word.chars().all(|sign| matches!(sign, '.' | '·'));
            let part = Part::symbol(if is_dots { "\\ldots".to_owned() } else { format!("\\{word}") });
            letters.first().map_or(part.clone(), |first| part.from_source(*first))
        }
        Node::Fraction { bar, above, below } => {
            Part::new(Kind::Fraction(row(above, symbols)?, row(below, symbols)?))?.from_source(*bar)
        }
        Node::Root { sign, index, radicand } => {
            Part::new(Kind::Root { index: script(index)?, radicand: row(radicand, symbols)? })?.from_source(*sign)
        }
        Node::Script { base, sub, sup } => {
            Part::new(Kind::Script { base: Box::new(part(base, symbols)?), sub: script(sub)?, sup: script(sup)? })?
        }
    })
}

/// The canonical token of a symbol.
fn token(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some('−'), None) => "-".to_owned(),
        (Some(one), None) => write::token(one).map_or_else(|| text.to_owned(), str::to_owned),
        (Some(_), Some(_)) => format!("\\{text}"),
        _ => text.to_owned(),
    }
}
