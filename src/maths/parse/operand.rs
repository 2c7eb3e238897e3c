//! Operands: numbers, letters, brackets, fractions, roots, and what is missing where there is none.

use super::row::{Parser, shown};
use crate::maths::error::MathsError;
use crate::maths::expression::{Kind, Part, is_digit, is_letter};
use crate::maths::term::{Name, Term};

impl<'a> Parser<'a> {
    pub(super) fn operand(&mut self) -> Result<Term, MathsError> {
        let Some(part) = self.parts.get(self.at) else {
            let before = self.at.checked_sub(1).and_then(|at| self.parts.get(at));
            return Err(before.map_or(MathsError::Empty("The line"), |before| MathsError::MissingAfter(shown(before))));
        };
        match part.base_token() {
            Some(token) if is_digit(token) || token == "." => return self.number(),
            Some(token) if super::named::is_named(token) => return self.function(part),
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
                "\\ldots" => Err(MathsError::NotWorkedOut("A row of dots")),
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

    /// The error with a sign where an operand should be; it has been stepped over.
    fn missing(&self, part: &Part) -> MathsError {
        let before = self.at.checked_sub(2).map(|at| &self.parts[at]);
        match (part.base_token(), before) {
            (Some(")" | "]" | "\\}"), Some(before)) if opens(before) => MathsError::Empty("The bracket"),
            (Some(")" | "]" | "\\}"), None) => MathsError::NotOpened(shown(part)),
            (Some(")" | "]" | "\\}" | "|"), Some(before)) => MathsError::MissingAfter(shown(before)),
            (Some("+" | "-" | "\\pm" | "\\times" | "\\cdot" | "*" | "\\div" | "/" | ":" | "!" | "%" | "\\%"), _) => {
                match before {
                    None => MathsError::MissingBefore(shown(part)),
                    Some(before) if opens(before) => MathsError::MissingBefore(shown(part)),
                    Some(before) => MathsError::MissingBetween(shown(before), shown(part)),
                }
            }
            _ => MathsError::Unexpected(shown(part)),
        }
    }

    /// What is in round, square or curly brackets; the closing one may carry a power.
    pub(super) fn bracket(&mut self) -> Result<Term, MathsError> {
        let (term, close) = self.in_bracket()?;
        self.scripted(term, close)
    }

    pub(super) fn in_bracket(&mut self) -> Result<(Term, &'a Part), MathsError> {
        let open = &self.parts[self.at];
        let wanted = match open.token() {
            Some("(") => ")",
            Some("[") => "]",
            _ => "\\}",
        };
        self.at += 1;
        if self.at == self.parts.len() {
            return Err(MathsError::NotClosed(shown(open)));
        }
        let bars = std::mem::take(&mut self.bars);
        let term = self.deeper(Self::sum)?;
        self.bars = bars;
        let Some(close) = self.parts.get(self.at) else { return Err(MathsError::NotClosed(shown(open))) };
        match close.base_token() {
            Some(token) if token == wanted => {
                self.at += 1;
                Ok((term, close))
            }
            Some(")" | "]" | "\\}") => Err(MathsError::Mismatched(shown(open), shown(close))),
            _ => Err(MathsError::Unexpected(shown(close))),
        }
    }

    fn absolute(&mut self) -> Result<Term, MathsError> {
        self.at += 1;
        if self.at == self.parts.len() {
            return Err(MathsError::NotClosed("|".to_owned()));
        }
        let bars = std::mem::replace(&mut self.bars, 1);
        let term = self.deeper(Self::sum)?;
        self.bars = bars;
        match self.parts.get(self.at) {
            Some(close) if close.base_token() == Some("|") => {
                self.at += 1;
                self.scripted(Term::Absolute(Box::new(term)), close)
            }
            Some(other) => Err(MathsError::Unexpected(shown(other))),
            None => Err(MathsError::NotClosed("|".to_owned())),
        }
    }

    fn letter(&mut self, part: &'a Part) -> Result<Term, MathsError> {
        self.at += 1;
        let letter = part.base_token().unwrap_or_default();
        let sub = match part.kind() {
            Kind::Script { sub: Some(sub), .. } => {
                let tokens: Option<Vec<String>> =
                    sub.parts().iter().map(|part| part.token().map(str::to_owned)).collect();
                tokens.ok_or(MathsError::NotWorkedOut("A subscript of more than letters and digits"))?
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
    pub(super) fn scripted(&mut self, base: Term, part: &'a Part) -> Result<Term, MathsError> {
        let Kind::Script { sup: Some(sup), .. } = part.kind() else { return Ok(base) };
        match sup.parts() {
            [degree] if degree.token() == Some("\\circ") => Ok(Term::Degrees(Box::new(base))),
            primes if primes.iter().any(|part| part.token() == Some("\\prime")) => {
                Err(MathsError::NotWorkedOut("A derivative"))
            }
            _ => Ok(Term::power(base, self.inner(sup, "The exponent")?)),
        }
    }
}

fn opens(part: &Part) -> bool {
    part.token().is_some_and(|token| matches!(token, "(" | "[" | "\\{" | "|"))
}
