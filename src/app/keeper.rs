//! Keeps the drawing over reloads, in its file form, in the browser's store.

use crate::app::desk::Desk;
use crate::app::toast::Toast;
use crate::ink::{Drawing, form};
use crate::web::listener::Listener;
use crate::web::storage::Store;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

pub const KEY: &str = "inkling.drawing";
/// Storing waits until the hand rests, so that it never delays a stroke.
const REST: Duration = Duration::from_millis(200);

/// The drawing that was kept, or why it cannot be read.
pub fn restore(store: &Store) -> Result<Drawing, form::FormError> {
    match store.load(KEY) {
        Some(json) => form::read(&json).map(|labelled| labelled.drawing),
        None => Ok(Drawing::default()),
    }
}

/// Keeps the drawing after every change from now on.
pub fn keep(desk: RwSignal<Desk>, store: Store, toast: Toast) {
    let keeper = Rc::new(Keeper {
        desk,
        store,
        toast,
        kept: Cell::new(desk.with_untracked(Desk::revision)),
        complained: Cell::new(false),
        resting: RefCell::new(None),
    });
    let state = Memo::new(move |_| desk.with(|desk| (desk.revision(), desk.is_busy())));
    let keep = keeper.clone();
    Effect::new(move || {
        let (_, busy) = state.get();
        keep.later(busy);
    });
    // The hand may not have rested yet when the page is closed.
    Listener::new(&window(), "pagehide", move |_: web_sys::Event| keeper.now()).forever();
}

struct Keeper {
    desk: RwSignal<Desk>,
    store: Store,
    toast: Toast,
    /// The state of the sheet that is in the store.
    kept: Cell<u32>,
    complained: Cell<bool>,
    resting: RefCell<Option<TimeoutHandle>>,
}

impl Keeper {
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
        let found = self.desk.try_with_untracked(|desk| (desk.revision(), desk.ink().drawing().clone()));
        // A page that is gone has stored its drawing before.
        let Some((revision, drawing)) = found else { return };
        if self.kept.get() == revision {
            return;
        }
        let kept = match drawing.is_empty() {
            true => {
                self.store.remove(KEY);
                Ok(())
            }
            false => self.store.save(KEY, &form::write(&drawing)),
        };
        match kept {
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
