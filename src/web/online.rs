//! Whether there is a connection.

use crate::web::dom::window;
use crate::web::listener::Listener;
use std::rc::Rc;
use web_sys::Event;

pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Calls back whenever the connection comes or goes.
pub fn watch(changed: impl Fn(bool) + 'static) {
    let changed = Rc::new(changed);
    for kind in ["online", "offline"] {
        let changed = changed.clone();
        Listener::new(&window(), kind, move |_: Event| changed(is_online())).forever();
    }
}
