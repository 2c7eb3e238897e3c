//! What the page itself shows of expressions and of text, written by the code that is fetched for them.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Said {
    /// What was read: canonical LaTeX of expressions, a line each, or the text; empty unless all of it is sure.
    pub reading: RwSignal<String>,
    /// The words for a screen reader.
    pub spoken: RwSignal<String>,
}

impl Said {
    pub fn nothing() -> Self {
        Self { reading: RwSignal::new(String::new()), spoken: RwSignal::new(String::new()) }
    }

    pub fn here() -> Self {
        expect_context()
    }
}
