//! Presentation MathML, as all browsers typeset it by themselves.

use super::symbols::{character, is_function};
use crate::maths::expression::{Kind, Part, Row, is_digit, is_letter};

/// Attributes of the element that a transcript symbol became: names and values.
type Attributes<'a> = &'a dyn Fn(u32) -> Vec<(String, String)>;

/// Brackets in each other that stretch around what is in them; further ones keep their size.
const MOST_STRETCHED: usize = 32;

/// A `math` element that stands for itself.
///
/// ```
/// use inkling::maths::{latex, write};
/// let half = write::mathml(&latex::read(r"\frac{1}{2}").unwrap());
/// assert!(half.contains("<mfrac><mn>1</mn><mn>2</mn></mfrac>"));
/// ```
pub fn mathml(row: &Row) -> String {
    mathml_with(row, &|_| Vec::new())
}

/// The same with attributes on whatever was read from a transcript symbol, given the symbol's index, so that the page
/// can find it: an `id`, a `data-symbol`, a class. Digits that were read stand each in an element of its own.
pub fn mathml_with(row: &Row, attributes: Attributes<'_>) -> String {
    let mut writer = Writer { text: String::new(), attributes };
    writer.text.push_str(r#"<math xmlns="http://www.w3.org/1998/Math/MathML">"#);
    writer.row(row);
    writer.text.push_str("</math>");
    writer.text
}

struct Writer<'a> {
    text: String,
    attributes: Attributes<'a>,
}

impl Writer<'_> {
    fn row(&mut self, row: &Row) {
        let parts = row.parts();
        let number = !parts.is_empty() && parts.iter().all(|part| part.source().is_none() && in_number(part));
        let single = number || matches!(parts, [part] if !matches!(part.kind(), Kind::Symbol(_)) || operand(part));
        self.text.push_str(if single { "" } else { "<mrow>" });
        let matched = brackets(parts);
        let mut at = 0;
        while at < parts.len() {
            let part = &parts[at];
            let run = parts[at..].iter().take_while(|part| part.source().is_none() && in_number(part)).count();
            // A point or comma at the end is no part of the number.
            let run = run - parts[at..at + run].iter().rev().take_while(|part| !is_digit(tokens(part))).count();
            if run > 0 {
                self.text.push_str("<mn>");
                parts[at..at + run].iter().for_each(|part| self.text.push_str(tokens(part)));
                self.text.push_str("</mn>");
                at += run;
                continue;
            }
            let prefix = at == 0 || !ends_operand(&parts[at - 1]);
            match matched[at] {
                Some(other) if other > at => {
                    let script = script_element(&parts[other]);
                    self.text.push_str(&script.map(|name| format!("<{name}><mrow>")).unwrap_or("<mrow>".to_owned()));
                    self.part(part, true);
                }
                Some(_) => match part.kind() {
                    Kind::Script { base, sub, sup } => {
                        self.part(base, false);
                        self.text.push_str("</mrow>");
                        self.scripts(part, sub.as_ref(), sup.as_ref());
                    }
                    _ => {
                        self.part(part, false);
                        self.text.push_str("</mrow>");
                    }
                },
                None => self.part(part, prefix),
            }
            if part.base_token().is_some_and(is_function) {
                self.text.push_str("<mo>\u{2061}</mo>");
            }
            at += 1;
        }
        self.text.push_str(if single { "" } else { "</mrow>" });
    }

    fn part(&mut self, part: &Part, prefix: bool) {
        match part.kind() {
            Kind::Symbol(token) => self.symbol(token, part, prefix),
            Kind::Fraction(above, below) => {
                self.open("mfrac", part);
                self.row(above);
                self.row(below);
                self.text.push_str("</mfrac>");
            }
            Kind::Root { index: None, radicand } => {
                self.open("msqrt", part);
                self.row(radicand);
                self.text.push_str("</msqrt>");
            }
            Kind::Root { index: Some(index), radicand } => {
                self.open("mroot", part);
                self.row(radicand);
                self.row(index);
                self.text.push_str("</mroot>");
            }
            Kind::Script { base, sub, sup } => {
                let Some(name) = script_element(part) else { return self.part(base, prefix) };
                self.open(name, part);
                self.part(base, prefix);
                self.scripts(part, sub.as_ref(), sup.as_ref());
            }
        }
    }

    /// What follows the base of a script element, and its end.
    fn scripts(&mut self, part: &Part, sub: Option<&Row>, sup: Option<&Row>) {
        for script in [sub, sup].into_iter().flatten() {
            self.row(script);
        }
        if let Some(name) = script_element(part) {
            self.text.push_str(&format!("</{name}>"));
        }
    }

    fn symbol(&mut self, token: &str, part: &Part, prefix: bool) {
        let name = match () {
            () if is_digit(token) => "mn",
            () if operand(part) => "mi",
            () => "mo",
        };
        self.open(name, part);
        // Reopened with what the browser cannot know by itself.
        let more = match token {
            "-" | "+" | "\\pm" if prefix => r#" form="prefix""#,
            "|" => r#" stretchy="true" lspace="0" rspace="0""#,
            "." | "," => r#" lspace="0" rspace="0""#,
            "%" | "\\%" | "!" => r#" form="postfix""#,
            "/" => r#" form="infix""#,
            _ => "",
        };
        if !more.is_empty() {
            self.text.pop();
            self.text.push_str(more);
            self.text.push('>');
        }
        escape(character(token), &mut self.text);
        self.text.push_str(&format!("</{name}>"));
    }

    fn open(&mut self, name: &str, part: &Part) {
        self.text.push('<');
        self.text.push_str(name);
        let attributes = part.source().map(self.attributes).unwrap_or_default();
        for (attribute, value) in attributes {
            let named = !attribute.is_empty() && attribute.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            if named {
                self.text.push_str(&format!(" {attribute}=\""));
                escape(&value, &mut self.text);
                self.text.push('"');
            }
        }
        self.text.push('>');
    }
}

/// Bounds stand above and below sums and limits, and beside everything else.
fn script_element(part: &Part) -> Option<&'static str> {
    let Kind::Script { base, sub, sup } = part.kind() else { return None };
    let bounded = base.token().is_some_and(|token| matches!(token, "\\sum" | "\\prod" | "\\lim"));
    match (sub.is_some(), sup.is_some(), bounded) {
        (true, true, true) => Some("munderover"),
        (true, true, false) => Some("msubsup"),
        (true, false, true) => Some("munder"),
        (true, false, false) => Some("msub"),
        (false, true, true) => Some("mover"),
        (false, true, false) => Some("msup"),
        (false, false, _) => None,
    }
}

/// For each bracket the place of the one that it belongs with.
fn brackets(parts: &[Part]) -> Vec<Option<usize>> {
    let mut matched = vec![None; parts.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        match (part.token(), part.base_token()) {
            (Some("(" | "[" | "\\{"), _) => open.push(at),
            (_, Some(")" | "]" | "\\}")) => {
                let Some(opened) = open.pop() else { continue };
                if open.len() < MOST_STRETCHED {
                    (matched[opened], matched[at]) = (Some(at), Some(opened));
                }
            }
            _ => {}
        }
    }
    matched
}

fn tokens(part: &Part) -> &str {
    part.token().unwrap_or_default()
}

fn in_number(part: &Part) -> bool {
    part.token().is_some_and(|token| is_digit(token) || token == ".")
}

fn operand(part: &Part) -> bool {
    part.token().is_some_and(|token| {
        is_digit(token) || is_letter(token) || is_function(token) || matches!(token, "\\pi" | "\\infty" | "\\ldots")
    })
}

/// A sign behind this one stands between two operands.
fn ends_operand(part: &Part) -> bool {
    match part.base_token() {
        Some(token) if is_function(token) => false,
        Some(token @ (")" | "]" | "\\}" | "|" | "!" | "%" | "\\%")) => !token.is_empty(),
        Some(token) => is_digit(token) || is_letter(token) || matches!(token, "\\pi" | "\\infty" | "\\ldots" | "."),
        None => true,
    }
}

fn escape(text: &str, into: &mut String) {
    for character in text.chars() {
        match character {
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '&' => into.push_str("&amp;"),
            '"' => into.push_str("&quot;"),
            // Not allowed in XML, escaped or not.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => into.push('\u{fffd}'),
            _ => into.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::latex::read;

    fn inner(latex: &str) -> String {
        let whole = mathml(&read(latex).unwrap());
        let start = whole.find('>').unwrap() + 1;
        whole[start..whole.len() - "</math>".len()].to_owned()
    }

    #[test]
    fn numbers_are_one_element_and_signs_know_their_form() {
        assert_eq!(inner("-1 0"), r#"<mrow><mo form="prefix">−</mo><mn>10</mn></mrow>"#);
        assert_eq!(inner("x-1"), "<mrow><mi>x</mi><mo>−</mo><mn>1</mn></mrow>");
        assert_eq!(inner("1<2"), "<mrow><mn>1</mn><mo>&lt;</mo><mn>2</mn></mrow>");
    }

    #[test]
    fn a_power_of_brackets_belongs_to_all_that_is_in_them() {
        assert_eq!(
            inner("(a+b)^2"),
            "<mrow><msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup></mrow>"
        );
    }

    #[test]
    fn bounds_of_sums_stand_above_and_below() {
        assert!(inner(r"\sum_{i=1}^n i").starts_with("<mrow><munderover><mo>∑</mo><mrow><mi>i</mi>"));
        assert!(inner(r"\int_0^1 x").starts_with("<mrow><msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>"));
    }

    #[test]
    fn every_part_that_was_read_carries_its_symbol() {
        let parts = ["1", "2", "<"].iter().enumerate().map(|(at, token)| Part::symbol(*token).from_source(at as u32));
        let row = Row::new(parts.collect()).unwrap();
        let marked = mathml_with(&row, &|source| vec![("data-symbol".to_owned(), format!("{source}\""))]);
        assert!(marked.contains(r#"<mn data-symbol="0&quot;">1</mn><mn data-symbol="1&quot;">2</mn>"#), "{marked}");
    }
}
