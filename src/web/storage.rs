//! The browser's store of small texts, each under a key of this deployment's own. It may be full, or refused
//! altogether, as in some private windows.

use crate::web::deployment;
use crate::web::dom::window;
use std::fmt;
use web_sys::Storage;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser keeps nothing for this page.
    Refused,
    /// It keeps things, but not this much.
    Full,
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => {
                write!(f, "This browser keeps nothing for this page: the drawing will be gone when you close it.")
            }
            Self::Full => {
                write!(f, "The browser's storage is full: this drawing will be gone when you close the page.")
            }
        }
    }
}

impl std::error::Error for StorageError {}

/// A store, or the lack of one.
#[derive(Clone, Debug)]
pub struct Store(Option<Storage>);

impl Store {
    pub fn local() -> Self {
        Self(window().local_storage().ok().flatten())
    }

    /// This tab's own, which outlives its reloads.
    pub fn of_tab() -> Self {
        Self(window().session_storage().ok().flatten())
    }

    /// A store that refuses everything.
    pub fn none() -> Self {
        Self(None)
    }

    pub fn load(&self, key: &str) -> Option<String> {
        self.0.as_ref()?.get_item(&deployment::name(key)).ok().flatten()
    }

    pub fn save(&self, key: &str, text: &str) -> Result<(), StorageError> {
        let store = self.0.as_ref().ok_or(StorageError::Refused)?;
        store.set_item(&deployment::name(key), text).map_err(|_| StorageError::Full)
    }

    pub fn remove(&self, key: &str) {
        if let Some(store) = &self.0 {
            let _ = store.remove_item(&deployment::name(key));
        }
    }
}
