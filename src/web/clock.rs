//! Time: the page's clock and the marks that measuring tools read.

use leptos::prelude::window;

/// Milliseconds since the navigation began.
pub fn now() -> f64 {
    window().performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Sets a performance mark.
pub fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        let _ = performance.mark(name);
    }
}
