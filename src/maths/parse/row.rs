//! One row, by recursive descent: sums of products of factors.

use crate::maths::expression::{Kind, Part, Row, is_digit, is_letter};
use crate::maths::term::{Factor, Name, Term};
use crate::maths::trouble::Trouble;
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
    bars: usize,
    pub(super) is_function: &'a dyn Fn(&Name) -> bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(parts: &'a [Part], is_function: &'a dyn Fn(&Name) -> bool) -> Self {
        Self { parts, at: 0, depth: 0, bars: 0, is_function }
    }

    /// All of the parts as one term.
    pub(super) fn whole(&mut self) -> Result<Term, Trouble> {
        let term = self.sum()?;
        match self.parts.get(self.at) {
            None => Ok(term),
            Some(part) => Err(match part.base_token() {
                Some(")" | "]" | "\\}") => Trouble::NotOpened(shown(part)),
                _ => Trouble::Unexpected(shown(part)),
            }),
        }
    }

    /// A row in this one: the top of a fraction, an exponent.
    pub(super) fn inner(&mut self, row: &'a Row, what: &'static str) -> Result<Term, Trouble> {
        if row.is_empty() {
            return Err(Trouble::Empty(what));
        }
        self.part_of(row.parts())
    }

    /// Some parts by themselves.
    pub(super) fn part_of(&mut self, parts: &'a [Part]) -> Result<Term, Trouble> {
        let mut inner = Self { parts, at: 0, depth: self.depth, bars: 0, is_function: self.is_function };
        inner.deeper(Self::whole)
    }

    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(Trouble::TooDeep);
        }
        let inner = read(self)?;
        self.depth -= 1;
        Ok(inner)
    }

    pub(super) fn token(&self) -> Option<&'a str> {
        self.parts.get(self.at).and_then(Part::token)
    }

    fn sum(&mut self) -> Result<Term, Trouble> {
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

    pub(super) fn product(&mut self) -> Result<Term, Trouble> {
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
    fn signed(&mut self) -> Result<Term, Trouble> {
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
    pub(super) fn argument(&mut self) -> Result<Term, Trouble> {
        let mut factors = vec![Factor { term: self.deeper(Self::signed)?, divides: false }];
        while self.starts_factor() && !self.parts[self.at].base_token().is_some_and(super::function::is_named) {
            factors.push(Factor { term: self.deeper(Self::factor)?, divides: false });
        }
        Ok(product_of(factors))
    }

    /// An operand with what is written behind it.
    pub(super) fn factor(&mut self) -> Result<Term, Trouble> {
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
        Err(Trouble::TooDeep)
    }

    fn operand(&mut self) -> Result<Term, Trouble> {
        let Some(part) = self.parts.get(self.at) else {
            let before = self.at.checked_sub(1).and_then(|at| self.parts.get(at));
            return Err(before.map_or(Trouble::Empty("The line"), |before| Trouble::MissingAfter(shown(before))));
        };
        match part.base_token() {
            Some(token) if is_digit(token) || token == "." => return self.number(),
            Some(token) if super::function::is_named(token) => return self.function(part),
            Some("(" | "[" | "\\{") if part.token().is_some() => return self.bracket(),
            Some("|") if part.token().is_some() => return self.absolute(),
            Some(token) if is_letter(token) => return self.letter(part),
            _ => {}
        }
        self.at += 1;
        match part.kind() {
            Kind::Symbol(token) => match token.as_str() {
                "\\pi" => Ok(Term::Pi),
                "\\infty" => Ok(Term::Infinity),
                "\\ldots" => Err(Trouble::NotWorkedOut("A row of dots")),
                _ => Err(self.missing(part)),
            },
            Kind::Fraction(above, below) => {
                let above = self.inner(above, "The top of the fraction")?;
                Ok(Term::quotient(above, self.inner(below, "The bottom of the fraction")?))
            }
            Kind::Root { index, radicand } => {
                let index = index.as_ref().map(|index| self.inner(index, "The index of the root")).transpose()?;
                let of = Box::new(self.inner(radicand, "The root")?);
                Ok(Term::Root { index: index.map(Box::new), of })
            }
            Kind::Script { base, .. } => {
                let base = match base.kind() {
                    Kind::Symbol(token) if token == "\\pi" => Term::Pi,
                    Kind::Symbol(token) if token == "\\infty" => Term::Infinity,
                    Kind::Symbol(_) => return Err(self.missing(part)),
                    _ => self.part_of(std::slice::from_ref(base))?,
                };
                self.scripted(base, part)
            }
        }
    }

    /// The trouble with a sign where an operand should be; it has been stepped over.
    fn missing(&self, part: &Part) -> Trouble {
        let before = self.at.checked_sub(2).map(|at| &self.parts[at]);
        match (part.base_token(), before) {
            (Some(")" | "]" | "\\}"), Some(before)) if opens(before) => Trouble::Empty("The bracket"),
            (Some(")" | "]" | "\\}"), None) => Trouble::NotOpened(shown(part)),
            (Some(")" | "]" | "\\}" | "|"), Some(before)) => Trouble::MissingAfter(shown(before)),
            (Some("+" | "-" | "\\pm" | "\\times" | "\\cdot" | "*" | "\\div" | "/" | ":" | "!" | "%" | "\\%"), _) => {
                match before {
                    None => Trouble::MissingBefore(shown(part)),
                    Some(before) if opens(before) => Trouble::MissingBefore(shown(part)),
                    Some(before) => Trouble::MissingBetween(shown(before), shown(part)),
                }
            }
            _ => Trouble::Unexpected(shown(part)),
        }
    }

    /// What is in round, square or curly brackets; the closing one may carry a power.
    pub(super) fn bracket(&mut self) -> Result<Term, Trouble> {
        let (term, close) = self.in_bracket()?;
        self.scripted(term, close)
    }

    pub(super) fn in_bracket(&mut self) -> Result<(Term, &'a Part), Trouble> {
        let open = &self.parts[self.at];
        let wanted = match open.token() {
            Some("(") => ")",
            Some("[") => "]",
            _ => "\\}",
        };
        self.at += 1;
        if self.at == self.parts.len() {
            return Err(Trouble::NotClosed(shown(open)));
        }
        let bars = std::mem::take(&mut self.bars);
        let term = self.deeper(Self::sum)?;
        self.bars = bars;
        let Some(close) = self.parts.get(self.at) else { return Err(Trouble::NotClosed(shown(open))) };
        match close.base_token() {
            Some(token) if token == wanted => {
                self.at += 1;
                Ok((term, close))
            }
            Some(")" | "]" | "\\}") => Err(Trouble::Mismatched(shown(open), shown(close))),
            _ => Err(Trouble::Unexpected(shown(close))),
        }
    }

    fn absolute(&mut self) -> Result<Term, Trouble> {
        self.at += 1;
        if self.at == self.parts.len() {
            return Err(Trouble::NotClosed("|".to_owned()));
        }
        let bars = std::mem::replace(&mut self.bars, 1);
        let term = self.deeper(Self::sum)?;
        self.bars = bars;
        match self.parts.get(self.at) {
            Some(close) if close.base_token() == Some("|") => {
                self.at += 1;
                self.scripted(Term::Absolute(Box::new(term)), close)
            }
            Some(other) => Err(Trouble::Unexpected(shown(other))),
            None => Err(Trouble::NotClosed("|".to_owned())),
        }
    }

    fn letter(&mut self, part: &'a Part) -> Result<Term, Trouble> {
        self.at += 1;
        let letter = part.base_token().unwrap_or_default();
        let sub = match part.kind() {
            Kind::Script { sub: Some(sub), .. } => {
                let tokens: Option<Vec<String>> =
                    sub.parts().iter().map(|part| part.token().map(str::to_owned)).collect();
                tokens.ok_or(Trouble::NotWorkedOut("A subscript of more than letters and digits"))?
            }
            _ => Vec::new(),
        };
        if letter == "e" && sub.is_empty() {
            return self.scripted(Term::E, part);
        }
        let name = Name { letter: letter.to_owned(), sub };
        if (self.is_function)(&name) && self.token() == Some("(") {
            let (of, close) = self.in_bracket()?;
            let call = self.scripted(Term::Call(name, Box::new(of)), part)?;
            return self.scripted(call, close);
        }
        self.scripted(Term::Name(name), part)
    }

    /// The power, prime or degree sign that a part carries, applied to what its base means.
    pub(super) fn scripted(&mut self, base: Term, part: &'a Part) -> Result<Term, Trouble> {
        let Kind::Script { sup: Some(sup), .. } = part.kind() else { return Ok(base) };
        match sup.parts() {
            [degree] if degree.token() == Some("\\circ") => Ok(Term::Degrees(Box::new(base))),
            primes if primes.iter().any(|part| part.token() == Some("\\prime")) => {
                Err(Trouble::NotWorkedOut("A derivative"))
            }
            _ => Ok(Term::power(base, self.inner(sup, "The exponent")?)),
        }
    }
}

pub(super) fn product_of(mut factors: Vec<Factor>) -> Term {
    match factors.len() {
        1 => factors.remove(0).term,
        _ => Term::Product(factors),
    }
}

fn opens(part: &Part) -> bool {
    part.token().is_some_and(|token| matches!(token, "(" | "[" | "\\{" | "|"))
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
