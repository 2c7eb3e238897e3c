//! Canonical LaTeX.

use crate::maths::expression::{Kind, Part, Row};
use std::fmt;

/// Canonical LaTeX.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&latex(self))
    }
}

/// Tokens apart by one space, scripts braced behind their base, `_` before `^`.
pub fn latex(row: &Row) -> String {
    let mut tokens = Vec::new();
    write_row(row, &mut tokens);
    tokens.join(" ")
}

fn write_row<'a>(row: &'a Row, tokens: &mut Vec<&'a str>) {
    for part in row.parts() {
        write_part(part, tokens);
    }
}

fn write_part<'a>(part: &'a Part, tokens: &mut Vec<&'a str>) {
    match part.kind() {
        Kind::Symbol(token) => tokens.push(token),
        Kind::Fraction(above, below) => {
            tokens.push("\\frac");
            write_braced(above, tokens);
            write_braced(below, tokens);
        }
        Kind::Root { index, radicand } => {
            tokens.push("\\sqrt");
            if let Some(index) = index {
                tokens.push("[");
                write_row(index, tokens);
                tokens.push("]");
            }
            write_braced(radicand, tokens);
        }
        Kind::Script { base, sub, sup } => {
            write_part(base, tokens);
            for (sign, script) in [("_", sub), ("^", sup)] {
                if let Some(script) = script {
                    tokens.push(sign);
                    write_braced(script, tokens);
                }
            }
        }
    }
}

fn write_braced<'a>(row: &'a Row, tokens: &mut Vec<&'a str>) {
    tokens.push("{");
    write_row(row, tokens);
    tokens.push("}");
}
