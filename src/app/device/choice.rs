//! The visitor's choice of an engine, and what Auto makes of it on this device.

use super::kept;
use crate::app::engine::Engine;
use crate::app::preference::Preference;
use leptos::prelude::*;

/// Keeps the choice for later visits, and obeys it.
pub fn choose(engine: Engine, preference: Preference) {
    preference.keep();
    engine.preference.set(preference);
    obey(engine);
}

/// Sees to it that the chosen engine reads.
pub fn obey(engine: Engine) {
    let kind = match engine.preference.get_untracked() {
        Preference::Auto => kept::faster_for_one(),
        Preference::Only(kind) => kind,
    };
    engine.client().switch_to(kind);
}
