//! Keeps the drawing over reloads, in its file form, in the browser's stores.

use crate::app::editor::Editor;
use crate::app::toast::Toast;
use crate::ink::Drawing;
use crate::ink::form::{self, FormError};
use crate::web::kept;
use crate::web::listener::Listener;
use crate::web::storage::{StorageError, Store};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

pub const KEY: &str = "drawing";
/// Storing waits until the hand rests, so that it never delays a stroke.
const REST: Duration = Duration::from_millis(200);

/// Where the drawing is kept: each tab has its own, which its reloads find again, and the one that was changed last is
/// there for the next visit.
#[derive(Clone)]
pub struct Stores {
    tab: Store,
    browser: Store,
}

impl Stores {
    pub fn of_page() -> Self {
        Self { tab: Store::of_tab(), browser: Store::local() }
    }

    /// The drawing that was kept, blank where there is none; or why it cannot be read.
    pub fn restore(&self) -> Result<Drawing, FormError> {
        let of_tab = self.tab.load(KEY);
        let Some(json) = of_tab.or_else(|| self.browser.load(KEY)) else { return Ok(Drawing::default()) };
        // From now on it is this tab's, whatever another one keeps.
        let _ = self.tab.save(KEY, &json);
        kept::drawing(&json)
    }

    /// In either store it outlives a reload; only in the browser's it outlives the tab.
    fn keep(&self, drawing: &Drawing) -> Result<(), StorageError> {
        let json = form::write(drawing);
        // A blank sheet, too: without it, another tab's drawing would take its place.
        let _ = self.tab.save(KEY, &json);
        if drawing.is_empty() {
            self.browser.remove(KEY);
            return Ok(());
        }
        self.browser.save(KEY, &json)
    }
}

/// Keeps the drawing after every change from now on.
pub fn keep(editor: RwSignal<Editor>, stores: Stores, toast: Toast) {
    let autosave = Rc::new(Autosave {
        editor,
        stores,
        toast,
        kept: Cell::new(editor.with_untracked(Editor::revision)),
        complained: Cell::new(false),
        resting: RefCell::new(None),
    });
    let state = Memo::new(move |_| editor.with(|editor| (editor.revision(), editor.is_busy())));
    let keep = autosave.clone();
    Effect::new(move || {
        let (_, busy) = state.get();
        keep.later(busy);
    });
    // The hand may not have rested yet when the page is closed.
    Listener::new(&window(), "pagehide", move |_: web_sys::Event| autosave.now()).forever();
}

struct Autosave {
    editor: RwSignal<Editor>,
    stores: Stores,
    toast: Toast,
    /// The state of the sheet that is in the store.
    kept: Cell<u32>,
    complained: Cell<bool>,
    resting: RefCell<Option<TimeoutHandle>>,
}

impl Autosave {
    fn later(self: &Rc<Self>, busy: bool) {
        if let Some(earlier) = self.resting.take() {
            earlier.clear();
        }
        if !busy {
            let this = self.clone();
            self.resting.replace(set_timeout_with_handle(move || this.now(), REST).ok());
        }
    }

    fn now(&self) {
        let found = self.editor.try_with_untracked(|editor| (editor.revision(), editor.ink().drawing().clone()));
        // A page that is gone has stored its drawing before.
        let Some((revision, drawing)) = found else { return };
        if self.kept.get() == revision {
            return;
        }
        match self.stores.keep(&drawing) {
            Ok(()) => {
                self.kept.set(revision);
                self.complained.set(false);
            }
            // Said once; the drawing itself is on the sheet as before.
            Err(error) if !self.complained.replace(true) => self.toast.say(error.to_string()),
            Err(_) => {}
        }
    }
}
