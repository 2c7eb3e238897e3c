//! Time: the page's clock and the marks that measuring tools read.

use crate::web::dom::window;

/// Milliseconds since the navigation began.
pub fn now() -> f64 {
    window().performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Milliseconds since 1970.
pub fn since_1970() -> u64 {
    js_sys::Date::now() as u64
}

/// That moment's day and time, as the visitor's clock has them.
pub fn local_time(since_1970: u64) -> String {
    let options = js_sys::Object::new();
    for (part, how) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        let _ = js_sys::Reflect::set(&options, &part.into(), &how.into());
    }
    js_sys::Date::new(&(since_1970 as f64).into()).to_locale_string("en-GB", &options).into()
}

/// Sets a performance mark.
pub fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        let _ = performance.mark(name);
    }
}
