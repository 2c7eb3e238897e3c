//! One row, by recursive descent: sums of products of factors.

use crate::maths::error::MathsError;
use crate::maths::expression::{Kind, Part, Row};
use crate::maths::term::{Factor, Name, Term};
use crate::maths::write::character;

/// Brackets, rows and signs in each other, at most.
const MOST_DEPTH: usize = 50;
/// Factorials, percents and powers behind one operand, at most.
const MOST_POSTFIXES: usize = 8;

pub(super) struct Parser<'a> {
    pub(super) parts: &'a [Part],
    pub(super) at: usize,
    depth: usize,
    /// Bars of absolute values that are open in the bracket being read.
    pub(super) bars: usize,
    pub(super) is_function: &'a dyn Fn(&Name) -> bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(parts: &'a [Part], is_function: &'a dyn Fn(&Name) -> bool) -> Self {
        Self { parts, at: 0, depth: 0, bars: 0, is_function }
    }

    /// All of the parts as one term.
    pub(super) fn whole(&mut self) -> Result<Term, MathsError> {
        let term = self.sum()?;
        match self.parts.get(self.at) {
            None => Ok(term),
            Some(part) => Err(match part.base_token() {
                Some(")" | "]" | "\\}") => MathsError::NotOpened(shown(part)),
                _ => MathsError::Unexpected(shown(part)),
            }),
        }
    }

    /// A row in this one: the top of a fraction, an exponent.
    pub(super) fn inner(&mut self, row: &'a Row, what: &'static str) -> Result<Term, MathsError> {
        if row.is_empty() {
            return Err(MathsError::Empty(what));
        }
        self.part_of(row.parts())
    }

    /// Some parts by themselves.
    pub(super) fn part_of(&mut self, parts: &'a [Part]) -> Result<Term, MathsError> {
        let mut inner = Self { parts, at: 0, depth: self.depth, bars: 0, is_function: self.is_function };
        inner.deeper(Self::whole)
    }

    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, MathsError>) -> Result<T, MathsError> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(MathsError::TooDeep);
        }
        let inner = read(self)?;
        self.depth -= 1;
        Ok(inner)
    }

    pub(super) fn token(&self) -> Option<&'a str> {
        self.parts.get(self.at).and_then(Part::token)
    }

    pub(super) fn sum(&mut self) -> Result<Term, MathsError> {
        let mut terms = Vec::new();
        loop {
            let sign = match self.token() {
                Some(sign @ ("+" | "-" | "\\pm" | "\\mp")) => Some(sign),
                _ if terms.is_empty() => None,
                _ => break,
            };
            self.at += usize::from(sign.is_some());
            let term = self.product()?;
            terms.push(match sign {
                Some("-") => Term::Negative(Box::new(term)),
                Some("\\pm") => Term::PlusMinus(Box::new(term)),
                Some("\\mp") => Term::Negative(Box::new(Term::PlusMinus(Box::new(term)))),
                _ => term,
            });
        }
        Ok(match terms.len() {
            1 => terms.remove(0),
            _ => Term::Sum(terms),
        })
    }

    pub(super) fn product(&mut self) -> Result<Term, MathsError> {
        let mut factors = vec![Factor { term: self.signed()?, divides: false }];
        while let Some(token) = self.parts.get(self.at) {
            let divides = match token.token() {
                Some("\\times" | "\\cdot" | "*") => Some(false),
                Some("\\div" | "/" | ":") => Some(true),
                _ if self.starts_factor() => None,
                _ => break,
            };
            self.at += usize::from(divides.is_some());
            let term = if divides.is_some() { self.signed()? } else { self.factor()? };
            factors.push(Factor { term, divides: divides.unwrap_or(false) });
        }
        Ok(product_of(factors))
    }

    /// A factor that may have signs before it.
    fn signed(&mut self) -> Result<Term, MathsError> {
        match self.token() {
            Some("-") if self.at + 1 < self.parts.len() => {
                self.at += 1;
                Ok(Term::Negative(Box::new(self.deeper(Self::signed)?)))
            }
            Some("+") if self.at + 1 < self.parts.len() => {
                self.at += 1;
                self.deeper(Self::signed)
            }
            _ => self.factor(),
        }
    }

    /// What stands behind an operand without a sign multiplies it.
    fn starts_factor(&self) -> bool {
        let Some(part) = self.parts.get(self.at) else { return false };
        match part.base_token() {
            None => true,
            Some("|") => self.bars == 0,
            Some("+" | "-" | "\\pm" | "\\mp" | "," | ")" | "]" | "\\}" | "!" | "%" | "\\%" | ";") => false,
            Some("\\times" | "\\cdot" | "*" | "\\div" | "/" | ":") => false,
            Some(_) => true,
        }
    }

    /// The factors that a function without brackets takes: up to a sign or the next function.
    pub(super) fn argument(&mut self) -> Result<Term, MathsError> {
        let mut factors = vec![Factor { term: self.deeper(Self::signed)?, divides: false }];
        while self.starts_factor() && !self.parts[self.at].base_token().is_some_and(super::named::is_named) {
            factors.push(Factor { term: self.deeper(Self::factor)?, divides: false });
        }
        Ok(product_of(factors))
    }

    /// An operand with what is written behind it.
    pub(super) fn factor(&mut self) -> Result<Term, MathsError> {
        let mut term = self.deeper(Self::operand)?;
        for _ in 0..=MOST_POSTFIXES {
            let Some(part) = self.parts.get(self.at) else { return Ok(term) };
            let of = |term: Term| Box::new(term);
            term = match part.base_token() {
                Some("!") => Term::Factorial(of(term)),
                Some("%" | "\\%") => Term::Percent(of(term)),
                _ => return Ok(term),
            };
            self.at += 1;
            term = self.scripted(term, part)?;
        }
        Err(MathsError::TooDeep)
    }
}

pub(super) fn product_of(mut factors: Vec<Factor>) -> Term {
    match factors.len() {
        1 => factors.remove(0).term,
        _ => Term::Product(factors),
    }
}

/// The sign as the visitor knows it.
pub(super) fn shown(part: &Part) -> String {
    match part.kind() {
        Kind::Symbol(token) => character(token).to_owned(),
        Kind::Fraction(..) => "the fraction".to_owned(),
        Kind::Root { .. } => "the root".to_owned(),
        Kind::Script { base, .. } => shown(base),
    }
}
