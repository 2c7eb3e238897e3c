//! A part of a message that whoever passes it on need not understand.

use super::bytes::{Garbled, decode, encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// A value as bytes. What only hands it on has no code for what is in it: neither the page's own module nor the engine of
/// the first load grows by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Packed<T>(Vec<u8>, PhantomData<T>);

impl<T: Serialize> Packed<T> {
    pub fn new(value: &T) -> Self {
        Self(encode(value), PhantomData)
    }
}

impl<T: DeserializeOwned> Packed<T> {
    pub fn open(&self) -> Result<T, Garbled> {
        decode(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        let packed = Packed::new(&vec![7u32, 9]);
        let passed_on: Packed<Vec<u32>> = decode(&encode(&packed)).unwrap();
        assert_eq!(passed_on.open(), Ok(vec![7, 9]));
        assert_eq!(Packed::<Vec<u32>>(vec![200], PhantomData).open(), Err(Garbled));
    }
}
