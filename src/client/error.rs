//! Why there is no reading, in a sentence that says what to do next.

use crate::protocol::Garbled;
use crate::protocol::recognizer::Failure;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineError {
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

impl From<Garbled> for EngineError {
    fn from(_: Garbled) -> Self {
        Self::Garbled
    }
}

impl EngineError {
    /// Why an engine that was to help does not: what reads goes on, so that there is nothing to do.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Failed(Failure::NoDevice(_)) => "this browser offers none.",
            Self::Failed(Failure::DeviceLost) => "the graphics processor went away.",
            Self::Failed(Failure::SelfTest) => "it gives wrong answers on this device.",
            Self::Failed(Failure::WeightsMissing(_) | Failure::WeightsBroken(_)) => "the weights did not arrive.",
            Self::Failed(Failure::Crashed(_)) | Self::KeepsCrashing => "it stopped.",
            Self::NotLoaded | Self::Garbled => "it failed to load.",
            Self::NeverReady => "it does not answer.",
        }
    }
}

impl fmt::Display for EngineError {
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

impl std::error::Error for EngineError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_to_do_next() {
        let all = [
            EngineError::Failed(Failure::SelfTest),
            EngineError::NotLoaded,
            EngineError::NeverReady,
            EngineError::KeepsCrashing,
            EngineError::Garbled,
        ];
        for error in all {
            let sentence = error.to_string();
            assert!(sentence.contains("ry again") || sentence.contains("Reload"), "{sentence}");
            assert!(!sentence.contains('!'), "{sentence}");
        }
    }
}
