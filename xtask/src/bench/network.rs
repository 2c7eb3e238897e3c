//! The network that the page opens with.

use crate::project;
use anyhow::{Context, Result};
use inkling::net::weights::Record;

/// The shipped network with its weights.
pub fn network() -> Result<Record> {
    let file = project::root().join("models/numbers.weights");
    let bytes = std::fs::read(&file).with_context(|| format!("{} is missing.", file.display()))?;
    Record::from_bytes(&bytes).with_context(|| format!("{} cannot be used.", file.display()))
}
