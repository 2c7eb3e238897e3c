//! Why there is no reading, in a sentence that says what to do next.

use crate::protocol::{Failure, Garbled};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// What the engine itself reported.
    Failed(Failure),
    /// The engine's files did not arrive or could not be run.
    NotLoaded,
    /// The engine never said that it was ready.
    NeverReady,
    /// It crashed, was started again, and crashed again.
    KeepsCrashing,
    /// Page and engine are of different builds.
    Garbled,
}

impl From<Garbled> for Trouble {
    fn from(_: Garbled) -> Self {
        Self::Garbled
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(failure) => failure.fmt(f),
            Self::NotLoaded => write!(f, "The reader failed to load. Check the connection, then try again."),
            Self::NeverReady => write!(f, "The reader does not answer. Check the connection, then try again."),
            Self::KeepsCrashing => write!(f, "The reader stopped twice in a row. Your drawing is kept; try again."),
            Self::Garbled => Garbled.fmt(f),
        }
    }
}

impl std::error::Error for Trouble {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_says_what_to_do_next() {
        let all = [
            Trouble::Failed(Failure::SelfTest),
            Trouble::NotLoaded,
            Trouble::NeverReady,
            Trouble::KeepsCrashing,
            Trouble::Garbled,
        ];
        for trouble in all {
            let sentence = trouble.to_string();
            assert!(sentence.contains("ry again") || sentence.contains("Reload"), "{sentence}");
            assert!(!sentence.contains('!'), "{sentence}");
        }
    }
}
