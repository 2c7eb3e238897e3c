//! Unpacking, with an end: a file of a few bytes must not unfold without one.

use flate2::read::{DeflateDecoder, MultiGzDecoder};
use std::fmt;
use std::io::Read;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    Damaged,
    TooLarge { most: usize },
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged => write!(f, "It is damaged or did not arrive whole. Download or pack it once more."),
            Self::TooLarge { most } => {
                write!(f, "It unpacks to more than the {} MB that there is room for. Choose a part of it.", most >> 20)
            }
        }
    }
}

impl std::error::Error for PackError {}

/// What a gzip file holds, up to so many bytes.
pub fn gunzip(bytes: &[u8], most: usize) -> Result<Vec<u8>, PackError> {
    all(MultiGzDecoder::new(bytes), most)
}

/// What was deflated, up to so many bytes.
pub fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, PackError> {
    all(DeflateDecoder::new(bytes), most)
}

/// The first bytes of what was deflated; fewer where it ends or is damaged.
pub fn inflate_start(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut start = Vec::new();
    // What was read before the damage is kept.
    let _ = DeflateDecoder::new(bytes).take(most as u64).read_to_end(&mut start);
    start
}

fn all(reader: impl Read, most: usize) -> Result<Vec<u8>, PackError> {
    let mut plain = Vec::new();
    reader.take(most as u64 + 1).read_to_end(&mut plain).map_err(|_| PackError::Damaged)?;
    if plain.len() > most { Err(PackError::TooLarge { most }) } else { Ok(plain) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn what_was_packed_comes_back() {
        assert_eq!(gunzip(&gzip(b"seven"), 5), Ok(b"seven".to_vec()));
        assert_eq!(gunzip(&[gzip(b"se"), gzip(b"ven")].concat(), 9), Ok(b"seven".to_vec()));
    }

    #[test]
    fn bombs_and_damage_are_refused() {
        let bomb = gzip(&vec![0; 4 << 20]);
        assert!(bomb.len() < 40_000);
        assert_eq!(gunzip(&bomb, 1 << 20), Err(PackError::TooLarge { most: 1 << 20 }));
        assert_eq!(gunzip(&bomb[..bomb.len() / 2], 8 << 20), Err(PackError::Damaged));
        assert_eq!(inflate(b"\xff\xff\xff", 9), Err(PackError::Damaged));
    }
}
