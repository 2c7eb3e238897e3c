//! Made lines: near to expressions, tokens in any order, and trees of any shape.

use inkling::maths::Line;
use inkling::maths::expression::{Kind, Part, Row};

/// Repeatable numbers, quick enough for a million inputs.
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() >> 11) as usize % end.max(1)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// Tokens in any order, or something near to an expression.
    fn text(&mut self, depth: usize) -> String {
        const LEAVES: [&str; 24] = [
            "0",
            "1",
            "2",
            "7",
            "12",
            "0.5",
            "99999999999",
            "x",
            "y",
            "e",
            "π",
            "∞",
            "-3",
            "10^9",
            "1/0",
            "x^x",
            "i",
            "x_1",
            "3!",
            "50%",
            "9^9",
            "",
            "θ",
            ".",
        ];
        const SIGNS: [&str; 16] = ["+", "-", "×", "÷", "/", "=", "<", "≤", "±", "^", "", " ", "·", ",", "≠", "!"];
        if depth == 0 {
            return self.pick(&LEAVES).to_owned();
        }
        let inner = self.text(depth - 1);
        match self.below(14) {
            0..4 => format!("{inner}{}{}", self.pick(&SIGNS), self.text(depth - 1)),
            4 => format!("({inner})"),
            5 => format!("√({inner})"),
            6 => format!("{inner}^({})", self.text(depth - 1)),
            7 => format!("|{inner}|"),
            8 => format!("({inner}){}", self.pick(&["!", "!!", "%", "!!!!", "^2", "^-1", "°"])),
            9 => format!("{} {inner}", self.pick(&["sin", "cos", "tan", "ln", "log", "exp", "arcsin", "log_2", "lim"])),
            10 => format!("f(x)={inner}"),
            11 => format!("{inner}{}", self.pick(&["=", "=x", "=0", "<", "=y", "==", ")", "("])),
            12 => format!("{}={inner}", self.pick(&["x", "y", "2", "x²", "f(x)", "sin x"])),
            _ => format!("({inner})/({})", self.text(depth - 1)),
        }
    }

    fn latex(&mut self) -> String {
        const TOKENS: [&str; 46] = [
            "{",
            "}",
            "^",
            "_",
            "\\frac",
            "\\sqrt",
            "[",
            "]",
            "(",
            ")",
            "\\sum",
            "\\int",
            "\\prod",
            "\\sin",
            "\\log",
            "\\lim",
            "1",
            "2",
            "9",
            "x",
            "y",
            "d",
            "i",
            "=",
            "+",
            "-",
            "\\times",
            "\\div",
            "!",
            "%",
            "|",
            ".",
            ",",
            "\\pi",
            "\\infty",
            "e",
            "\\pm",
            "\\leq",
            "\\rightarrow",
            "\\prime",
            "\\left",
            "\\{",
            "\\",
            "0",
            "\\frac { 1 } { x }",
            "\\sum _ { i = 1 } ^ { 9 9 9 9 9 9 9 }",
        ];
        (0..self.below(24)).map(|_| self.pick(&TOKENS)).collect::<Vec<_>>().join(" ")
    }

    fn row(&mut self, depth: usize) -> Row {
        const TOKENS: [&str; 22] = [
            "1", "2", "0", "x", "y", "+", "-", "\\times", "(", ")", "=", "!", "\\sin", "\\sum", "\\int", "d", "\\pi",
            ".", "|", "", "nonsense", "<",
        ];
        let parts = (0..self.below(6)).filter_map(|_| {
            let row = |dice: &mut Self| dice.row(depth.saturating_sub(1));
            let symbol = Part::symbol(self.pick(&TOKENS));
            let kind = match self.below(if depth == 0 { 3 } else { 7 }) {
                0..4 => return Some(symbol),
                4 => Kind::Fraction(row(self), row(self)),
                5 => Kind::Root { index: (self.below(3) == 0).then(|| row(self)), radicand: row(self) },
                _ => Kind::Script {
                    base: Box::new(symbol),
                    sub: (self.below(2) == 0).then(|| row(self)),
                    sup: (self.below(2) == 0).then(|| row(self)),
                },
            };
            Part::new(kind).ok()
        });
        Row::new(parts.collect()).unwrap_or_default()
    }

    /// One to three lines of any kind.
    pub fn sheet(&mut self) -> Vec<Line> {
        let lines = (0..1 + self.below(3)).map(|_| match self.below(16) {
            0..7 => {
                let depth = 1 + self.below(5);
                Line::Text(self.text(depth))
            }
            7..11 => Line::Latex(self.latex()),
            11..15 => Line::Expression(self.row(4)),
            _ => Line::Rule,
        });
        lines.collect()
    }
}
