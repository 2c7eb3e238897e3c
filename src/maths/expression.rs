//! An expression as it stands on the page: rows of symbols with scripts, fractions and roots. What it means is the
//! parser's business; every row can be written, also one that means nothing.
//!
//! Symbols are named by their canonical LaTeX token: `2`, `x`, `+`, `\times`, `\pi`, `\sin`. A part keeps the index of
//! the transcript symbol that it was read from, so that the typeset expression and the ink find each other.

use super::error::MathsError;

/// Fractions, roots and scripts in each other, at most. Deeper trees cannot be built, so that whatever walks one may
/// recurse.
pub const MOST_DEPTH: usize = 48;
/// Parts in an expression, counted through all its rows, at most.
pub const MOST_PARTS: usize = 20_000;

/// Parts beside each other, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    parts: Vec<Part>,
    depth: usize,
    count: usize,
}

/// One symbol, or something with rows of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    kind: Kind,
    source: Option<u32>,
    depth: usize,
    count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A canonical LaTeX token that takes no braces.
    Symbol(String),
    Fraction(Row, Row),
    Root {
        index: Option<Row>,
        radicand: Row,
    },
    /// A base with what hangs below and above it.
    Script {
        base: Box<Part>,
        sub: Option<Row>,
        sup: Option<Row>,
    },
}

impl Part {
    /// A part without source. Fails where the tree becomes deeper than `MOST_DEPTH` or larger than `MOST_PARTS`.
    pub fn new(kind: Kind) -> Result<Self, MathsError> {
        let rows: [Option<(usize, usize)>; 3] = match &kind {
            Kind::Symbol(_) => [None; 3],
            Kind::Fraction(above, below) => [Some(above.size()), Some(below.size()), None],
            Kind::Root { index, radicand } => [index.as_ref().map(Row::size), Some(radicand.size()), None],
            Kind::Script { base, sub, sup } => {
                [Some((base.depth, base.count)), sub.as_ref().map(Row::size), sup.as_ref().map(Row::size)]
            }
        };
        let depth = rows.iter().flatten().map(|row| row.0 + 1).max().unwrap_or(0);
        let count = 1 + rows.iter().flatten().map(|row| row.1).sum::<usize>();
        match depth > MOST_DEPTH || count > MOST_PARTS {
            true => Err(MathsError::TooDeep),
            false => Ok(Self { kind, source: None, depth, count }),
        }
    }

    pub fn symbol(token: impl Into<String>) -> Self {
        Self { kind: Kind::Symbol(token.into()), source: None, depth: 0, count: 1 }
    }

    /// The same part, read from this transcript symbol: of a fraction its bar, of a root its sign.
    pub fn from_source(self, source: u32) -> Self {
        Self { source: Some(source), ..self }
    }

    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    pub fn source(&self) -> Option<u32> {
        self.source
    }

    /// The token of a bare symbol.
    pub fn token(&self) -> Option<&str> {
        match &self.kind {
            Kind::Symbol(token) => Some(token),
            _ => None,
        }
    }

    /// The token of a symbol, whatever scripts it carries.
    pub fn base_token(&self) -> Option<&str> {
        match &self.kind {
            Kind::Symbol(token) => Some(token),
            Kind::Script { base, .. } => base.token(),
            _ => None,
        }
    }
}

impl Row {
    /// Fails where the tree becomes larger than `MOST_PARTS`.
    pub fn new(parts: Vec<Part>) -> Result<Self, MathsError> {
        let depth = parts.iter().map(|part| part.depth).max().unwrap_or(0);
        let count = parts.iter().map(|part| part.count).sum();
        match count > MOST_PARTS {
            true => Err(MathsError::TooLong),
            false => Ok(Self { parts, depth, count }),
        }
    }

    pub(crate) const fn empty() -> Self {
        Self { parts: Vec::new(), depth: 0, count: 0 }
    }

    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How deep and how large it is.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.depth, self.count)
    }
}

/// What stands for a digit of a number.
pub(crate) fn is_digit(token: &str) -> bool {
    matches!(token.as_bytes(), [b'0'..=b'9'])
}

/// What may stand for a quantity: a Latin letter or a small Greek one.
pub(crate) fn is_letter(token: &str) -> bool {
    let mut letters = token.chars();
    match (letters.next(), letters.next()) {
        (Some(one), None) => one.is_alphabetic(),
        (Some('\\'), Some(_)) => GREEK.contains(&token),
        _ => false,
    }
}

pub(crate) const GREEK: [&str; 28] = [
    "\\alpha",
    "\\beta",
    "\\gamma",
    "\\delta",
    "\\epsilon",
    "\\varepsilon",
    "\\zeta",
    "\\eta",
    "\\theta",
    "\\iota",
    "\\kappa",
    "\\lambda",
    "\\mu",
    "\\nu",
    "\\xi",
    "\\rho",
    "\\sigma",
    "\\tau",
    "\\phi",
    "\\chi",
    "\\psi",
    "\\omega",
    "\\Delta",
    "\\Gamma",
    "\\Sigma",
    "\\Phi",
    "\\Psi",
    "\\Omega",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_too_deep_cannot_be_built() {
        let mut row = Row::new(vec![Part::symbol("1")]).unwrap();
        for _ in 0..MOST_DEPTH {
            row = Row::new(vec![Part::new(Kind::Root { index: None, radicand: row }).unwrap()]).unwrap();
        }
        assert_eq!(Part::new(Kind::Root { index: None, radicand: row }), Err(MathsError::TooDeep));
    }

    #[test]
    fn a_part_knows_the_symbol_it_was_read_from() {
        assert_eq!(Part::symbol("+").from_source(7).source(), Some(7));
        assert_eq!(Part::symbol("+").token(), Some("+"));
    }
}
