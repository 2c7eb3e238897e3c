//! The last message: shown for a moment, read aloud politely, never in the way.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

const SHOWN_FOR: Duration = Duration::from_secs(6);

#[derive(Clone, Copy)]
pub struct Toast {
    message: RwSignal<String>,
    shown: RwSignal<bool>,
    hiding: StoredValue<Option<TimeoutHandle>>,
}

impl Toast {
    pub fn new() -> Self {
        let (message, shown) = (RwSignal::new(String::new()), RwSignal::new(false));
        Self { message, shown, hiding: StoredValue::new(None) }
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn say(self, message: impl Into<String>) {
        self.message.set(message.into());
        self.shown.set(true);
        let hiding = set_timeout_with_handle(move || self.shown.set(false), SHOWN_FOR).ok();
        if let Some(earlier) = self.hiding.try_update_value(|handle| std::mem::replace(handle, hiding)).flatten() {
            earlier.clear();
        }
    }

    /// What was said is not about what comes now.
    pub fn hide(self) {
        self.shown.set(false);
    }
}

impl Default for Toast {
    fn default() -> Self {
        Self::new()
    }
}

#[component]
pub fn ToastView(toast: Toast) -> impl IntoView {
    view! {
        <div class="toast" class:shown=toast.shown role="status" data-testid="toast">
            {move || toast.message.get()}
        </div>
    }
}
