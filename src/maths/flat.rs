//! Plain text on one line to an expression: `2+3=`, `3×(4+5)`, `x^2`, `√(1/2)`, `sin 30`.

use super::error::MathsError;
use super::expression::{Kind, Part, Row};
use super::latex::MOST_CHARACTERS;
use super::write::{FUNCTIONS, token};

/// Brackets of roots and scripts in each other, at most.
const MOST_NESTED: usize = 40;

/// The expression that flat text stands for. `a/b` stays a division on the line, and `2 1/2` is a mixed number.
///
/// ```
/// use inkling::maths::flat;
/// assert_eq!(flat::read("√(x²+1) ÷ 3").unwrap().to_string(), r"\sqrt { x ^ { 2 } + 1 } \div 3");
/// ```
pub fn read(text: &str) -> Result<Row, MathsError> {
    if text.len() > MOST_CHARACTERS {
        return Err(MathsError::TooLong);
    }
    let characters: Vec<char> = text.chars().collect();
    Row::new(Reader { rest: &characters, depth: 0 }.parts()?)
}

struct Reader<'a> {
    rest: &'a [char],
    depth: usize,
}

impl Reader<'_> {
    fn parts(&mut self) -> Result<Vec<Part>, MathsError> {
        let mut parts: Vec<Part> = Vec::new();
        while let Some((&first, rest)) = self.rest.split_first() {
            match first {
                _ if first.is_whitespace() => self.space(&mut parts)?,
                '^' | '_' => {
                    self.rest = rest;
                    let script = self.operand(&first.to_string())?;
                    add_script(&mut parts, first == '^', script)?;
                }
                '\'' | '′' => {
                    self.rest = rest;
                    add_script(&mut parts, true, vec![Part::symbol("\\prime")])?;
                }
                '°' => {
                    self.rest = rest;
                    add_script(&mut parts, true, vec![Part::symbol("\\circ")])?;
                }
                _ if raised(first).is_some() => {
                    let script: Vec<Part> = self.rest.iter().map_while(|c| raised(*c)).map(Part::symbol).collect();
                    self.rest = &self.rest[script.len()..];
                    add_script(&mut parts, true, script)?;
                }
                _ => parts.push(self.part()?),
            }
        }
        Ok(parts)
    }

    /// One part without scripts.
    fn part(&mut self) -> Result<Part, MathsError> {
        let Some(&first) = self.rest.first() else { return Err(MathsError::Malformed("it breaks off".to_owned())) };
        for (name, index) in [("sqrt", None), ("√", None), ("cbrt", Some("3")), ("∛", Some("3")), ("∜", Some("4"))]
        {
            if self.take(name) {
                return self.root(name, index);
            }
        }
        for name in FUNCTIONS.iter().chain(&["\\lim"]) {
            if self.take(&name[1..]) {
                return Ok(Part::symbol(*name));
            }
        }
        let spelled = [
            ("pi", "\\pi"),
            ("<=", "\\leq"),
            (">=", "\\geq"),
            ("<>", "\\neq"),
            ("->", "\\rightarrow"),
            ("...", "\\ldots"),
            ("infinity", "\\infty"),
            ("theta", "\\theta"),
        ];
        if let Some((_, token)) = spelled.iter().find(|(text, _)| self.take(text)) {
            return Ok(Part::symbol(*token));
        }
        self.rest = &self.rest[1..];
        Ok(match first {
            '*' => Part::symbol("\\times"),
            '−' | '–' | '-' => Part::symbol("-"),
            '⋅' | '∙' => Part::symbol("\\cdot"),
            '∶' | ':' => Part::symbol(":"),
            '%' => Part::symbol("%"),
            'Σ' => Part::symbol("\\sum"),
            _ => token(first).map_or_else(|| Part::symbol(first), Part::symbol),
        })
    }

    fn root(&mut self, sign: &str, index: Option<&str>) -> Result<Part, MathsError> {
        let index = match self.rest.first() {
            Some('[') => Some(self.bracketed('[', ']')?),
            _ => index.map(|index| vec![Part::symbol(index)]),
        };
        let radicand = Row::new(self.operand(sign)?)?;
        Part::new(Kind::Root { index: index.map(Row::new).transpose()?, radicand })
    }

    /// What a root or a script stands over: what is in brackets, a number with its sign, or one part.
    fn operand(&mut self, after: &str) -> Result<Vec<Part>, MathsError> {
        self.depth += 1;
        if self.depth > MOST_NESTED {
            return Err(MathsError::TooDeep);
        }
        while self.rest.first().is_some_and(|c| c.is_whitespace()) {
            self.rest = &self.rest[1..];
        }
        let mut parts = Vec::new();
        match self.rest.first() {
            None => return Err(MathsError::MissingAfter(after.to_owned())),
            Some(first) if "=<>≤≥≠≈+±×÷*/·)^_!,".contains(*first) => {
                return Err(MathsError::MissingAfter(after.to_owned()));
            }
            Some('(') => parts = self.bracketed('(', ')')?,
            Some(&first) => {
                if matches!(first, '-' | '−') {
                    parts.push(self.part()?);
                }
                let number = |c: &&char| c.is_ascii_digit() || **c == '.';
                let digits = self.rest.iter().take_while(number).count();
                parts.extend(self.rest[..digits].iter().map(Part::symbol_of));
                self.rest = &self.rest[digits..];
                if digits == 0 {
                    parts.push(self.part()?);
                }
            }
        }
        self.depth -= 1;
        Ok(parts)
    }

    /// What is in the brackets that open here; one that is not closed reaches to the end.
    fn bracketed(&mut self, open: char, close: char) -> Result<Vec<Part>, MathsError> {
        let mut depth = 0;
        let end = self.rest.iter().position(|c| {
            depth += i32::from(*c == open) - i32::from(*c == close);
            depth == 0
        });
        let end = end.unwrap_or(self.rest.len());
        let inner = self.rest.get(1..end).unwrap_or_default();
        let parts = Reader { rest: inner, depth: self.depth }.parts()?;
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        Ok(parts)
    }

    /// Space tells numbers apart: a mixed number, groups of three digits, or two numbers with nothing between them.
    fn space(&mut self, parts: &mut Vec<Part>) -> Result<(), MathsError> {
        let space = self.rest.iter().take_while(|c| c.is_whitespace()).count();
        self.rest = &self.rest[space..];
        let digits = |from: &[char]| from.iter().take_while(|c| c.is_ascii_digit()).count();
        let first = digits(self.rest);
        let after_digit =
            parts.last().and_then(Part::token).is_some_and(|token| token.chars().all(|c| c.is_ascii_digit()));
        if first == 0 || !after_digit {
            return Ok(());
        }
        if self.rest.get(first) == Some(&'/') {
            let second = digits(&self.rest[first + 1..]);
            if second > 0 {
                let number = |digits: &[char]| Row::new(digits.iter().map(Part::symbol_of).collect());
                let below = &self.rest[first + 1..first + 1 + second];
                parts.push(Part::new(Kind::Fraction(number(&self.rest[..first])?, number(below)?))?);
                self.rest = &self.rest[first + 1 + second..];
                return Ok(());
            }
        }
        match first {
            3 => Ok(()),
            _ => {
                let before = parts.last().and_then(Part::token).unwrap_or_default().to_owned();
                Err(MathsError::MissingBetween(before, self.rest[..first].iter().collect()))
            }
        }
    }

    fn take(&mut self, name: &str) -> bool {
        let length = name.chars().count();
        let found = self.rest.len() >= length && name.chars().eq(self.rest[..length].iter().copied());
        if found {
            self.rest = &self.rest[length..];
        }
        found
    }
}

impl Part {
    fn symbol_of(character: &char) -> Self {
        Self::symbol(*character)
    }
}

fn add_script(parts: &mut Vec<Part>, above: bool, script: Vec<Part>) -> Result<(), MathsError> {
    let script = Some(Row::new(script)?);
    let base = parts.pop().ok_or(MathsError::MissingBefore(if above { "^" } else { "_" }.to_owned()))?;
    let kind = match (base.kind().clone(), above) {
        // Powers of powers are taken from the right: 2^3^2 is 2^9.
        (Kind::Script { base, sub, sup: Some(sup) }, true) => {
            let mut above = sup.parts().to_vec();
            add_script(&mut above, true, script.map(|row| row.parts().to_vec()).unwrap_or_default())?;
            Kind::Script { base, sub, sup: Some(Row::new(above)?) }
        }
        // A subscript and a superscript of one base stand together.
        (Kind::Script { base, sub: sub @ Some(_), sup: None }, true) => Kind::Script { base, sub, sup: script },
        (Kind::Script { base, sub: None, sup: sup @ Some(_) }, false) => Kind::Script { base, sub: script, sup },
        (_, true) => Kind::Script { base: Box::new(base), sub: None, sup: script },
        (_, false) => Kind::Script { base: Box::new(base), sub: script, sup: None },
    };
    parts.push(Part::new(kind)?);
    Ok(())
}

/// The token of a raised character.
fn raised(character: char) -> Option<&'static str> {
    const RAISED: [(char, &str); 13] = [
        ('⁰', "0"),
        ('¹', "1"),
        ('²', "2"),
        ('³', "3"),
        ('⁴', "4"),
        ('⁵', "5"),
        ('⁶', "6"),
        ('⁷', "7"),
        ('⁸', "8"),
        ('⁹', "9"),
        ('⁻', "-"),
        ('⁺', "+"),
        ('ⁿ', "n"),
    ];
    RAISED.iter().find(|raised| raised.0 == character).map(|raised| raised.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::write::plain;

    fn latex(text: &str) -> String {
        read(text).unwrap().to_string()
    }

    #[test]
    fn flat_text_becomes_an_expression() {
        assert_eq!(latex("2+3="), "2 + 3 =");
        assert_eq!(latex("3*(4−5)"), r"3 \times ( 4 - 5 )");
        assert_eq!(latex("x^-10+y_1²"), "x ^ { - 1 0 } + y _ { 1 } ^ { 2 }");
        assert_eq!(latex("2^(n+1)"), "2 ^ { n + 1 }");
        assert_eq!(latex("sqrt(2)+√2x"), r"\sqrt { 2 } + \sqrt { 2 } x");
        assert_eq!(latex("sin(pi/6)"), r"\sin ( \pi / 6 )");
        assert_eq!(latex("2 1/2"), r"2 \frac { 1 } { 2 }");
        assert_eq!(latex("10 000"), "1 0 0 0 0");
        assert_eq!(latex("5!=120"), "5 ! = 1 2 0");
        assert_eq!(read("1 2"), Err(MathsError::MissingBetween("1".into(), "2".into())));
    }

    #[test]
    fn what_was_written_is_read_back() {
        for text in ["(1+√5)/2", "2 1/2+x^10", "∛(x+1)−x_1^(n−1)", "3×(4+5)=", "|x|≤2π", "30°"] {
            assert_eq!(plain(&read(text).unwrap()), text);
        }
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert_eq!(read(&"√".repeat(3_000)), Err(MathsError::TooDeep));
        assert_eq!(read(&"2^(".repeat(3_000)), Err(MathsError::TooDeep));
        assert_eq!(read("x^"), Err(MathsError::MissingAfter("^".into())));
        assert_eq!(read("√="), Err(MathsError::MissingAfter("√".into())));
    }
}
