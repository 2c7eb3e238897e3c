//! Light, dark, or as the system says. The style sheet looks at `data-theme` on the root element, which the start-up
//! script sets before the first paint and this module keeps right from then on.

use crate::web::dom::{document, window};
use crate::web::listener::Listener;
use crate::web::storage::Store;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

const KEY: &str = "theme";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::System => "as the system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme chosen earlier.
    pub fn stored(store: &Store) -> Self {
        match store.load(KEY).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    pub fn keep(self, store: &Store) {
        match self {
            Self::System => store.remove(KEY),
            // Not worth a word where it is refused: the theme holds until the page is closed.
            other => _ = store.save(KEY, other.name()),
        }
    }

    pub fn is_dark(self) -> bool {
        self == Self::Dark || (self == Self::System && system_is_dark())
    }

    pub fn apply(self) {
        let name = if self.is_dark() { "dark" } else { "light" };
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", name);
        }
        paint_browser(name);
    }
}

/// Calls back when the system changes between light and dark.
pub fn on_system_change(mut changed: impl FnMut() + 'static) {
    if let Some(query) = system_query() {
        Listener::new(&query, "change", move |_: Event| changed()).forever();
    }
}

fn system_is_dark() -> bool {
    system_query().is_some_and(|query| query.matches())
}

fn system_query() -> Option<web_sys::MediaQueryList> {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten()
}

/// The browser's own bars take the theme's paper colour.
fn paint_browser(name: &str) {
    let attribute = format!("data-{name}");
    let Ok(bars) = document().query_selector_all("meta[name='theme-color']") else { return };
    for at in 0..bars.length() {
        if let Some(bar) = bars.item(at).and_then(|node| node.dyn_into::<Element>().ok())
            && let Some(colour) = bar.get_attribute(&attribute)
        {
            let _ = bar.set_attribute("content", &colour);
        }
    }
}
