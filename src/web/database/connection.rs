//! One database of the browser, opened: its transactions, how their requests end, and what their failures mean.

use crate::web::dom::window;
use crate::web::listener::Listener;
use crate::web::timer::Timeout;
use futures_channel::oneshot;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    DomException, Event, EventTarget, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

/// Version 1 had drawings alone; whatever is missing is made when the database is opened.
const VERSION: u32 = 2;
/// Another tab has the database open for as long as one action takes.
const OTHERS: Duration = Duration::from_secs(3);
/// A browser that works opens a database, or says why not, in milliseconds.
const OPENING: Duration = Duration::from_secs(5);
/// A slow disk may take its time over many drawings.
const WORKING: Duration = Duration::from_secs(15);

/// What is kept: each in a store of its own in the same database, so that they go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collection {
    /// The gallery's drawings.
    Drawings,
    /// The examples that a hand was learned from.
    Hand,
}

impl Collection {
    const ALL: [Self; 2] = [Self::Drawings, Self::Hand];

    fn store(self) -> &'static str {
        match self {
            Self::Drawings => "kept",
            Self::Hand => "hand",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseError {
    /// The browser keeps nothing for this page.
    Refused,
    /// It keeps things, but not this much.
    Full,
    /// Another tab has the database in a form that this page does not know, or holds on to the one of before.
    OtherForm,
    /// It has not answered for seconds, and may never.
    Silent,
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
            Self::Silent => {
                "The browser’s storage does not answer. What is on the sheet stays there; reload the page and try again, \
                 or save it as a file."
            }
        })
    }
}

impl std::error::Error for DatabaseError {}

/// A database while something is done with it.
pub struct Connection(IdbDatabase);

impl Connection {
    /// The database of this name, made where there is none.
    pub async fn open(name: &str) -> Result<Self, DatabaseError> {
        Self::open_or(name, VERSION, |database, _| {
            for collection in Collection::ALL {
                // Fails for one that is there already; where else it fails, the first transaction says so.
                let _ = database.create_object_store(collection.store());
            }
        })
        .await
    }

    /// The database of this name and version; none where there is none, or it cannot be had.
    pub async fn open_existing(name: &str, version: u32) -> Option<Self> {
        let opened = Self::open_or(name, version, |_, making| {
            // Then none is made either, and the request fails.
            let _ = making.abort();
        });
        opened.await.ok()
    }

    /// Opens it, or does this where it would have to be made.
    async fn open_or(
        name: &str,
        version: u32,
        make: impl Fn(&IdbDatabase, &IdbTransaction) + 'static,
    ) -> Result<Self, DatabaseError> {
        // Some browsers throw where others have none.
        let factory = window().indexed_db().ok().flatten().ok_or(DatabaseError::Refused)?;
        let request = factory.open_with_u32(name, version).map_err(|error| why(&error))?;
        let asked: IdbOpenDbRequest = request.clone();
        let making = Listener::new(&request, "upgradeneeded", move |_: Event| {
            if let (Some(database), Some(making)) = (database(&asked), asked.transaction()) {
                make(&database, &making);
            }
        });
        let mut late = DatabaseError::Silent;
        let mut ended = first_within(&request, ["success", "error", "blocked"], OPENING).await;
        if ended == Some("blocked") {
            late = DatabaseError::OtherForm;
            ended = first_within(&request, ["success", "error"], OTHERS).await;
        }
        match ended {
            Some("success") => database(&request).map(Self).ok_or(DatabaseError::Refused),
            Some(_) => Err(reason(request.error().ok().flatten())),
            None => {
                // It may still open: whole, and without holding up others then.
                making.forever();
                let opened = request.clone();
                Listener::new(&request, "success", move |_: Event| drop(database(&opened).map(Self))).forever();
                Err(late)
            }
        }
    }

    /// A transaction and the texts in it. One without any request left ends by itself.
    pub fn begin(
        &self,
        collection: Collection,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore), DatabaseError> {
        let name = collection.store();
        let transaction = self.0.transaction_with_str_and_mode(name, mode).map_err(|error| why(&error))?;
        let store = transaction.object_store(name).map_err(|error| why(&error))?;
        Ok((transaction, store))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // Transactions under way are ended first.
        self.0.close();
    }
}

pub async fn succeeded(request: &IdbRequest) -> Result<(), DatabaseError> {
    match first_within(request, ["success", "error"], WORKING).await {
        Some("success") => Ok(()),
        None => Err(DatabaseError::Silent),
        Some(_) => Err(reason(request.error().ok().flatten())),
    }
}

/// Only a transaction that is complete has kept anything: a full disk is often told at its end.
pub async fn completed(transaction: &IdbTransaction) -> Result<(), DatabaseError> {
    match first_within(transaction, ["complete", "abort"], WORKING).await {
        Some("complete") => Ok(()),
        None => {
            // Nothing is to be kept later that was said not to be.
            let _ = transaction.abort();
            Err(DatabaseError::Silent)
        }
        Some(_) => Err(reason(transaction.error())),
    }
}

pub fn why(error: &JsValue) -> DatabaseError {
    reason(error.dyn_ref::<DomException>().cloned())
}

fn database(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

/// Which of these happens first; None where nothing happens in time.
async fn first_within<const N: usize>(
    target: &EventTarget,
    kinds: [&'static str; N],
    time: Duration,
) -> Option<&'static str> {
    let (tell, heard) = oneshot::channel();
    let tell = Rc::new(RefCell::new(Some(tell)));
    let late = tell.clone();
    let _timeout = Timeout::new(time, move || drop(late.take()));
    let _listeners = kinds.map(|kind| {
        let tell = tell.clone();
        Listener::new(target, kind, move |_: Event| {
            // Nobody waits any more: that is no error.
            let _ = tell.take().map(|tell| tell.send(kind));
        })
    });
    heard.await.ok()
}

fn reason(error: Option<DomException>) -> DatabaseError {
    match error.map(|error| error.name()).as_deref() {
        Some("QuotaExceededError") => DatabaseError::Full,
        Some("VersionError" | "NotFoundError") => DatabaseError::OtherForm,
        _ => DatabaseError::Refused,
    }
}
