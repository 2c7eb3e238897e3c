//! The database of older versions of the page: one for all deployments of an origin.
//!
//! It is emptied and never deleted: a tab of an older version may keep something in it at any time.

use super::connection::{Collection, Connection, DatabaseError, completed, succeeded, why};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use web_sys::{IdbObjectStore, IdbRequest, IdbTransactionMode};

const NAME: &str = "inkling";
const VERSION: u32 = 1;

pub struct Older(Connection);

impl Older {
    /// None where no older version has kept anything.
    pub async fn open() -> Option<Self> {
        Connection::open_existing(NAME, VERSION).await.map(Self)
    }

    /// Names and texts of all that it holds.
    pub async fn texts(&self) -> Result<BTreeMap<String, String>, DatabaseError> {
        let (_, store) = self.0.begin(Collection::Drawings, IdbTransactionMode::Readonly)?;
        texts_in(&store).await
    }

    /// Removes these. What has changed meanwhile stays.
    pub async fn forget(&self, texts: &BTreeMap<String, String>) -> Result<(), DatabaseError> {
        let (transaction, store) = self.0.begin(Collection::Drawings, IdbTransactionMode::Readwrite)?;
        let now = texts_in(&store).await?;
        for (name, _) in now.iter().filter(|(name, text)| texts.get(*name) == Some(text)) {
            store.delete(&JsValue::from(name)).map_err(|error| why(&error))?;
        }
        completed(&transaction).await
    }
}

async fn texts_in(store: &IdbObjectStore) -> Result<BTreeMap<String, String>, DatabaseError> {
    let names = store.get_all_keys().map_err(|error| why(&error))?;
    let texts = store.get_all().map_err(|error| why(&error))?;
    // The requests of a transaction are answered in their order.
    succeeded(&texts).await?;
    let list = |request: &IdbRequest| {
        let found = request.result().map_err(|error| why(&error))?;
        Ok(js_sys::Array::from(&found).iter().map(|one| one.as_string()).collect::<Vec<_>>())
    };
    Ok(list(&names)?.into_iter().zip(list(&texts)?).filter_map(|(name, text)| Some((name?, text?))).collect())
}
