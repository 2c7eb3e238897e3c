//! What has come of a line.

use super::answer::Answer;
use super::error::MathsError;
use super::expression::{Part, Row};
use super::graph::Graph;
use super::term::Name;
use super::write::{plain, speech};

/// What a line of a sheet says, worked out.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// An empty line, or letters without values that nothing is asked about.
    Nothing,
    /// A value, or two where there is a ±. `asked` where the line ends with an equals sign or a rule.
    Value { values: Vec<Answer>, asked: bool },
    /// Whether what is written holds. `exactly` is false where floats agree as far as they go. `instead` is what should
    /// stand there.
    Truth { holds: bool, exactly: bool, instead: Option<Answer> },
    /// A letter has this value from here on.
    Assignment { name: Name, value: Answer },
    /// The real solutions for a letter, from the smallest.
    Solutions { name: Name, values: Vec<Answer>, found: Found },
    /// Every number for which both sides are defined solves it; without `exactly`, every one that was tried.
    EverySolution { name: Name, exactly: bool },
    /// A curve to draw; with `function`, a function that lines below may call.
    Graph { graph: Box<Graph>, function: Option<Name> },
    /// Why it cannot be worked out, as a sentence for the visitor.
    Refused(MathsError),
}

/// A part of what is said of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Words(String),
    /// To be typeset, written or read aloud.
    Row(Row),
}

/// How solutions were found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found {
    /// There are no others.
    All,
    /// Between these bounds; with `more`, there are others, farther from zero.
    Between { from: f64, to: f64, more: bool },
}

impl Outcome {
    /// What there is to typeset: each value, or each solution behind its letter, with its decimal.
    pub fn rows(&self) -> Vec<Row> {
        match self {
            Self::Value { values, .. } => values.iter().filter_map(|value| typeset(None, value)).collect(),
            Self::Truth { instead: Some(value), .. } => typeset(None, value).into_iter().collect(),
            Self::Assignment { name, value } => typeset(Some(name), value).into_iter().collect(),
            Self::Solutions { name, values, .. } => {
                values.iter().filter_map(|value| typeset(Some(name), value)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Plain text: `27`, `no: 5`, `x = −√2 ≈ −1.414213562 or x = √2 ≈ 1.414213562`. Empty where there is nothing to say.
    pub fn text(&self) -> String {
        self.said(&|row| {
            let text = plain(row);
            ["=", "≈"]
                .into_iter()
                .fold(text, |text, sign| text.replace(sign, &format!(" {sign} ")))
                .trim_start()
                .to_owned()
        })
    }

    /// Words for a screen reader.
    pub fn speech(&self) -> String {
        self.said(&speech)
    }

    /// What is said of the line, in order: words, and expressions between them.
    pub fn pieces(&self) -> Vec<Piece> {
        let words = |words: &str| vec![Piece::Words(words.to_owned())];
        let mut values = Vec::new();
        for row in self.rows() {
            if !values.is_empty() {
                values.extend(words(" or "));
            }
            values.push(Piece::Row(row));
        }
        match self {
            Self::Nothing | Self::Graph { .. } => Vec::new(),
            Self::Value { .. } | Self::Assignment { .. } => values,
            Self::Truth { holds: true, exactly: true, .. } => words("yes"),
            Self::Truth { holds: true, .. } => words("yes, as far as decimals tell"),
            Self::Truth { instead: Some(_), .. } => [words("no: "), values].concat(),
            Self::Truth { .. } => words("no"),
            Self::EverySolution { name, exactly: true } => words(&format!("Every {name} solves it.")),
            Self::EverySolution { name, .. } => words(&format!("Every {name} that was tried solves it.")),
            Self::Solutions { name, found, .. } => match (values.is_empty(), found.between()) {
                (true, None) => words(&format!("No {name} solves it.")),
                (true, Some(between)) => [words(&format!("No {name} ")), between, words(" solves it.")].concat(),
                (false, None) => values,
                (false, Some(_)) if found.has_more() => [values, words(", and more farther from zero")].concat(),
                (false, Some(between)) => [values, words(" (looked for "), between, words(")")].concat(),
            },
            Self::Refused(error) => words(&error.to_string()),
        }
    }

    fn said(&self, write: &dyn Fn(&Row) -> String) -> String {
        let pieces = self.pieces().into_iter().map(|piece| match piece {
            Piece::Words(words) => words,
            Piece::Row(row) => write(&row),
        });
        pieces.collect()
    }
}

impl Found {
    /// There are solutions that are not listed.
    pub fn has_more(self) -> bool {
        matches!(self, Self::Between { more: true, .. })
    }

    fn between(self) -> Option<Vec<Piece>> {
        let Self::Between { from, to, .. } = self else { return None };
        let bound = |bound: f64| {
            let symbols = format!("{bound}").chars().map(Part::symbol).collect();
            Piece::Row(Row::new(symbols).unwrap_or_default())
        };
        let words = |words: &str| Piece::Words(words.to_owned());
        Some(vec![words("between "), bound(from), words(" and "), bound(to)])
    }
}

/// `x = √2 ≈ 1.414213562`, or without letter `√2 ≈ 1.414213562`; what is known as a decimal only begins with its ≈.
fn typeset(name: Option<&Name>, value: &Answer) -> Option<Row> {
    let sign = if value.is_exact() { "=" } else { "\\approx" };
    let lead = match name {
        Some(name) => vec![name.part(), Part::symbol(sign)],
        None if value.is_exact() => Vec::new(),
        None => vec![Part::symbol(sign)],
    };
    let also = value.also();
    let rest = value.main().parts().iter().chain(also.iter().flat_map(Row::parts)).cloned();
    Row::new(lead.into_iter().chain(rest).collect()).ok()
}
