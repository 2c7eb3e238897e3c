//! Keeps the drawing over reloads, in its file form, in the browser's stores.

use crate::app::editor::Editor;
use crate::app::linked;
use crate::app::toast::Toast;
use crate::ink::Drawing;
use crate::ink::form::{self, FormError};
use crate::web::kept;
use crate::web::listener::Listener;
use crate::web::storage::{StorageError, Store};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

pub const KEY: &str = "drawing";
/// In the tab's store while the browser's has the visitor's own drawing and the tab one that came with a link.
const LINKED: &str = "linked";
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
    ///
    /// One that came with a link takes the place of the visitor's own in the browser's store only once they draw on it,
    /// and not before that one is somewhere else: then it is returned.
    fn keep(&self, drawing: &Drawing, is_linked: bool) -> Result<Option<String>, StorageError> {
        let json = form::write(drawing);
        // A blank sheet, too: without it, another tab's drawing would take its place.
        let _ = self.tab.save(KEY, &json);
        let own = self.browser.load(KEY).filter(|own| *own != json);
        match own {
            Some(own) if is_linked || self.tab.load(LINKED).is_some() => {
                let _ = self.tab.save(LINKED, LINKED);
                return Ok(Some(own).filter(|_| !is_linked && !drawing.is_empty()));
            }
            _ => self.tab.remove(LINKED),
        }
        if drawing.is_empty() {
            self.browser.remove(KEY);
            return Ok(None);
        }
        self.browser.save(KEY, &json).map(|()| None)
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
        moving: Cell::new(false),
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
    /// Whether the visitor's own drawing is on its way to the kept ones.
    moving: Cell<bool>,
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

    fn now(self: &Rc<Self>) {
        let found =
            self.editor.try_with_untracked(|editor| (editor.revision(), editor.linked, editor.ink().drawing().clone()));
        // A page that is gone has stored its drawing before.
        let Some((revision, is_linked, drawing)) = found else { return };
        if self.kept.get() == revision {
            return;
        }
        match self.stores.keep(&drawing, is_linked) {
            Ok(Some(own)) => self.put_aside(own),
            Ok(None) => {
                self.kept.set(revision);
                self.complained.set(false);
            }
            // Said once; the drawing itself is on the sheet as before.
            Err(error) if !self.complained.replace(true) => self.toast.say(error.to_string()),
            Err(_) => {}
        }
    }

    /// Makes room for what is on the sheet, which is kept once there is.
    fn put_aside(self: &Rc<Self>, own: String) {
        if self.moving.replace(true) {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            match linked::put_aside(own, this.toast).await {
                Ok(done) => {
                    // Where it could not be, that was said; the next visit may have more luck.
                    if done.await {
                        this.moving.set(false);
                        this.stores.tab.remove(LINKED);
                        this.now();
                    }
                }
                Err(_) => this.moving.set(false),
            }
        });
    }
}
