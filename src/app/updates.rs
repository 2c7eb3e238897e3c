//! Whether another build than this tab runs is there, for whatever has to say so.

use leptos::prelude::*;
use std::rc::Rc;

/// Reloads the page with the other build.
pub type TakeOver = Rc<dyn Fn()>;

#[derive(Clone, Copy)]
pub struct Updates(RwSignal<Option<TakeOver>, LocalStorage>);

impl Updates {
    pub fn none_yet() -> Self {
        Self(RwSignal::new_local(None))
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn are_ready(self) -> bool {
        self.0.with(Option::is_some)
    }

    /// There is another build. The page itself may be gone before the service worker speaks.
    pub fn tell(self, take_over: TakeOver) {
        _ = self.0.try_set(Some(take_over));
    }

    pub fn take_over(self) {
        if let Some(take_over) = self.0.get_untracked() {
            take_over();
        }
    }
}
