//! The browser's own database: texts under names, for what may become many or large. Each action is a transaction of
//! its own, so that two tabs that keep things at the same time lose nothing, and each opens the database for itself, so
//! that no tab holds up another.

mod connection;
mod older;

pub use connection::{Collection, DatabaseError};

use crate::web::deployment;
use connection::{Connection, completed, succeeded, why};
use older::Older;
use wasm_bindgen::JsValue;
use web_sys::IdbTransactionMode;

/// This deployment's database, as `deployment` names it.
const NAME: &str = "drawings";

/// All texts, in no order.
pub async fn all(of: Collection) -> Result<Vec<String>, DatabaseError> {
    let connection = open().await?;
    if of == Collection::Drawings {
        take_over(&connection).await;
    }
    let (_, store) = connection.begin(of, IdbTransactionMode::Readonly)?;
    let request = store.get_all().map_err(|error| why(&error))?;
    succeeded(&request).await?;
    let texts = request.result().map_err(|error| why(&error))?;
    Ok(js_sys::Array::from(&texts).iter().filter_map(|text| text.as_string()).collect())
}

/// Keeps a text under a name, in the place of the one that was there.
pub async fn put(of: Collection, name: &str, text: &str) -> Result<(), DatabaseError> {
    change(of, [(name.to_owned(), text.to_owned())], []).await
}

/// Keeps some texts and removes some names, all of it or nothing.
pub async fn change(
    of: Collection,
    kept: impl IntoIterator<Item = (String, String)>,
    removed: impl IntoIterator<Item = String>,
) -> Result<(), DatabaseError> {
    let connection = open().await?;
    let (transaction, store) = connection.begin(of, IdbTransactionMode::Readwrite)?;
    let asked = || {
        for (name, text) in kept {
            store.put_with_key(&text.into(), &name.into())?;
        }
        for name in removed {
            store.delete(&name.into())?;
        }
        Ok(())
    };
    if let Err(error) = asked() {
        // Without this, what was asked for before would still be done.
        let _ = transaction.abort();
        return Err(why(&error));
    }
    completed(&transaction).await
}

/// Keeps drawings that are new, all of it or nothing; names that are there already keep their texts. Tells how many were new.
pub async fn add(texts: impl IntoIterator<Item = (String, String)>) -> Result<usize, DatabaseError> {
    let connection = open().await?;
    take_over(&connection).await;
    add_to(&connection, texts).await
}

async fn add_to(
    connection: &Connection,
    texts: impl IntoIterator<Item = (String, String)>,
) -> Result<usize, DatabaseError> {
    let (transaction, store) = connection.begin(Collection::Drawings, IdbTransactionMode::Readwrite)?;
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

pub async fn remove(of: Collection, name: &str) -> Result<(), DatabaseError> {
    change(of, [], [name.to_owned()]).await
}

async fn open() -> Result<Connection, DatabaseError> {
    Connection::open(&deployment::name(NAME)).await
}

/// Takes in what an older version of the page kept. What cannot be moved now stays where it is; the next visit tries
/// again.
async fn take_over(connection: &Connection) {
    if let Some(older) = Older::open().await {
        let _ = move_from(&older, connection).await;
    }
}

/// Texts go from the older database only once they are in this one for good, so whatever interrupts this loses nothing.
async fn move_from(older: &Older, connection: &Connection) -> Result<(), DatabaseError> {
    let texts = older.texts().await?;
    if !texts.is_empty() {
        add_to(connection, texts.clone()).await?;
        older.forget(&texts).await?;
    }
    Ok(())
}
