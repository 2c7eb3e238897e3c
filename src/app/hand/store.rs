//! Examples in the browser's database, beside the kept drawings: a text for each, in the file form.

use super::examples::Examples;
use crate::hand::{Example, file};
use crate::web::database::{self, Collection, DatabaseError};
use std::sync::Arc;

/// All of them, in the order in which they were learned. What cannot be read any more is left out.
pub async fn all() -> Result<Examples, DatabaseError> {
    let texts = database::all(Collection::Hand).await?;
    let read = texts.iter().filter_map(|text| file::read(text.as_bytes()).ok());
    let mut examples: Examples = read.flatten().map(Arc::new).collect();
    examples.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.id.cmp(&b.id)));
    Ok(examples)
}

/// Keeps some and removes others, all of it or nothing.
pub async fn change(kept: &[Arc<Example>], removed: &[u64]) -> Result<(), DatabaseError> {
    let text = |example: &Arc<Example>| (name(example.id), file::write(std::slice::from_ref(&**example)));
    database::change(Collection::Hand, kept.iter().map(text), removed.iter().map(|id| name(*id))).await
}

fn name(id: u64) -> String {
    format!("{id:016x}")
}

/// What a failure means for what was learned just now.
pub fn sentence(error: DatabaseError) -> &'static str {
    match error {
        DatabaseError::Refused => {
            "This browser lets the page keep nothing, so what it learns is gone when you close the page. Export it, or \
             allow the page to store data."
        }
        DatabaseError::Full => {
            "The browser’s storage is full, so this is gone when you close the page. Delete kept drawings or forget \
             examples that you no longer need."
        }
        DatabaseError::OtherForm => {
            "Another tab has another version of this page, so this is gone when you close the page. Close the other \
             tabs, then reload this one."
        }
        DatabaseError::Silent => {
            "The browser’s storage does not answer, so this is gone when you close the page. Export it, or reload the \
             page and put it right once more."
        }
    }
}
