//! Typical signs, which an own last layer has to go on reading as the model was shipped to read them.
//!
//! They ship with the model: for each class what its last layer is given for a sign that many people write so, four bits a
//! number, made by training from signs that may teach.

use super::learner::Known;

/// Typical signs of a model.
#[derive(Clone, Debug, Default)]
pub struct Typical(Vec<Known>);

impl Typical {
    pub fn new(signs: Vec<Known>) -> Self {
        Self(signs)
    }

    pub fn signs(&self) -> &[Known] {
        &self.0
    }
}
