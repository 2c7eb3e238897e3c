//! Messages as bytes of postcard.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A message that could not be read: page and worker are of different builds.
#[derive(Debug, PartialEq, Eq)]
pub struct Garbled;

impl fmt::Display for Garbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Page and reader do not understand each other. Reload the page.")
    }
}

impl std::error::Error for Garbled {}

pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Plain data into growing memory: there is no way for this to fail.
    postcard::to_allocvec(message).unwrap_or_default()
}

pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, Garbled> {
    postcard::from_bytes(bytes).map_err(|_| Garbled)
}

/// A message that stands before other bytes, and those.
pub fn decode_head<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<(T, &'a [u8]), Garbled> {
    postcard::take_from_bytes(bytes).map_err(|_| Garbled)
}
