//! Why something cannot be worked out, in a sentence for the person who wrote it.

use std::fmt;

/// What is missing, undefined or too much. Signs and names are kept as they are to be shown: `÷`, `x`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MathsError {
    /// LaTeX or text that is not well formed.
    Malformed(String),
    MissingAfter(String),
    MissingBefore(String),
    MissingBetween(String, String),
    /// What is empty: "The top of the fraction".
    Empty(&'static str),
    NotClosed(String),
    NotOpened(String),
    /// Brackets of two kinds that close each other.
    Mismatched(String, String),
    NotANumber(String),
    /// A sign that has no meaning where it stands.
    Unexpected(String),
    /// Something that is read and typeset but not worked out: "A limit".
    NotWorkedOut(&'static str),
    NoValue(String),
    TwoUnknowns(String, String),
    DivisionByZero,
    /// What is undefined, as a whole sentence's subject: "The square root of a negative number".
    Undefined(&'static str),
    Infinite,
    WholeNumberNeeded(&'static str),
    TooLarge,
    TooManySteps,
    TooDeep,
    TooLong,
    /// Rounding has eaten all digits of the result.
    NotPrecise,
    NothingToAdd,
}

impl fmt::Display for MathsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "This cannot be read: {why}."),
            Self::MissingAfter(sign) => write!(f, "Something is missing after {sign}."),
            Self::MissingBefore(sign) => write!(f, "Something is missing before {sign}."),
            Self::MissingBetween(one, other) => write!(f, "Something is missing between {one} and {other}."),
            Self::Empty(what) => write!(f, "{what} is empty."),
            Self::NotClosed(open) => write!(f, "The bracket {open} is not closed."),
            Self::NotOpened(close) => write!(f, "The bracket {close} closes nothing."),
            Self::Mismatched(open, close) => write!(f, "The bracket {open} is closed by {close}."),
            Self::NotANumber(digits) => write!(f, "{digits} is not a number."),
            Self::Unexpected(sign) => write!(f, "{sign} makes no sense here."),
            Self::NotWorkedOut(what) => write!(f, "{what} is not worked out."),
            Self::NoValue(name) => write!(f, "{name} has no value yet; write {name} = and a number on a line above."),
            Self::TwoUnknowns(one, other) => {
                write!(f, "Both {one} and {other} are unknown; give one of them a value on a line above.")
            }
            Self::DivisionByZero => f.write_str("Division by zero is undefined."),
            Self::Undefined(what) => write!(f, "{what} is undefined."),
            Self::Infinite => f.write_str("Infinity is no number that can be reckoned with."),
            Self::WholeNumberNeeded(what) => write!(f, "{what} needs a whole number that is not negative."),
            Self::TooLarge => f.write_str("The number is too large to work out."),
            Self::TooManySteps => f.write_str("This takes too long to work out."),
            Self::TooDeep => f.write_str("This is nested too deeply to work out."),
            Self::TooLong => f.write_str("This line is too long to work out."),
            Self::NotPrecise => f.write_str("The result is too imprecise to be shown."),
            Self::NothingToAdd => f.write_str("There is nothing above the line to add up."),
        }
    }
}

impl std::error::Error for MathsError {}
