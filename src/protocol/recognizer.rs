//! The messages of the worker that reads.

use crate::alphabet::Alphabet;
use crate::explain::LayerMaps;
use crate::glyph::{Glyph, Medium};
use crate::hand::{Example, HandReport};
use crate::ink::Drawing;
use crate::prediction::Prediction;
use crate::protocol::Packed;
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Which model is to read, by its name in the manifest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ModelName(String);

impl ModelName {
    pub fn new(name: &str) -> Self {
        Self(name.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// From the page to the worker. Every question names its model; one that is not there yet is loaded first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// A model is loaded before there is anything to read, with the languages that help to read. What did not come
    /// before is asked for once more. `Model` says how it goes; the answer is `Unanswered`.
    Prepare { id: u32, model: ModelName, languages: Vec<ModelName> },
    Read {
        id: u32,
        model: ModelName,
        drawing: Drawing,
        /// Whether it was drawn, or traced from a picture.
        medium: Medium,
        /// Those of text that help to read it, by name.
        languages: Vec<ModelName>,
    },
    /// Each glyph alone, with the variants and thresholds that its medium asks for: the candidates of a picture, too. Many
    /// come in several requests, so that the sheet's own need not wait.
    Judge { id: u32, model: ModelName, glyphs: Vec<Glyph> },
    /// The feature maps of each layer for a glyph.
    Look { id: u32, model: ModelName, glyph: Box<Glyph> },
    /// The model reads with these examples of a hand from now on, which replace all earlier ones. Without any it reads as
    /// it was shipped, to the bit, and so do all other models. The answer comes once or twice.
    Teach { id: u32, model: ModelName, examples: Packed<Vec<Example>> },
}

impl Request {
    pub fn id(&self) -> u32 {
        let (Self::Prepare { id, .. }
        | Self::Read { id, .. }
        | Self::Judge { id, .. }
        | Self::Look { id, .. }
        | Self::Teach { id, .. }) = self;
        *id
    }

    pub fn model(&self) -> &ModelName {
        let (Self::Prepare { model, .. }
        | Self::Read { model, .. }
        | Self::Judge { model, .. }
        | Self::Look { model, .. }
        | Self::Teach { model, .. }) = self;
        model
    }
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The first model is there and the self-test passed.
    Ready { engine: String, model: ModelName, about: ModelAbout },
    /// How the loading of a further model goes.
    Model { name: ModelName, state: ModelState },
    Read {
        id: u32,
        transcript: Transcript,
        /// Milliseconds in the worker, from ink to transcript.
        millis: f32,
    },
    Judged {
        id: u32,
        predictions: Vec<Prediction>,
        /// Milliseconds in the worker.
        millis: f32,
    },
    /// One for each layer but the last, whose answer is the prediction.
    Looked { id: u32, layers: Vec<LayerMaps> },
    /// The question has no answer, as its model could not be loaded; `Model` said why.
    Unanswered { id: u32 },
    /// What a model has learned of a hand: first when its prototypes are in force, and again when its last layer was
    /// taught, which happens while nothing else is asked.
    Taught { id: u32, model: ModelName, report: Packed<HandReport> },
    /// The worker cannot go on; it takes no more requests.
    Failed(Failure),
}

/// How the loading of a model goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ModelState {
    /// The part of its bytes that is there, from 0 to 1.
    Loading(f32),
    Ready(ModelAbout),
    Failed(Failure),
}

/// What the page knows of a model that is loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelAbout {
    pub alphabet: Alphabet,
    /// How many numbers were learned.
    pub parameters: u32,
}

/// Why the worker cannot go on. Each has its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The weights did not arrive.
    WeightsMissing(String),
    /// What arrived are not weights, or not these.
    WeightsBroken(String),
    /// The engine's answers differ from the recorded ones.
    SelfTest,
    /// The engine met an error of its own.
    Crashed(String),
    /// What the engine runs on is not there.
    NoDevice(String),
    /// What the engine runs on was there, and is gone.
    DeviceLost,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WeightsMissing(why) => {
                write!(f, "The reader's weights could not be loaded ({why}). Check the connection, then try again.")
            }
            Self::WeightsBroken(why) => {
                write!(f, "The reader's weights arrived damaged ({why}). Try again; if it stays so, reload the page.")
            }
            Self::SelfTest => write!(
                f,
                "The reader gives wrong answers on this device and was stopped. Try again, or use another browser."
            ),
            Self::Crashed(why) => write!(f, "The reader stopped ({why}). Try again; your drawing is kept."),
            Self::NoDevice(why) => {
                write!(f, "This browser offers no graphics processor ({why}). Choose another engine.")
            }
            Self::DeviceLost => write!(f, "The graphics processor went away. Try again; your drawing is kept."),
        }
    }
}
