//! Zip files: their entries by name, each unpacked when it is wanted.

use super::gzip::{self, PackError};
use crate::crc::crc32;
use crate::picture;
use std::fmt;
use std::ops::Range;

const END: [u8; 4] = *b"PK\x05\x06";
const ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
/// The end's own length, and the longest comment behind it.
const END_LENGTH: usize = 22;
const LONGEST_COMMENT: usize = 0xFFFF;
/// What marks a number that is elsewhere, for zips over four gigabytes.
const ELSEWHERE: u32 = u32::MAX;

#[derive(Clone, Debug, PartialEq)]
pub struct Zip {
    bytes: Vec<u8>,
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub name: String,
    /// Its length once unpacked, as the zip says.
    pub size: usize,
    packing: Packing,
    packed: usize,
    header: usize,
    crc: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Stored,
    Deflated,
    Locked,
    Other(u16),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZipError {
    NoEnd,
    Huge,
    Damaged,
    Locked,
    Packing(u16),
    Unpacks(PackError),
}

impl fmt::Display for ZipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoEnd => write!(f, "The zip has no end: it did not arrive whole. Download or pack it once more."),
            Self::Huge => {
                write!(f, "The zip is of the kind for over four gigabytes or in several parts. Pack it anew.")
            }
            Self::Damaged => write!(f, "It is damaged in the zip. Download or pack it once more."),
            Self::Locked => write!(f, "It is locked with a password. Pack it without one."),
            Self::Packing(kind) => {
                write!(f, "It is packed in a way (number {kind}) that is not read. Pack it as usual.")
            }
            Self::Unpacks(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ZipError {}

impl Zip {
    pub fn open(bytes: Vec<u8>) -> Result<Self, ZipError> {
        let end = find_end(&bytes).ok_or(ZipError::NoEnd)?;
        let (part, count, start) = (half(&bytes, end + 4), half(&bytes, end + 10), word(&bytes, end + 16));
        let (Some(part), Some(count), Some(start)) = (part, count, start) else { return Err(ZipError::NoEnd) };
        if part != 0 || count == u16::MAX || start == ELSEWHERE {
            return Err(ZipError::Huge);
        }
        let mut entries = Vec::new();
        let mut at = start as usize;
        for _ in 0..count {
            let (entry, next) = entry(&bytes, at).ok_or(ZipError::Damaged)?;
            if entry.packed == ELSEWHERE as usize || entry.header == ELSEWHERE as usize {
                return Err(ZipError::Huge);
            }
            at = next;
            // Folders have entries of their own.
            if !entry.name.ends_with('/') {
                entries.push(entry);
            }
        }
        Ok(Self { bytes, entries })
    }

    /// Its own length.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// An entry's first bytes, fewer where something is wrong with it.
    pub fn start(&self, entry: &Entry, most: usize) -> Vec<u8> {
        let packed = self.packed(entry).and_then(|range| self.bytes.get(range)).unwrap_or_default();
        match entry.packing {
            Packing::Stored => packed[..packed.len().min(most)].to_vec(),
            Packing::Deflated => gzip::inflate_start(packed, most),
            Packing::Locked | Packing::Other(_) => Vec::new(),
        }
    }

    /// All of an entry, up to so many bytes.
    pub fn unpack(&self, entry: &Entry, most: usize) -> Result<Vec<u8>, ZipError> {
        let packed = self.packed(entry).and_then(|range| self.bytes.get(range)).ok_or(ZipError::Damaged)?;
        if entry.size > most {
            return Err(ZipError::Unpacks(PackError::TooLarge { most }));
        }
        let plain = match entry.packing {
            Packing::Stored => packed.to_vec(),
            // What unfolds to more than it says is damaged, or a trap.
            Packing::Deflated => gzip::inflate(packed, entry.size).map_err(|_| ZipError::Damaged)?,
            Packing::Locked => return Err(ZipError::Locked),
            Packing::Other(kind) => return Err(ZipError::Packing(kind)),
        };
        if plain.len() == entry.size && crc32(&plain) == entry.crc { Ok(plain) } else { Err(ZipError::Damaged) }
    }

    /// A picture's bytes.
    pub fn picture(&self, entry: &Entry) -> Result<Vec<u8>, ZipError> {
        self.unpack(entry, picture::MOST_BYTES)
    }

    /// Where its packed bytes are: behind a header of its own, whose name and extras may be other than the list's.
    fn packed(&self, entry: &Entry) -> Option<Range<usize>> {
        let at = entry.header;
        if self.bytes.get(at..at.checked_add(4)?)? != LOCAL {
            return None;
        }
        let (name, extra) = (half(&self.bytes, at + 26)?, half(&self.bytes, at + 28)?);
        let begin = (at + 30).checked_add(usize::from(name))?.checked_add(usize::from(extra))?;
        Some(begin..begin.checked_add(entry.packed)?)
    }
}

/// The entry at this place of the list, and where the next one begins.
fn entry(bytes: &[u8], at: usize) -> Option<(Entry, usize)> {
    if bytes.get(at..at.checked_add(4)?)? != ENTRY {
        return None;
    }
    let lengths = [half(bytes, at + 28)?, half(bytes, at + 30)?, half(bytes, at + 32)?].map(usize::from);
    let name = bytes.get(at + 46..at + 46 + lengths[0])?;
    let packing = match (half(bytes, at + 8)? & 1, half(bytes, at + 10)?) {
        (1, _) => Packing::Locked,
        (_, 0) => Packing::Stored,
        (_, 8) => Packing::Deflated,
        (_, other) => Packing::Other(other),
    };
    let entry = Entry {
        name: String::from_utf8_lossy(name).into_owned(),
        size: word(bytes, at + 24)? as usize,
        packing,
        packed: word(bytes, at + 20)? as usize,
        header: word(bytes, at + 42)? as usize,
        crc: word(bytes, at + 16)?,
    };
    Some((entry, at + 46 + lengths.iter().sum::<usize>()))
}

/// The last place where the end may be, from behind: a comment follows it.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_LENGTH)?;
    (last.saturating_sub(LONGEST_COMMENT)..=last).rev().find(|at| bytes[*at..].starts_with(&END))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
