//! IDX files, the form MNIST has: pictures and labels.

use super::{MOST_BYTES, MOST_EXAMPLES};
use crate::raster::Grey;
use std::fmt;

/// Larger pictures of one symbol are no set of this kind.
const MOST_SIDE: u64 = 1024;

#[derive(Clone, Debug, PartialEq)]
pub enum Idx {
    Pictures(Pictures),
    Labels(Vec<u8>),
}

/// Pictures of one size, ink light on black.
#[derive(Clone, Debug, PartialEq)]
pub struct Pictures {
    pub width: usize,
    pub height: usize,
    pixels: Vec<u8>,
}

impl Pictures {
    pub fn len(&self) -> usize {
        self.pixels.len() / (self.width * self.height)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn get(&self, at: usize) -> Option<Grey> {
        self.pixels.chunks_exact(self.width * self.height).nth(at).map(|picture| grey(self.width, self.height, picture))
    }

    pub fn iter(&self) -> impl Iterator<Item = Grey> + '_ {
        self.pixels.chunks_exact(self.width * self.height).map(|picture| grey(self.width, self.height, picture))
    }
}

/// Bytes as ink: 255 is all of it.
pub fn grey(width: usize, height: usize, pixels: &[u8]) -> Grey {
    Grey { width, height, pixels: pixels.iter().map(|&pixel| f32::from(pixel) / 255.0).collect() }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdxError {
    NotIdx,
    /// Numbers other than unsigned bytes, by the mark of their kind.
    Kind(u8),
    Dimensions(u8),
    Cut,
    TooLarge,
    NoPixels,
    Length {
        promised: u64,
        holds: u64,
    },
}

impl fmt::Display for IdxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotIdx => write!(f, "This is no IDX file. Choose MNIST's files as they are."),
            Self::Kind(kind) => {
                write!(f, "Its numbers are of the kind {kind:#04x}, and only bytes (0x08) are read. Save it as bytes.")
            }
            Self::Dimensions(count) => {
                write!(f, "It has {count} dimensions; pictures have three and labels one. Choose another file.")
            }
            Self::Cut => write!(f, "Its header is cut off. Download it once more."),
            Self::TooLarge => write!(
                f,
                "It holds more than {MOST_EXAMPLES} pictures, or pictures over {MOST_SIDE} pixels wide or high. Choose a \
                 part of it."
            ),
            Self::NoPixels => write!(f, "Its pictures have no pixels. Choose another file."),
            Self::Length { promised, holds } => {
                write!(f, "Its header promises {promised} bytes, and {holds} follow. Download it once more.")
            }
        }
    }
}

impl std::error::Error for IdxError {}

/// The bytes of a file, already unpacked.
pub fn read(mut bytes: Vec<u8>) -> Result<Idx, IdxError> {
    let (kind, dimensions) = match bytes.get(..4) {
        Some(&[0, 0, kind, dimensions]) => (kind, dimensions),
        _ => return Err(IdxError::NotIdx),
    };
    if kind != 8 {
        return Err(IdxError::Kind(kind));
    }
    if !matches!(dimensions, 1 | 3) {
        return Err(IdxError::Dimensions(dimensions));
    }
    let header = 4 + 4 * usize::from(dimensions);
    let sizes = bytes.get(4..header).ok_or(IdxError::Cut)?;
    let sizes: Vec<u64> =
        sizes.chunks_exact(4).map(|size| u32::from_be_bytes([size[0], size[1], size[2], size[3]]).into()).collect();
    let sides = &sizes[1..];
    if sides.contains(&0) {
        return Err(IdxError::NoPixels);
    }
    if sizes[0] > MOST_EXAMPLES as u64 || sides.iter().any(|side| *side > MOST_SIDE) {
        return Err(IdxError::TooLarge);
    }
    // At most 500 000 times a megapixel: no overflow.
    let (promised, holds) = (sizes.iter().product::<u64>(), (bytes.len() - header) as u64);
    if promised > MOST_BYTES as u64 {
        return Err(IdxError::TooLarge);
    }
    if promised != holds {
        return Err(IdxError::Length { promised, holds });
    }
    bytes.drain(..header);
    Ok(match sides {
        [height, width] => Idx::Pictures(Pictures { width: *width as usize, height: *height as usize, pixels: bytes }),
        _ => Idx::Labels(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: [u8; 20] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0];

    #[test]
    fn pictures_and_labels_are_distinguished() {
        let Ok(Idx::Pictures(pictures)) = read(TWO.to_vec()) else { panic!("no pictures") };
        assert_eq!((pictures.width, pictures.height, pictures.len()), (2, 1, 2));
        assert_eq!(pictures.get(1).unwrap().pixels, [0.2, 0.0]);
        assert_eq!((pictures.get(2), pictures.iter().count()), (None, 2));
        assert_eq!(read(vec![0, 0, 8, 1, 0, 0, 0, 1, 7]), Ok(Idx::Labels(vec![7])));
    }

    #[test]
    fn wrong_files_say_what_is_wrong() {
        let with = |at: usize, byte: u8| {
            let mut bytes = TWO.to_vec();
            bytes[at] = byte;
            read(bytes).unwrap_err()
        };
        assert_eq!(read(TWO[..19].to_vec()), Err(IdxError::Length { promised: 4, holds: 3 }));
        assert_eq!(read(TWO[..15].to_vec()), Err(IdxError::Cut));
        assert_eq!(read(b"hello".to_vec()), Err(IdxError::NotIdx));
        assert_eq!(with(2, 13), IdxError::Kind(13));
        assert_eq!(with(3, 2), IdxError::Dimensions(2));
        assert_eq!(with(15, 0), IdxError::NoPixels);
        assert_eq!([with(4, 255), with(8, 255)], [IdxError::TooLarge, IdxError::TooLarge]);
    }
}
