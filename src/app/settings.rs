//! What the visitor set for the whole page.

use crate::app::shortcut;
use crate::web::palette::Palette;
use crate::web::storage::Store;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Settings {
    /// The colours in force, for what is painted by hand.
    pub palette: RwSignal<Palette>,
    /// Whether single letters and digits are shortcuts.
    pub letters: RwSignal<bool>,
}

impl Settings {
    pub fn load() -> Self {
        Self { palette: RwSignal::new(Palette::current()), letters: RwSignal::new(shortcut::letters(&Store::local())) }
    }

    pub fn here() -> Self {
        expect_context()
    }
}
