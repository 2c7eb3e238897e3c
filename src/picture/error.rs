//! Why a picture cannot be read. Each reason has its sentence, which says what to do next.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The size of a file at most, in bytes: larger ones are refused before they are decoded.
pub const MOST_BYTES: usize = 64 << 20;
/// The longer side of a picture at most, in pixels: others are refused by their header, before memory is taken for them.
pub const MOST_SIDE: usize = 20_000;
/// The number of a picture's pixels at most.
pub const MOST_PIXELS: usize = 100_000_000;
/// The memory that decoding may take, in bytes: a small file must not unpack to any size.
pub const MOST_MEMORY: u64 = 512 << 20;

/// A file format that is recognised but not decoded here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ForeignFormat {
    Pdf,
    Text,
    Heic,
    Avif,
    Svg,
    Tiff,
    JpegXl,
    Icon,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecodeError {
    /// No bytes at all.
    Empty,
    /// A format that is not decoded here; the browser's own decoder may be able to.
    Foreign(ForeignFormat),
    /// The file has no format that is known.
    NotAPicture,
    /// The file begins like a picture and does not go on like one.
    Damaged,
    /// The picture has too many pixels; its sides are given in pixels.
    TooLarge { width: u32, height: u32 },
    /// The file is too long; its length is given in bytes.
    TooHeavy { bytes: usize },
    /// The picture takes too much memory, though it does not have too many pixels: they have too many bits. Its unpacked
    /// length is given in bytes.
    TooDeep { bytes: u64 },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "The file is empty; choose another one."),
            Self::Foreign(format) => write!(f, "{}", format.sentence()),
            Self::NotAPicture => {
                write!(f, "This file does not look like a picture; choose a PNG, JPEG, WebP, GIF or BMP file.")
            }
            Self::Damaged => {
                write!(f, "The picture is damaged or did not arrive whole; save or download it once more.")
            }
            Self::TooLarge { width, height } => write!(
                f,
                "The picture has {width} × {height} pixels, and up to {} million with no side over {MOST_SIDE} can be \
                 read; make it smaller or cut out the part with the digits.",
                MOST_PIXELS / 1_000_000
            ),
            Self::TooHeavy { bytes } => write!(
                f,
                "The file has {} MB, and up to {} MB can be read; save the picture smaller.",
                bytes.div_ceil(1 << 20),
                MOST_BYTES >> 20
            ),
            Self::TooDeep { bytes } => write!(
                f,
                "The picture takes {} MB once unpacked, and up to {} MB can be read; save it with 8 bits a colour.",
                bytes.div_ceil(1 << 20),
                MOST_MEMORY >> 20
            ),
        }
    }
}

impl std::error::Error for DecodeError {}

impl ForeignFormat {
    /// The format of a file by its first bytes; None for others.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let start = &bytes[..bytes.len().min(1024)];
        let has = |at: usize, mark: &[u8]| start.get(at..at + mark.len()) == Some(mark);
        if has(0, b"%PDF") {
            return Some(Self::Pdf);
        }
        if has(4, b"ftyp") {
            let brand = start.get(8..12)?;
            return match brand {
                b"avif" | b"avis" => Some(Self::Avif),
                b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => Some(Self::Heic),
                _ => None,
            };
        }
        if has(0, b"II*\0") || has(0, b"MM\0*") {
            return Some(Self::Tiff);
        }
        if has(0, &[0xff, 0x0a]) || has(4, b"JXL ") {
            return Some(Self::JpegXl);
        }
        if has(0, &[0, 0, 1, 0]) {
            return Some(Self::Icon);
        }
        let text = match std::str::from_utf8(start) {
            Ok(text) => text,
            // The cut may have gone through a letter.
            Err(error) if error.error_len().is_none() => std::str::from_utf8(&start[..error.valid_up_to()]).ok()?,
            Err(_) => return None,
        };
        let plain = !text.is_empty() && !text.chars().any(|symbol| symbol.is_control() && !symbol.is_whitespace());
        match plain {
            true if text.contains("<svg") => Some(Self::Svg),
            true => Some(Self::Text),
            false => None,
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::Pdf => "This is a PDF, not a picture; take a screenshot of the page with the digits and open that.",
            Self::Text => "This is text, not a picture; choose a PNG, JPEG, WebP, GIF or BMP file.",
            Self::Heic => "This is a HEIC photo, which this browser cannot open; save it as JPEG and open that.",
            Self::Avif => {
                "This is an AVIF picture, which this browser cannot open; save it as PNG or JPEG and open that."
            }
            Self::Svg => "This is an SVG drawing, which could not be opened; save it as PNG and open that.",
            Self::Tiff => {
                "This is a TIFF picture, which this browser cannot open; save it as PNG or JPEG and open that."
            }
            Self::JpegXl => {
                "This is a JPEG XL picture, which this browser cannot open; save it as PNG or JPEG and open that."
            }
            Self::Icon => "This is an icon, which could not be opened; save it as PNG and open that.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_formats_are_known_by_their_first_bytes() {
        let cases: [(&[u8], Option<ForeignFormat>); 9] = [
            (b"%PDF-1.7\n%\xe2\xe3", Some(ForeignFormat::Pdf)),
            (b"\0\0\0\x18ftypheic\0\0", Some(ForeignFormat::Heic)),
            (b"\0\0\0\x18ftypavif\0\0", Some(ForeignFormat::Avif)),
            (b"<?xml version=\"1.0\"?><svg/>", Some(ForeignFormat::Svg)),
            ("Grüße".as_bytes(), Some(ForeignFormat::Text)),
            (b"II*\0\x08", Some(ForeignFormat::Tiff)),
            (b"\0\0\0\x18ftypmp42\0\0", None),
            (b"\x01\x02\x03", None),
            (b"", None),
        ];
        for (bytes, format) in cases {
            assert_eq!(ForeignFormat::of(bytes), format, "{bytes:?}");
        }
    }

    #[test]
    fn text_cut_within_a_letter_is_text() {
        let text = "ü".repeat(600);
        assert_eq!(ForeignFormat::of(&text.as_bytes()[..1023]), Some(ForeignFormat::Text));
    }

    #[test]
    fn every_sentence_ends_and_none_shouts() {
        let formats = [
            ForeignFormat::Pdf,
            ForeignFormat::Text,
            ForeignFormat::Heic,
            ForeignFormat::Avif,
            ForeignFormat::Svg,
            ForeignFormat::Tiff,
            ForeignFormat::JpegXl,
            ForeignFormat::Icon,
        ];
        let others = [
            DecodeError::Empty,
            DecodeError::NotAPicture,
            DecodeError::Damaged,
            DecodeError::TooLarge { width: 30_000, height: 30_000 },
            DecodeError::TooHeavy { bytes: MOST_BYTES + 1 },
            DecodeError::TooDeep { bytes: MOST_MEMORY + 1 },
        ];
        for error in formats.map(DecodeError::Foreign).into_iter().chain(others) {
            let sentence = error.to_string();
            assert!(sentence.ends_with('.') && !sentence.contains('!'), "{sentence}");
            assert_eq!(sentence.matches(['.', ';']).count(), 2, "{sentence}");
        }
    }
}
