//! Modules taken apart into their sections, and without what only a debugger reads: a third of a large one is the names
//! of its functions.

use anyhow::{Context, Result, ensure};

const CUSTOM: u8 = 0;
/// Custom sections that nothing at run time asks for.
const DROPPED: [&str; 4] = ["name", "producers", "linking", "target_features"];

pub fn without_names(module: &[u8]) -> Result<Vec<u8>> {
    let mut result = module.get(..8).context("It is cut off.")?.to_vec();
    for Section { kind, content, whole } in sections(module)? {
        if kind != CUSTOM || !DROPPED.contains(&name(content)?.0) {
            result.extend_from_slice(whole);
        }
    }
    Ok(result)
}

/// A section with its head, and what is in it.
pub struct Section<'a> {
    pub kind: u8,
    pub content: &'a [u8],
    pub whole: &'a [u8],
}

pub fn sections(module: &[u8]) -> Result<Vec<Section<'_>>> {
    ensure!(module.starts_with(b"\0asm"), "It does not start as one.");
    let mut rest = module.get(8..).context("It is cut off.")?;
    let mut sections = Vec::new();
    while let Some((&kind, after_kind)) = rest.split_first() {
        let (length, after_length) = number(after_kind)?;
        let content = after_length.get(..length).context("A section is cut off.")?;
        let (whole, after) = rest.split_at(rest.len() - after_length.len() + length);
        sections.push(Section { kind, content, whole });
        rest = after;
    }
    Ok(sections)
}

/// The name at the start of the bytes, and what follows it.
pub fn name(bytes: &[u8]) -> Result<(&str, &[u8])> {
    let (length, rest) = number(bytes)?;
    let (name, rest) = rest.split_at_checked(length).context("A name is cut off.")?;
    Ok((std::str::from_utf8(name)?, rest))
}

/// The format's numbers: seven bits a byte, the lowest first.
pub fn number(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let mut value = 0;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok((value, &bytes[place + 1..]));
        }
    }
    anyhow::bail!("A number in it is cut off.")
}

/// A number in the format's way.
pub fn written(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7f {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_and_the_rest_stays() {
        let start = b"\0asm\x01\0\0\0".to_vec();
        let types = b"\x01\x04\x01\x60\0\0".to_vec();
        let names = b"\0\x07\x04name\x01\x02".to_vec();
        let other = b"\0\x04\x03abc".to_vec();
        let module = [start.clone(), types.clone(), names, other.clone()].concat();
        assert_eq!(without_names(&module).unwrap(), [start, types, other].concat());
    }

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for value in [0, 1, 127, 128, 300, 70_000] {
            assert_eq!(number(&written(value)).unwrap(), (value, &[][..]));
        }
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(without_names(b"<!doctype html>").is_err());
        assert!(without_names(b"\0asm\x01\0\0\0\x01\xff").is_err());
    }
}
