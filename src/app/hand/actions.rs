//! What the panel does that can be undone, and what it says of the last action.

use super::examples::{Examples, counted};
use super::learner::Learner;
use leptos::prelude::*;

/// What the panel says of the last action, and what of it can be undone.
#[derive(Clone, Copy)]
pub struct Actions {
    pub learner: Learner,
    pub said: RwSignal<String>,
    /// What was forgotten and can come back, the last first to come.
    pub forgotten: RwSignal<Vec<Examples>>,
}

impl Actions {
    pub fn forget(self, some: Examples, said: String) {
        self.learner.forget(&some.iter().map(|example| example.id).collect::<Vec<_>>());
        self.forgotten.update(|forgotten| forgotten.push(some));
        self.said.set(said);
    }

    pub fn undo(self) {
        if let Some(some) = self.forgotten.try_update(Vec::pop).flatten() {
            self.learner.change(&some, &[]);
            self.said
                .set(format!("{} back.", if some.len() == 1 { "It is".into() } else { counted(some.len()) + " are" }));
        }
    }
}
