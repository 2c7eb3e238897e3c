//! What a file is, by how it begins, whatever its name says.

/// So many bytes tell.
pub const ENOUGH: usize = 512;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Gzip,
    Zip,
    Idx,
    Csv,
    Strokes,
    /// A picture, or nothing that is known here.
    Other,
}

pub fn of(bytes: &[u8]) -> Format {
    let start = &bytes[..bytes.len().min(ENOUGH)];
    match start {
        [0x1f, 0x8b, ..] => Format::Gzip,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Format::Zip,
        // Two noughts, the kind of number, the dimensions. An icon has its kind where this has its dimensions.
        [0, 0, 8..=14, 1..=4, ..] => Format::Idx,
        _ => of_text(start),
    }
}

fn of_text(start: &[u8]) -> Format {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let plain = line.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | 0x80..));
    match line.first() {
        Some(b'{') if plain => Format::Strokes,
        // A drawing for browsers is text as well, and has commas.
        Some(b'<') | None => Format::Other,
        Some(_) if plain && line.contains(&b',') && std::str::from_utf8(&line[..line.len().min(8)]).is_ok() => {
            Format::Csv
        }
        Some(_) => Format::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_how_they_begin() {
        let cases: [(&[u8], Format); 12] = [
            (b"\x1f\x8b\x08", Format::Gzip),
            (b"PK\x03\x04abc", Format::Zip),
            (b"\0\0\x08\x03\0\0", Format::Idx),
            (b"\0\0\x0d\x03\0\0", Format::Idx),
            (b"label,pixel0,pixel1\n", Format::Csv),
            (b"\xef\xbb\xbf5,0,0,0", Format::Csv),
            (b"\n{\"text\": 1}", Format::Strokes),
            (b"\x89PNG\r\n\x1a\n", Format::Other),
            (b"GIF89a,,,\x01\0", Format::Other),
            (b"<svg d='1,2'/>", Format::Other),
            (b"\0\0\x01\0", Format::Other),
            (b"", Format::Other),
        ];
        for (bytes, form) in cases {
            assert_eq!(of(bytes), form, "{bytes:?}");
        }
    }
}
