//! Which dialogs are open.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Dialogs {
    /// The ways to take the drawing along.
    pub export: RwSignal<bool>,
    /// The kept drawings.
    pub gallery: RwSignal<bool>,
    /// What was learned of a hand.
    pub hand: RwSignal<bool>,
    /// The list of keys.
    pub help: RwSignal<bool>,
    /// The live camera.
    pub camera: RwSignal<bool>,
}

impl Dialogs {
    pub fn all_closed() -> Self {
        let closed = || RwSignal::new(false);
        Self { export: closed(), gallery: closed(), hand: closed(), help: closed(), camera: closed() }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Whether any of them lies over the page now.
    pub fn is_any_open(self) -> bool {
        [self.export, self.gallery, self.hand, self.help, self.camera].iter().any(|open| open.get_untracked())
    }
}
