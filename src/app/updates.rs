//! Whether another build than this tab runs is there, for whatever has to say so.

use crate::web::updates::{self, Update};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Updates(RwSignal<Option<Update>, LocalStorage>);

impl Updates {
    /// Listens from now on.
    pub fn watch() -> Self {
        let update = RwSignal::new_local(None);
        // The page may be gone before the service worker speaks.
        updates::watch(move |ready| _ = update.try_set(Some(ready)));
        Self(update)
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn are_ready(self) -> bool {
        self.0.with(Option::is_some)
    }

    /// Reloads the page with the other build.
    pub fn take_over(self) {
        self.0.with_untracked(|update| update.as_ref().map_or((), Update::take_over));
    }
}
