//! An expression in words, as a screen reader says it.

use super::numerals::{one_by_one, ordinal, words};
use super::symbols::{character, is_function};
use crate::maths::expression::{Kind, Part, Row, is_digit};

/// English words that tell how the expression is built, not only what it consists of.
///
/// ```
/// use inkling::maths::{latex, write};
/// let row = latex::read(r"3 \times ( 4 + 5 ) = 2 7").unwrap();
/// assert_eq!(write::speech(&row), "three times open bracket four plus five close bracket equals twenty-seven");
/// ```
pub fn speech(row: &Row) -> String {
    let mut said = Vec::new();
    say_row(row, &mut said);
    said.join(" ")
}

fn say_row(row: &Row, said: &mut Vec<String>) {
    let parts = row.parts();
    let mut at = 0;
    let mut bars = 0;
    while at < parts.len() {
        let mut digits = run(&parts[at..]);
        if !digits.is_empty() {
            at += digits.len();
            // The last digit may carry scripts, which belong to the number.
            match parts.get(at).map(Part::kind) {
                Some(Kind::Script { base, sub, sup }) if base.token().is_some_and(is_digit) => {
                    digits.push_str(base.token().unwrap_or_default());
                    say_number(&digits, said);
                    say_scripts(None, sub.as_ref(), sup.as_ref(), said);
                    at += 1;
                }
                _ => say_number(&digits, said),
            }
            continue;
        }
        match parts[at].kind() {
            Kind::Symbol(token) if token == "|" => {
                bars += 1;
                said.push(if bars % 2 == 1 { "absolute value of" } else { "end absolute value" }.to_owned());
            }
            Kind::Symbol(token) => {
                let prefix = token == "-" && (at == 0 || opens(&parts[at - 1]));
                said.push(if prefix { "minus".to_owned() } else { name(token) });
            }
            _ => say_part(&parts[at], said),
        }
        if parts[at].base_token().is_some_and(is_function) {
            said.push("of".to_owned());
        }
        at += 1;
    }
}

/// The digits and points that make one number from here on.
fn run(parts: &[Part]) -> String {
    let tokens = parts.iter().map_while(Part::token).take_while(|token| is_digit(token) || *token == ".");
    let digits: String = tokens.collect();
    match digits.contains(|c: char| c.is_ascii_digit()) {
        true => digits,
        false => String::new(),
    }
}

fn say_number(digits: &str, said: &mut Vec<String>) {
    match digits.split_once('.') {
        None => said.push(words(digits)),
        Some((whole, behind)) => {
            let whole = if whole.is_empty() { "zero".to_owned() } else { words(whole) };
            let behind = behind.split('.').map(one_by_one).collect::<Vec<_>>().join(" point ");
            said.push(format!("{whole} point {behind}").trim_end().to_owned());
        }
    }
}

fn say_part(part: &Part, said: &mut Vec<String>) {
    match part.kind() {
        Kind::Symbol(token) if is_digit(token) => said.push(words(token)),
        Kind::Symbol(token) => said.push(name(token)),
        Kind::Fraction(above, below) if is_simple(above) && is_simple(below) => {
            said.push([speech(above), "over".to_owned(), speech(below)].join(" "));
        }
        Kind::Fraction(above, below) => {
            said.push("the fraction".to_owned());
            say_row(above, said);
            said.push("over".to_owned());
            say_row(below, said);
            said.push("end fraction".to_owned());
        }
        Kind::Root { index, radicand } => {
            said.push(match index.as_ref().map(|index| (index, run(index.parts()).parse().ok())) {
                None | Some((_, Some(2))) => "the square root of".to_owned(),
                Some((_, Some(3))) => "the cube root of".to_owned(),
                Some((index, number)) => match number.and_then(ordinal) {
                    Some(ordinal) => format!("the {ordinal} root of"),
                    None => format!("the root with index {} of", speech(index)),
                },
            });
            say_row(radicand, said);
            if !is_simple(radicand) {
                said.push("end root".to_owned());
            }
        }
        Kind::Script { base, sub, sup } => {
            say_part(base, said);
            say_scripts(base.token(), sub.as_ref(), sup.as_ref(), said);
        }
    }
}

fn say_scripts(base: Option<&str>, sub: Option<&Row>, sup: Option<&Row>, said: &mut Vec<String>) {
    let bounded = matches!(base, Some("\\sum" | "\\prod" | "\\int" | "\\lim"));
    if let Some(sub) = sub {
        let word = match base {
            Some("\\lim") => "as",
            _ if bounded => "from",
            Some("\\log") => "to base",
            _ => "sub",
        };
        said.push(word.to_owned());
        say_row(sub, said);
    }
    match sup {
        Some(sup) if bounded => {
            said.push("to".to_owned());
            say_row(sup, said);
        }
        Some(sup) => say_power(sup, said),
        None => {}
    }
    if bounded {
        said.push("of".to_owned());
    }
}

fn say_power(power: &Row, said: &mut Vec<String>) {
    match power.parts().iter().map(Part::token).collect::<Vec<_>>().as_slice() {
        [Some("2")] => said.push("squared".to_owned()),
        [Some("3")] => said.push("cubed".to_owned()),
        [Some("\\circ")] => said.push("degrees".to_owned()),
        primes if !primes.is_empty() && primes.iter().all(|token| *token == Some("\\prime")) => {
            said.extend(primes.iter().map(|_| "prime".to_owned()));
        }
        _ => {
            said.push("to the power of".to_owned());
            say_row(power, said);
            if !is_simple(power) {
                said.push("end power".to_owned());
            }
        }
    }
}

/// One number, with or without sign, or one symbol: nothing needs to say where it ends.
fn is_simple(row: &Row) -> bool {
    let parts = row.parts();
    let unsigned = match parts {
        [first, rest @ ..] if first.token() == Some("-") => rest,
        _ => parts,
    };
    matches!(unsigned, [one] if one.token().is_some())
        || (!unsigned.is_empty() && run(unsigned).len() == unsigned.len())
}

fn opens(part: &Part) -> bool {
    part.token().is_some_and(|token| matches!(token, "(" | "[" | "=" | "+" | "-" | "\\times" | "\\div"))
}

fn name(token: &str) -> String {
    match NAMES.iter().find(|name| name.0 == token) {
        Some(name) => name.1.to_owned(),
        None if token.chars().all(char::is_uppercase) => format!("capital {}", token.to_lowercase()),
        None => token.strip_prefix('\\').map_or_else(|| character(token).to_owned(), spelled),
    }
}

/// Greek letters are said by their name.
fn spelled(name: &str) -> String {
    match name.starts_with(char::is_uppercase) {
        true => format!("capital {}", name.to_lowercase()),
        false => name.to_owned(),
    }
}

const NAMES: [(&str, &str); 51] = [
    ("+", "plus"),
    ("-", "minus"),
    ("\\pm", "plus or minus"),
    ("\\mp", "minus or plus"),
    ("\\times", "times"),
    ("\\cdot", "times"),
    ("*", "times"),
    ("\\div", "divided by"),
    ("/", "divided by"),
    ("=", "equals"),
    ("\\neq", "is not equal to"),
    ("\\approx", "is about"),
    ("<", "is less than"),
    (">", "is greater than"),
    ("\\leq", "is at most"),
    ("\\geq", "is at least"),
    ("(", "open bracket"),
    (")", "close bracket"),
    ("[", "open square bracket"),
    ("]", "close square bracket"),
    ("\\{", "open brace"),
    ("\\}", "close brace"),
    ("!", "factorial"),
    ("%", "percent"),
    ("\\%", "percent"),
    (",", "comma"),
    (".", "point"),
    (":", "divided by"),
    ("\\infty", "infinity"),
    ("\\rightarrow", "goes to"),
    ("\\ldots", "and so on"),
    ("\\sum", "the sum"),
    ("\\prod", "the product"),
    ("\\int", "the integral"),
    ("\\lim", "the limit"),
    ("\\prime", "prime"),
    ("\\circ", "degrees"),
    ("\\sin", "sine"),
    ("\\cos", "cosine"),
    ("\\tan", "tangent"),
    ("\\cot", "cotangent"),
    ("\\arcsin", "arc sine"),
    ("\\arccos", "arc cosine"),
    ("\\arctan", "arc tangent"),
    ("\\sinh", "hyperbolic sine"),
    ("\\cosh", "hyperbolic cosine"),
    ("\\tanh", "hyperbolic tangent"),
    ("\\log", "logarithm"),
    ("\\ln", "natural logarithm"),
    ("\\exp", "exponential"),
    ("\\in", "is in"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::latex::read;

    fn said(latex: &str) -> String {
        speech(&read(latex).unwrap())
    }

    #[test]
    fn structure_is_said_with_its_ends() {
        assert_eq!(said(r"x^2+\frac{a+b}2"), "x squared plus the fraction a plus b over two end fraction");
        assert_eq!(said(r"\sqrt{x+1}"), "the square root of x plus one end root");
        assert_eq!(said(r"\sum_{i=1}^{10}i"), "the sum from i equals one to ten of i");
        assert_eq!(said(r"\frac12"), "one over two");
        assert_eq!(said(r"|x|=-3.05"), "absolute value of x end absolute value equals minus three point zero five");
        assert_eq!(said(r"\Delta A"), "capital delta capital a");
    }

    #[test]
    fn a_number_with_a_power_is_one_number() {
        assert_eq!(said("1 2^2"), "twelve squared");
    }
}
