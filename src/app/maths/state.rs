//! What the page itself shows of expressions, written by the code that is fetched for them.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct MathsState {
    /// Canonical LaTeX of what was read, a line each; empty unless all of it is sure.
    pub reading: RwSignal<String>,
    /// The words for a screen reader.
    pub spoken: RwSignal<String>,
}

impl MathsState {
    pub fn empty() -> Self {
        Self { reading: RwSignal::new(String::new()), spoken: RwSignal::new(String::new()) }
    }

    pub fn here() -> Self {
        expect_context()
    }
}
