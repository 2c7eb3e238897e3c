//! What the page knows of the recognizer: how it is, and what it last read.

use super::error::EngineError;
use crate::protocol::recognizer::ModelAbout;
use crate::transcript::Transcript;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Starting,
    Ready {
        engine: String,
        about: ModelAbout,
    },
    Broken(EngineError),
}

impl Status {
    /// Whether this engine reads now.
    pub fn reads_with(&self, name: &str) -> bool {
        matches!(self, Self::Ready { engine, .. } if engine == name)
    }
}

/// What was last read, and of which revision of the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub transcript: Transcript,
    /// Milliseconds in the worker; none before the first reading.
    pub millis: Option<f32>,
    pub revision: u32,
}

impl Answer {
    pub const NONE: Self = Self { transcript: Transcript::NONE, millis: None, revision: 0 };
}
