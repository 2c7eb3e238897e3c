//! IDX files, the form MNIST has: pictures and labels, gzip'd or not.

use super::{Result, Trouble, trouble};
use crate::raster::Grey;
use flate2::read::GzDecoder;
use std::io::Read;
use std::path::Path;

/// The bytes of a file, unpacked where it is gzip'd.
pub fn unpacked(path: &Path) -> Result<Vec<u8>> {
    let bytes = std::fs::read(path).map_err(trouble(format!("{} cannot be read", path.display())))?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    GzDecoder::new(bytes.as_slice())
        .read_to_end(&mut plain)
        .map_err(trouble(format!("{} is damaged", path.display())))?;
    Ok(plain)
}

/// Pictures of one size, ink light on black.
pub struct Pictures {
    pub width: usize,
    pub height: usize,
    pixels: Vec<u8>,
}

impl Pictures {
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = unpacked(path)?;
        let wrong = |why: &str| Trouble(format!("{} holds no pictures in IDX form: {why}.", path.display()));
        let [count, height, width] = header(&bytes, 3).ok_or_else(|| wrong("its header is another"))?[..] else {
            return Err(wrong("it has not three dimensions"));
        };
        let pixels = bytes[16..].to_vec();
        if pixels.len() != count * width * height || width * height == 0 {
            return Err(wrong("its length does not fit its header"));
        }
        Ok(Self { width, height, pixels })
    }

    pub fn len(&self) -> usize {
        self.pixels.len() / (self.width * self.height)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn iter(&self) -> impl Iterator<Item = Grey> + '_ {
        self.pixels.chunks_exact(self.width * self.height).map(|picture| Grey {
            width: self.width,
            height: self.height,
            pixels: picture.iter().map(|&pixel| f32::from(pixel) / 255.0).collect(),
        })
    }
}

pub fn read_labels(path: &Path) -> Result<Vec<u8>> {
    let bytes = unpacked(path)?;
    match header(&bytes, 1).as_deref() {
        Some([count]) if bytes.len() == 8 + count => Ok(bytes[8..].to_vec()),
        _ => Err(Trouble(format!("{} holds no labels in IDX form.", path.display()))),
    }
}

/// The sizes in the header of a file of unsigned bytes with so many dimensions.
fn header(bytes: &[u8], dimensions: u8) -> Option<Vec<usize>> {
    if bytes.get(..4)? != [0, 0, 8, dimensions] {
        return None;
    }
    let sizes = bytes.get(4..4 + 4 * usize::from(dimensions))?;
    Some(sizes.chunks_exact(4).map(|size| u32::from_be_bytes([size[0], size[1], size[2], size[3]]) as usize).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn file(name: &str, bytes: &[u8]) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("inkling-idx-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        path
    }

    const TWO: [u8; 20] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0];

    #[test]
    fn pictures_are_read_packed_or_not() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&TWO).unwrap();
        for bytes in [TWO.to_vec(), packer.finish().unwrap()] {
            let pictures = Pictures::read(&file("pictures", &bytes)).unwrap();
            let all: Vec<Grey> = pictures.iter().collect();
            assert_eq!((pictures.width, pictures.height, all.len()), (2, 1, 2));
            assert_eq!(all[1].pixels, [0.2, 0.0]);
        }
    }

    #[test]
    fn wrong_files_are_refused() {
        assert!(Pictures::read(&file("short", &TWO[..19])).is_err());
        assert!(Pictures::read(&file("labels", &[0, 0, 8, 1, 0, 0, 0, 1, 7])).is_err());
        assert!(Pictures::read(&file("text", b"hello")).is_err());
        assert!(read_labels(&file("text2", b"hello")).is_err());
        assert_eq!(read_labels(&file("labels2", &[0, 0, 8, 1, 0, 0, 0, 1, 7])).unwrap(), [7]);
    }
}
