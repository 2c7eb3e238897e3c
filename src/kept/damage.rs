//! Made damage: files of kept drawings that were cut, doubled and written over, for the importer to survive.

use super::file::{read, write};
use super::tests::three;

/// A whole file, cut, doubled, with some of its bytes replaced by others that mean something to JSON.
fn mutated(whole: &[u8], mut chance: impl FnMut(usize) -> usize) -> Vec<u8> {
    const MEANINGFUL: &[u8] = b"{}[]\",:.-+eE0123456789\\u\n\r\t ntfx\x00\xFF\xC3";
    let mut bytes = whole.to_vec();
    for _ in 0..=chance(6) {
        if bytes.is_empty() {
            break;
        }
        let at = chance(bytes.len());
        match chance(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, MEANINGFUL[chance(MEANINGFUL.len())]),
            3 => bytes[at] = MEANINGFUL[chance(MEANINGFUL.len())],
            _ => {
                let again: Vec<u8> = bytes[at..].iter().copied().take(chance(40)).collect();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

/// By xorshift: the same inputs on every machine.
fn chances(mut state: u64) -> impl FnMut(usize) -> usize {
    move |of| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % of.max(1) as u64) as usize
    }
}

/// How many of so many made files were still read.
fn survive(count: u64) -> u64 {
    let whole = write(&three()).into_bytes();
    let mut chance = chances(0x9E37_79B9_7F4A_7C15);
    let still_read = (0..count).filter(|_| {
        let file = mutated(&whole, &mut chance);
        // Whatever is said to be read can be written and read again as it was.
        read(&file, 7).is_ok_and(|brought| {
            assert_eq!(read(write(&brought.kept).as_bytes(), 0).map(|again| again.kept), Ok(brought.kept));
            true
        })
    });
    still_read.count() as u64
}

#[test]
fn mutated_files_are_read_or_refused() {
    let read = survive(2_000);
    assert!((100..2_000).contains(&read), "{read} of 2000 were read");
}

#[test]
#[ignore = "a quarter of a minute of made inputs: run it when the importer changes"]
fn a_million_mutated_files_are_read_or_refused() {
    const COUNT: u64 = 1_000_000;
    println!("{COUNT} made files: {} were read, the others refused, none broke the importer", survive(COUNT));
}
