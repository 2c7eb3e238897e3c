//! The browser's own database: texts under names, for what may become many or large. Each deed is a transaction of its
//! own, so that two tabs that keep things at the same time lose nothing, and each opens the database for itself, so that
//! no tab holds up another.

use crate::web::listener::Listener;
use futures_channel::oneshot;
use leptos::prelude::window;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomException, Event, EventTarget, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const NAME: &str = "inkling";
const VERSION: u32 = 1;
const STORE: &str = "kept";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseError {
    /// The browser keeps nothing for this page.
    Refused,
    /// It keeps things, but not this much.
    Full,
    /// Another tab has the database in a form that this page does not know, or holds on to the one of before.
    OtherForm,
}

impl fmt::Display for DatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused => {
                "This browser lets the page keep nothing, as in some private windows. What is on the sheet stays there; \
                 save it as a file, or allow the page to store data."
            }
            Self::Full => {
                "The browser’s storage is full. What is on the sheet stays there; delete drawings that you no longer \
                 need, or save this one as a file."
            }
            Self::OtherForm => {
                "Another tab keeps drawings with another version of this page. Close the other tabs, then reload this one."
            }
        })
    }
}

impl std::error::Error for DatabaseError {}

/// All texts, in no order.
pub async fn all() -> Result<Vec<String>, DatabaseError> {
    let open = Open::new().await?;
    let transaction = open.begin(IdbTransactionMode::Readonly)?;
    let request = store(&transaction)?.get_all().map_err(|error| why(&error))?;
    succeeded(&request).await?;
    let texts = request.result().map_err(|error| why(&error))?;
    Ok(js_sys::Array::from(&texts).iter().filter_map(|text| text.as_string()).collect())
}

/// Keeps a text under a name, in the place of the one that was there.
pub async fn put(name: &str, text: &str) -> Result<(), DatabaseError> {
    let open = Open::new().await?;
    let transaction = open.begin(IdbTransactionMode::Readwrite)?;
    store(&transaction)?.put_with_key(&text.into(), &name.into()).map_err(|error| why(&error))?;
    completed(&transaction).await
}

/// Keeps what is new, all of it or nothing; names that are there already keep their texts. Tells how many were new.
pub async fn add(texts: impl IntoIterator<Item = (String, String)>) -> Result<usize, DatabaseError> {
    let open = Open::new().await?;
    let transaction = open.begin(IdbTransactionMode::Readwrite)?;
    let store = store(&transaction)?;
    let names = store.get_all_keys().map_err(|error| why(&error))?;
    succeeded(&names).await?;
    let names = js_sys::Set::new(&names.result().map_err(|error| why(&error))?);
    let mut count = 0;
    for (name, text) in texts {
        let name = JsValue::from(name);
        if !names.has(&name) {
            store.put_with_key(&text.into(), &name).map_err(|error| why(&error))?;
            count += 1;
        }
    }
    // A transaction without any request left ends by itself.
    completed(&transaction).await?;
    Ok(count)
}

pub async fn remove(name: &str) -> Result<(), DatabaseError> {
    let open = Open::new().await?;
    let transaction = open.begin(IdbTransactionMode::Readwrite)?;
    store(&transaction)?.delete(&name.into()).map_err(|error| why(&error))?;
    completed(&transaction).await
}

/// The database while something is done with it.
struct Open(IdbDatabase);

impl Open {
    async fn new() -> Result<Self, DatabaseError> {
        // Some browsers throw where others have none.
        let factory = window().indexed_db().ok().flatten().ok_or(DatabaseError::Refused)?;
        let request = factory.open_with_u32(NAME, VERSION).map_err(|error| why(&error))?;
        let asked: IdbOpenDbRequest = request.clone();
        let _making = Listener::new(&request, "upgradeneeded", move |_: Event| {
            if let Some(database) = database(&asked) {
                // Where it fails, the first transaction says so.
                let _ = database.create_object_store(STORE);
            }
        });
        match first(&request, ["success", "error", "blocked"]).await {
            Some("success") => database(&request).map(Self).ok_or(DatabaseError::Refused),
            Some("blocked") => Err(DatabaseError::OtherForm),
            _ => Err(reason(request.error().ok().flatten())),
        }
    }

    fn begin(&self, mode: IdbTransactionMode) -> Result<IdbTransaction, DatabaseError> {
        self.0.transaction_with_str_and_mode(STORE, mode).map_err(|error| why(&error))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // Transactions under way are ended first.
        self.0.close();
    }
}

fn database(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

fn store(transaction: &IdbTransaction) -> Result<IdbObjectStore, DatabaseError> {
    transaction.object_store(STORE).map_err(|error| why(&error))
}

async fn succeeded(request: &IdbRequest) -> Result<(), DatabaseError> {
    match first(request, ["success", "error"]).await {
        Some("success") => Ok(()),
        _ => Err(reason(request.error().ok().flatten())),
    }
}

/// Only a transaction that is complete has kept anything: a full disk is often told at its end.
async fn completed(transaction: &IdbTransaction) -> Result<(), DatabaseError> {
    match first(transaction, ["complete", "abort"]).await {
        Some("complete") => Ok(()),
        _ => Err(reason(transaction.error())),
    }
}

/// Which of these happens first.
async fn first<const N: usize>(target: &EventTarget, kinds: [&'static str; N]) -> Option<&'static str> {
    let (tell, heard) = oneshot::channel();
    let tell = Rc::new(RefCell::new(Some(tell)));
    let _listeners = kinds.map(|kind| {
        let tell = tell.clone();
        Listener::new(target, kind, move |_: Event| {
            // Nobody waits any more: that is no error.
            let _ = tell.take().map(|tell| tell.send(kind));
        })
    });
    heard.await.ok()
}

fn why(error: &JsValue) -> DatabaseError {
    reason(error.dyn_ref::<DomException>().cloned())
}

fn reason(error: Option<DomException>) -> DatabaseError {
    match error.map(|error| error.name()).as_deref() {
        Some("QuotaExceededError") => DatabaseError::Full,
        Some("VersionError" | "NotFoundError") => DatabaseError::OtherForm,
        _ => DatabaseError::Refused,
    }
}
