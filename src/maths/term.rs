//! What an expression means: a tree of operations, free of how it was written.

use super::expression::{Kind, Part, Row};
use super::number::Rational;
use super::write::character;
use std::fmt;

/// The parser bounds how deep terms are, so that whatever walks one may recurse.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Term {
    Number(Rational),
    Pi,
    E,
    Infinity,
    Name(Name),
    Sum(Vec<Term>),
    Product(Vec<Factor>),
    Negative(Box<Term>),
    /// Once with plus, once with minus.
    PlusMinus(Box<Term>),
    Power(Box<Term>, Box<Term>),
    Root {
        index: Option<Box<Term>>,
        of: Box<Term>,
    },
    Function(Function, Box<Term>),
    Logarithm {
        base: Box<Term>,
        of: Box<Term>,
    },
    /// A function that a line above defines.
    Call(Name, Box<Term>),
    Factorial(Box<Term>),
    Percent(Box<Term>),
    Absolute(Box<Term>),
    /// So many degrees, whatever the unit of angles is.
    Degrees(Box<Term>),
    Series(Box<Series>),
    Integral(Box<Integral>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Factor {
    pub(crate) term: Term,
    /// The product is divided by it.
    pub(crate) divides: bool,
}

/// A sum or a product over whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Series {
    pub(crate) multiplies: bool,
    pub(crate) variable: Name,
    pub(crate) from: Term,
    pub(crate) to: Term,
    pub(crate) body: Term,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Integral {
    pub(crate) variable: Name,
    pub(crate) from: Term,
    pub(crate) to: Term,
    pub(crate) body: Term,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Sine,
    Cosine,
    Tangent,
    Cotangent,
    Secant,
    Cosecant,
    ArcSine,
    ArcCosine,
    ArcTangent,
    HyperbolicSine,
    HyperbolicCosine,
    HyperbolicTangent,
    NaturalLogarithm,
    Exponential,
}

impl Function {
    pub(crate) fn from_token(token: &str) -> Option<Self> {
        Some(match token {
            "\\sin" => Self::Sine,
            "\\cos" => Self::Cosine,
            "\\tan" => Self::Tangent,
            "\\cot" => Self::Cotangent,
            "\\sec" => Self::Secant,
            "\\csc" => Self::Cosecant,
            "\\arcsin" => Self::ArcSine,
            "\\arccos" => Self::ArcCosine,
            "\\arctan" => Self::ArcTangent,
            "\\sinh" => Self::HyperbolicSine,
            "\\cosh" => Self::HyperbolicCosine,
            "\\tanh" => Self::HyperbolicTangent,
            "\\ln" => Self::NaturalLogarithm,
            "\\exp" => Self::Exponential,
            _ => return None,
        })
    }

    /// Its argument is an angle.
    pub(crate) fn takes_angle(self) -> bool {
        matches!(self, Self::Sine | Self::Cosine | Self::Tangent | Self::Cotangent | Self::Secant | Self::Cosecant)
    }

    /// What a power of -1 on its name means.
    pub(crate) fn inverse(self) -> Option<Self> {
        Some(match self {
            Self::Sine => Self::ArcSine,
            Self::Cosine => Self::ArcCosine,
            Self::Tangent => Self::ArcTangent,
            _ => return None,
        })
    }
}

/// A letter with or without subscript.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The canonical token of the letter.
    pub(crate) letter: String,
    /// The tokens of the subscript.
    pub(crate) sub: Vec<String>,
}

impl Name {
    pub(crate) fn letter(letter: &str) -> Self {
        Self { letter: letter.to_owned(), sub: Vec::new() }
    }

    /// The name as it is typeset.
    pub fn part(&self) -> Part {
        let letter = Part::symbol(self.letter.as_str());
        let sub = Row::new(self.sub.iter().map(|token| Part::symbol(token.as_str())).collect()).unwrap_or_default();
        if sub.is_empty() {
            return letter;
        }
        let base = Box::new(letter.clone());
        Part::new(Kind::Script { base, sub: Some(sub), sup: None }).unwrap_or(letter)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(character(&self.letter))?;
        match self.sub.is_empty() {
            true => Ok(()),
            false => {
                let sub: String = self.sub.iter().map(|token| character(token)).collect();
                let plain = sub.chars().all(char::is_alphanumeric);
                if plain { write!(f, "_{sub}") } else { write!(f, "_({sub})") }
            }
        }
    }
}

impl Term {
    pub(crate) fn quotient(above: Term, below: Term) -> Self {
        Self::Product(vec![Factor { term: above, divides: false }, Factor { term: below, divides: true }])
    }

    pub(crate) fn power(base: Term, exponent: Term) -> Self {
        Self::Power(Box::new(base), Box::new(exponent))
    }

    /// Calls `visit` with this term and all in it.
    pub(crate) fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Term)) {
        visit(self);
        match self {
            Self::Number(_) | Self::Pi | Self::E | Self::Infinity | Self::Name(_) => {}
            Self::Sum(terms) => terms.iter().for_each(|term| term.walk(visit)),
            Self::Product(factors) => factors.iter().for_each(|factor| factor.term.walk(visit)),
            Self::Power(a, b) | Self::Logarithm { base: a, of: b } => {
                a.walk(visit);
                b.walk(visit);
            }
            Self::Root { index, of } => {
                index.iter().for_each(|index| index.walk(visit));
                of.walk(visit);
            }
            Self::Negative(of)
            | Self::PlusMinus(of)
            | Self::Function(_, of)
            | Self::Call(_, of)
            | Self::Factorial(of)
            | Self::Percent(of)
            | Self::Absolute(of)
            | Self::Degrees(of) => of.walk(visit),
            Self::Series(series) => [&series.from, &series.to, &series.body].iter().for_each(|term| term.walk(visit)),
            Self::Integral(integral) => {
                [&integral.from, &integral.to, &integral.body].iter().for_each(|term| term.walk(visit));
            }
        }
    }

    /// The letters that it needs values for, in the order in which they appear.
    pub(crate) fn names(&self) -> Vec<Name> {
        let mut bound = Vec::new();
        let mut names = Vec::new();
        self.walk(&mut |term| match term {
            Self::Name(name) if !names.contains(name) => names.push(name.clone()),
            Self::Series(series) => bound.push(&series.variable),
            Self::Integral(integral) => bound.push(&integral.variable),
            _ => {}
        });
        // A letter that is bound anywhere in a line is taken as bound in all of it.
        names.retain(|name| !bound.contains(&name));
        names
    }

    pub(crate) fn contains(&self, wanted: &dyn Fn(&Term) -> bool) -> bool {
        let mut found = false;
        self.walk(&mut |term| found |= wanted(term));
        found
    }
}
