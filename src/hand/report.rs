//! What a model says of what it learned.

use crate::alphabet::SymbolId;
use serde::{Deserialize, Serialize};

/// How many were right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    pub right: u32,
    pub of: u32,
}

/// What teaching a hand brought.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HandReport {
    /// The last layer was taught as well, or there is nothing more to teach. Before that, prototypes alone are in force.
    pub is_final: bool,
    /// How many of the examples are of this model's alphabet.
    pub used: u32,
    /// How many of the examples the model reads right as it was shipped,
    pub before: Score,
    /// and how many with what it learned from all the others: each is held back once.
    pub after: Score,
    /// Examples that are read as something else when they are held back: what they are, what they are taken for, how
    /// often; the most frequent first.
    pub confused: Vec<(SymbolId, SymbolId, u32)>,
    /// Whether the own last layer is in force. The guard refuses one that makes other readings worse.
    pub layer_taken: bool,
    /// Milliseconds of work in the engine.
    pub millis: f32,
}
