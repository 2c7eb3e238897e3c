//! LaTeX to an expression: tokens, and the rules by which every spelling of an expression becomes the canonical one.
//!
//! Canonical LaTeX has its tokens apart by one space, scripts braced behind their base with `_` before `^`, and no
//! other braces. Sizes and spaces (`\left`, `\,`, `\limits`, `\mathrm`) are gone.

mod tokens;

use crate::maths::error::MathsError;
use crate::maths::expression::{Kind, Part, Row};
use std::collections::VecDeque;
use tokens::{UNKNOWN, same, tokens};

/// Characters in a line, at most.
pub(crate) const MOST_CHARACTERS: usize = 20_000;

/// The one spelling of an expression that is compared, stored and copied.
///
/// ```
/// use inkling::maths::latex::canonical;
/// assert_eq!(canonical(r"x^2 + \dfrac12").unwrap(), r"x ^ { 2 } + \frac { 1 } { 2 }");
/// ```
pub fn canonical(text: &str) -> Result<String, MathsError> {
    Ok(read(text)?.to_string())
}

/// The expression that LaTeX, canonical or not, stands for.
///
/// ```
/// use inkling::maths::{latex, write};
/// assert_eq!(write::plain(&latex::read(r"3 \times ( 4 + 5 ) =").unwrap()), "3×(4+5)=");
/// ```
pub fn read(text: &str) -> Result<Row, MathsError> {
    if text.len() > MOST_CHARACTERS {
        return Err(MathsError::TooLong);
    }
    Row::new(Reader { tokens: tokens(text).into(), depth: 0 }.parts(None)?)
}

/// Rows in rows that are followed, at most: braces without any part count here and nowhere else.
const MOST_BRACES: usize = 100;

struct Reader {
    tokens: VecDeque<String>,
    depth: usize,
}

/// What still may get scripts: one part, or what stood in braces.
#[derive(Default)]
struct Open {
    base: Option<Vec<Part>>,
    sub: Option<Vec<Part>>,
    sup: Option<Vec<Part>>,
}

impl Open {
    /// Braces around a base are gone: scripts hang on its last part.
    fn close_into(&mut self, parts: &mut Vec<Part>) -> Result<(), MathsError> {
        let Self { base, sub, sup } = std::mem::take(self);
        parts.extend(base.unwrap_or_default());
        if sub.is_none() && sup.is_none() {
            return Ok(());
        }
        let Some(base) = parts.pop().map(Box::new) else { return Err(malformed("a script has nothing before it")) };
        let (sub, sup) = (sub.map(Row::new).transpose()?, sup.map(Row::new).transpose()?);
        parts.push(Part::new(Kind::Script { base, sub, sup })?);
        Ok(())
    }
}

impl Reader {
    /// What stands in braces that are open already.
    fn braced(&mut self) -> Result<Vec<Part>, MathsError> {
        self.deeper(|reader| reader.parts(Some("}")))
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, MathsError>) -> Result<T, MathsError> {
        self.depth += 1;
        if self.depth > MOST_BRACES {
            return Err(MathsError::TooDeep);
        }
        let inner = read(self)?;
        self.depth -= 1;
        Ok(inner)
    }

    fn parts(&mut self, end: Option<&str>) -> Result<Vec<Part>, MathsError> {
        let mut parts = Vec::new();
        let mut open = Open::default();
        while let Some(token) = self.tokens.pop_front() {
            if Some(token.as_str()) == end {
                open.close_into(&mut parts)?;
                return Ok(parts);
            }
            match token.as_str() {
                "}" => return Err(malformed("} closes nothing")),
                "^" | "_" => {
                    let group = self.group()?;
                    if open.base.is_none() {
                        return Err(malformed(&format!("{token} has nothing before it")));
                    }
                    let script = if token == "^" { &mut open.sup } else { &mut open.sub };
                    script.get_or_insert_default().extend_from_slice(group.parts());
                }
                "\\prime" | "'" => match open.base {
                    None => open.base = Some(vec![Part::symbol("\\prime")]),
                    Some(_) => open.sup.get_or_insert_default().push(Part::symbol("\\prime")),
                },
                _ => {
                    open.close_into(&mut parts)?;
                    open.base = Some(match token.as_str() {
                        "{" => self.braced()?,
                        _ => vec![self.atom(token)?],
                    });
                }
            }
        }
        match end {
            Some(_) => Err(malformed("{ is not closed")),
            None => open.close_into(&mut parts).map(|()| parts),
        }
    }

    /// One group in braces, or one token.
    fn group(&mut self) -> Result<Row, MathsError> {
        let Some(token) = self.tokens.pop_front() else { return Err(malformed("it breaks off")) };
        match token.as_str() {
            "{" => Row::new(self.braced()?),
            "}" | "^" | "_" => Err(malformed(&format!("{token} stands where a group should"))),
            _ => Row::new(vec![self.atom(token)?]),
        }
    }

    fn atom(&mut self, token: String) -> Result<Part, MathsError> {
        match token.as_str() {
            "\\frac" | "\\dfrac" | "\\tfrac" => {
                self.deeper(|reader| Part::new(Kind::Fraction(reader.group()?, reader.group()?)))
            }
            "\\sqrt" => self.deeper(|reader| {
                let index = reader.index()?;
                Part::new(Kind::Root { index, radicand: reader.group()? })
            }),
            _ if UNKNOWN.contains(&token.as_str()) => Err(malformed(&format!("{token} is not understood"))),
            _ => Ok(Part::symbol(same(&token))),
        }
    }

    /// The index of a root reaches up to the first `]`.
    fn index(&mut self) -> Result<Option<Row>, MathsError> {
        if self.tokens.front().is_none_or(|token| token != "[") {
            return Ok(None);
        }
        self.tokens.pop_front();
        let Some(end) = self.tokens.iter().position(|token| token == "]") else {
            return Err(malformed("[ is not closed"));
        };
        let index: VecDeque<String> = self.tokens.drain(..end).collect();
        self.tokens.pop_front();
        let index = Self { tokens: index, depth: self.depth }.parts(None)?;
        Ok(Some(Row::new(index)?).filter(|row| !row.is_empty()))
    }
}

fn malformed(why: &str) -> MathsError {
    MathsError::Malformed(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn becomes(text: &str) -> String {
        canonical(text).unwrap()
    }

    #[test]
    fn spellings_become_one() {
        assert_eq!(becomes(r"x^{10}_i"), r"x _ { i } ^ { 1 0 }");
        assert_eq!(becomes(r"\left( {a} \right) \le {b+{c}}"), r"( a ) \leq b + c");
        assert_eq!(
            becomes(r"\sqrt[3]x \to \dfrac{\sqrt 2}3"),
            r"\sqrt [ 3 ] { x } \rightarrow \frac { \sqrt { 2 } } { 3 }"
        );
        assert_eq!(becomes(r"f''(x)"), r"f ^ { \prime \prime } ( x )");
        assert_eq!(becomes(r"{a+b}^2"), r"a + b ^ { 2 }");
        assert_eq!(becomes(r"x^{}"), r"x ^ { }");
        assert_eq!(becomes("2×3 ÷ 4"), r"2 \times 3 \div 4");
        assert_eq!(becomes(r"x^2^3"), r"x ^ { 2 3 }");
    }

    #[test]
    fn canonical_stays_canonical() {
        for text in [r"\sum _ { i = 1 } ^ { n } i", r"\frac { a } { b } = \sqrt { 1 0 }", r"a + b ^ { 2 }", r"x ^ { }"]
        {
            assert_eq!(becomes(text), text);
        }
    }

    #[test]
    fn what_is_not_well_formed_says_why() {
        let why = |text: &str| canonical(text).unwrap_err().to_string();
        assert_eq!(why("{a"), "This cannot be read: { is not closed.");
        assert_eq!(why("a}"), "This cannot be read: } closes nothing.");
        assert_eq!(why("^2"), "This cannot be read: ^ has nothing before it.");
        assert_eq!(why(r"\frac{1}"), "This cannot be read: it breaks off.");
        assert_eq!(why(r"\vec x"), r"This cannot be read: \vec is not understood.");
        assert_eq!(why(&"{".repeat(5_000)), MathsError::TooDeep.to_string());
        assert_eq!(why(&r"\sqrt".repeat(3_000)), MathsError::TooDeep.to_string());
    }
}
