//! What the page itself shows of expressions and of text, written by the code that is fetched for them.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Said {
    /// What was read: canonical LaTeX of expressions, a line each, or the text; empty unless all of it is sure.
    pub reading: RwSignal<String>,
    /// The words for a screen reader.
    pub spoken: RwSignal<String>,
    /// The symbols that are pointed at or being corrected, for whoever shows them elsewhere.
    pub marked: RwSignal<Vec<u32>>,
    /// A symbol that was pressed on a picture: what else it may be is to be shown.
    pub pressed: RwSignal<Option<u32>>,
}

impl Said {
    pub fn nothing() -> Self {
        Self {
            reading: RwSignal::new(String::new()),
            spoken: RwSignal::new(String::new()),
            marked: RwSignal::new(Vec::new()),
            pressed: RwSignal::new(None),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }
}
