//! Why a file holds no drawing.

use super::limits::TooLarge;
use std::fmt;

/// Characters of a reason.
const LONGEST_REASON: usize = 160;

/// Why a file holds no drawing.
#[derive(Debug, PartialEq)]
pub enum FormError {
    NotJson(String),
    OddCoordinates { stroke: usize },
    NotFinite { stroke: usize },
    TooLarge(TooLarge),
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(why) => write!(f, "This is not a drawing that Inkling saved: {why}."),
            Self::OddCoordinates { stroke } => {
                write!(f, "Stroke {} of the drawing has an x without its y; the file is damaged.", stroke + 1)
            }
            Self::NotFinite { stroke } => {
                write!(
                    f,
                    "Stroke {} of the drawing has a coordinate that is no number; the file is damaged.",
                    stroke + 1
                )
            }
            Self::TooLarge(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FormError {}

impl FormError {
    /// The reason without its middle where it is long: readers of JSON quote texts of the file whole, and end with the line
    /// and the column.
    pub(super) fn not_json(why: &str) -> Self {
        let count = why.chars().count();
        if count <= LONGEST_REASON {
            return Self::NotJson(why.to_owned());
        }
        let half = LONGEST_REASON / 2;
        Self::NotJson(why.chars().take(half).chain(['…']).chain(why.chars().skip(count - half)).collect())
    }
}
