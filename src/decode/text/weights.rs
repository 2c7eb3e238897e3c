//! How much each part of a reading's score counts.

/// Scores are natural logarithms ("nats"). The defaults were tried on every eighth word of UNIPEN's
/// validation writers, where they are near the best of a broad range; `examples/decode_frames.rs` measures others.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// What the language's log-probability is multiplied by; 0 reads without it.
    pub language: f32,
    /// Added for each character of a text: the language's costs would otherwise favour short texts. Counts only where
    /// there is a language.
    pub character: f32,
    /// Texts that are kept from frame to frame. More read better and slower.
    pub beam: usize,
    /// Texts this far below the best one of a frame are dropped.
    pub margin: f32,
    /// A character less probable than this in a frame is not tried there, unless it is the most probable of all.
    pub least_probability: f32,
    /// Scores of readings are divided by this before they become probabilities of words: above 1, less is sure.
    pub temperature: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { language: 0.7, character: 1.3, beam: 24, margin: 14.0, least_probability: 0.001, temperature: 1.4 }
    }
}
