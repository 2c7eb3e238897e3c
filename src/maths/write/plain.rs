//! Plain text on one line, which `flat` reads back: `(1+√5)/2`, `x^2`, `3×(4+5)=`.

use super::symbols::character;
use crate::maths::expression::{Kind, Part, Row, is_digit, is_letter};

/// Brackets stand where a reader needs them to see what belongs together.
pub fn plain(row: &Row) -> String {
    let mut text = String::new();
    write_row(row, &mut text);
    text
}

fn write_row(row: &Row, text: &mut String) {
    let parts = row.parts();
    for (at, part) in parts.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &parts[before]);
        match part.kind() {
            Kind::Fraction(above, below) => {
                let mixed = before.and_then(Part::token).is_some_and(is_digit) && is_number(above) && is_number(below);
                let bracketed = !(mixed || stands_apart(before) && stands_apart(parts.get(at + 1)));
                text.push_str(if mixed { " " } else { "" });
                write_fraction(above, below, bracketed, text);
            }
            Kind::Symbol(token) => {
                // A name of several letters is told from what stands around it.
                let named = |token: &str| token.starts_with('\\') && character(token).is_ascii();
                let wordy = |part: &Part| part.base_token().is_some_and(|token| named(token) || is_letter(token));
                if before.is_some_and(|before| wordy(before) && wordy(part))
                    && (named(token) || before.and_then(Part::base_token).is_some_and(named))
                {
                    text.push(' ');
                }
                text.push_str(character(token));
                // After a function without brackets.
                if named(token) && token.len() > 2 && parts.get(at + 1).and_then(Part::token).is_some_and(is_digit) {
                    text.push(' ');
                }
            }
            _ => write_part(part, text),
        }
    }
}

fn write_part(part: &Part, text: &mut String) {
    match part.kind() {
        Kind::Symbol(token) => text.push_str(character(token)),
        Kind::Fraction(above, below) => write_fraction(above, below, true, text),
        Kind::Root { index, radicand } => {
            match index.as_ref().map(plain).as_deref() {
                None => text.push('√'),
                Some("3") => text.push('∛'),
                Some("4") => text.push('∜'),
                Some(index) => {
                    text.push_str("√[");
                    text.push_str(index);
                    text.push(']');
                }
            }
            write_bracketed(radicand, text);
        }
        Kind::Script { base, sub, sup } => {
            write_part(base, text);
            for (sign, script) in [('_', sub), ('^', sup)] {
                if let Some(script) = script {
                    match script.parts() {
                        primes if !primes.is_empty() && primes.iter().all(|part| part.token() == Some("\\prime")) => {
                            text.extend(primes.iter().map(|_| '′'));
                        }
                        [degree] if degree.token() == Some("\\circ") => text.push('°'),
                        _ => {
                            text.push(sign);
                            write_bracketed(script, text);
                        }
                    }
                }
            }
        }
    }
}

fn write_fraction(above: &Row, below: &Row, bracketed: bool, text: &mut String) {
    text.push_str(if bracketed { "(" } else { "" });
    // A product without sign is divided as a whole, and a root or a power alone says itself where it ends.
    match above.parts().iter().all(is_factor) && !above.is_empty() {
        true => write_row(above, text),
        false => write_bracketed(above, text),
    }
    text.push('/');
    match below.parts() {
        [one] if is_factor(one) => write_part(one, text),
        _ => write_bracketed(below, text),
    }
    text.push_str(if bracketed { ")" } else { "" });
}

/// A number or a single symbol stands without brackets.
fn write_bracketed(row: &Row, text: &mut String) {
    let simple = is_number(row) || matches!(row.parts(), [one] if one.token().is_some());
    text.push_str(if simple { "" } else { "(" });
    write_row(row, text);
    text.push_str(if simple { "" } else { ")" });
}

fn is_factor(part: &Part) -> bool {
    match part.kind() {
        Kind::Symbol(token) => is_digit(token) || is_letter(token) || matches!(token.as_str(), "." | "\\pi"),
        Kind::Fraction(..) => false,
        Kind::Root { .. } => true,
        Kind::Script { base, .. } => is_factor(base),
    }
}

fn is_number(row: &Row) -> bool {
    let digit = |part: &Part| part.token().is_some_and(|token| is_digit(token) || token == ".");
    !row.is_empty() && row.parts().iter().all(digit)
}

/// Nothing that a fraction beside it would be torn apart by.
fn stands_apart(neighbour: Option<&Part>) -> bool {
    const APART: [&str; 17] =
        ["+", "-", "\\pm", "=", "<", ">", "\\leq", "\\geq", "\\neq", "\\approx", "(", "[", "\\{", ")", "]", "\\}", ","];
    neighbour.is_none_or(|part| part.token().is_some_and(|token| APART.contains(&token)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::latex::read;

    fn written(latex: &str) -> String {
        plain(&read(latex).unwrap())
    }

    #[test]
    fn brackets_stand_where_they_are_needed() {
        assert_eq!(written(r"\frac{1+\sqrt5}2"), "(1+√5)/2");
        assert_eq!(written(r"3\div\frac12"), "3÷(1/2)");
        assert_eq!(written(r"2\frac12+x^{10}"), "2 1/2+x^10");
        assert_eq!(written(r"\sqrt[3]{x+1}-x_1^{n-1}"), "∛(x+1)−x_1^(n−1)");
        assert_eq!(written(r"\sin x \cos 2x"), "sin x cos 2x");
    }
}
