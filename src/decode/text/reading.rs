//! A text that a line may be, with its scores.

/// Scores are natural logarithms; of two readings of a line the one with the higher total is the likelier.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub text: String,
    /// What the network says of this text, over all ways to spread it over the frames that the search kept.
    pub acoustic: f32,
    /// The log-probability of the text in the language, with the end of the line; 0 without a language.
    pub language: f32,
    /// Both weighted, with the bonus for each character.
    pub total: f32,
}
