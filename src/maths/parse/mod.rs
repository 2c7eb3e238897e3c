//! Expressions to terms: operators by precedence, products without sign, functions without brackets.
//!
//! Products with and without sign bind alike and are taken from left to right: 1/2x is half of x. A whole number right
//! before a proper fraction of whole numbers is a mixed number: 2½ is 2.5. A function without brackets takes the
//! product behind it: sin 2x + 1 is sin(2x) + 1.

mod function;
mod named;
mod number;
mod operand;
mod row;

use super::error::MathsError;
use super::expression::{Kind, Part, Row, is_letter};
use super::term::{Name, Term};
use super::write::character;
use row::Parser;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Equal,
    NotEqual,
    About,
    Less,
    Greater,
    AtMost,
    AtLeast,
}

impl Relation {
    fn from_token(token: &str) -> Option<Self> {
        Some(match token {
            "=" => Self::Equal,
            "\\neq" => Self::NotEqual,
            "\\approx" => Self::About,
            "<" => Self::Less,
            ">" => Self::Greater,
            "\\leq" => Self::AtMost,
            "\\geq" => Self::AtLeast,
            _ => return None,
        })
    }
}

/// A line: sides with relations between them, and whether its end asks for the value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    pub(crate) sides: Vec<Term>,
    pub(crate) relations: Vec<Relation>,
    /// There is an equals sign behind the last side.
    pub(crate) asks: bool,
    /// The function that the line defines, with its variable; `sides` is then what it is equal to.
    pub(crate) defines: Option<(Name, Name)>,
    /// There is a number with a decimal point in it.
    pub(crate) decimals: bool,
}

/// What a line says. `is_function` knows the functions that lines above define.
pub(crate) fn statement(row: &Row, is_function: &dyn Fn(&Name) -> bool) -> Result<Statement, MathsError> {
    let mut parts = row.parts();
    let defines = definition(parts, is_function);
    if defines.is_some() {
        parts = &parts[5..];
    }
    let mut statement = Statement {
        sides: Vec::new(),
        relations: Vec::new(),
        asks: false,
        defines,
        decimals: mentions(row.parts(), "."),
    };
    let mut before: Option<&str> = None;
    loop {
        let end = parts.iter().position(|part| relation(part).is_some()).unwrap_or(parts.len());
        let sign = parts.get(end).and_then(Part::token);
        match (end, before, sign) {
            (0, None, None) => return Ok(statement),
            (0, None, Some(sign)) => return Err(MathsError::MissingBefore(character(sign).to_owned())),
            (0, Some("="), None) if statement.defines.is_none() => {
                statement.asks = true;
                statement.relations.pop();
                return Ok(statement);
            }
            (0, Some(before), None) => return Err(MathsError::MissingAfter(character(before).to_owned())),
            (0, Some(before), Some(sign)) => {
                return Err(MathsError::MissingBetween(character(before).to_owned(), character(sign).to_owned()));
            }
            _ => {}
        }
        statement.sides.push(Parser::new(&parts[..end], is_function).whole()?);
        let Some(relation) = parts.get(end).and_then(relation) else { return Ok(statement) };
        statement.relations.push(relation);
        before = sign;
        parts = &parts[end + 1..];
    }
}

/// There is a relation between sides, or an equals sign that asks.
pub(crate) fn has_relation(row: &Row) -> bool {
    row.parts().iter().any(|part| relation(part).is_some())
}

fn relation(part: &Part) -> Option<Relation> {
    part.token().and_then(Relation::from_token)
}

/// `f(x) =` and something behind it. Of a function that there is, `f(x) = 5` is an equation.
fn definition(parts: &[Part], is_function: &dyn Fn(&Name) -> bool) -> Option<(Name, Name)> {
    let [function, open, variable, close, equals, rest @ ..] = parts else { return None };
    let signs = [open, close, equals].map(|part| part.token());
    let named = function.token().is_some_and(|token| matches!(token, "f" | "g" | "h" | "F" | "G" | "H"));
    let letter = variable.token().filter(|token| is_letter(token) && *token != "e")?;
    let name = Name::letter(function.token().unwrap_or_default());
    let equation = rest.is_empty() || (is_function(&name) && !mentions(rest, letter));
    (named && !equation && signs == [Some("("), Some(")"), Some("=")]).then(|| (name, Name::letter(letter)))
}

/// The symbol stands somewhere in the parts.
fn mentions(parts: &[Part], symbol: &str) -> bool {
    let in_row = |row: &Row| mentions(row.parts(), symbol);
    parts.iter().any(|part| match part.kind() {
        Kind::Symbol(token) => token == symbol,
        Kind::Fraction(above, below) => in_row(above) || in_row(below),
        Kind::Root { index, radicand } => in_row(radicand) || index.as_ref().is_some_and(in_row),
        Kind::Script { base, sub, sup } => {
            mentions(std::slice::from_ref(base), symbol) || [sub, sup].into_iter().flatten().any(in_row)
        }
    })
}

#[cfg(test)]
mod tests;
