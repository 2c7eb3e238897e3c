//! IDX files from disk, compressed with gzip or not; `datasets` knows their format.

use super::{Result, TrainError, context};
use crate::datasets::idx::{self, Idx, Pictures};
use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::path::Path;

/// The bytes of a file, unpacked if it is compressed with gzip, in one or several members.
pub fn unpacked(path: &Path) -> Result<Vec<u8>> {
    let bytes = std::fs::read(path).map_err(context(format!("{} cannot be read", path.display())))?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    MultiGzDecoder::new(bytes.as_slice())
        .read_to_end(&mut plain)
        .map_err(context(format!("{} is damaged", path.display())))?;
    Ok(plain)
}

/// The pictures of a file.
pub fn read_pictures(path: &Path) -> Result<Pictures> {
    let wrong = |why: &str| TrainError(format!("{} holds no pictures in IDX form: {why}", path.display()));
    match idx::read(unpacked(path)?) {
        Ok(Idx::Pictures(pictures)) => Ok(pictures),
        Ok(Idx::Labels(_)) => Err(wrong("it holds labels.")),
        Err(error) => Err(wrong(&error.to_string())),
    }
}

pub fn read_labels(path: &Path) -> Result<Vec<u8>> {
    let wrong = |why: &str| TrainError(format!("{} holds no labels in IDX form: {why}", path.display()));
    match idx::read(unpacked(path)?) {
        Ok(Idx::Labels(labels)) => Ok(labels),
        Ok(Idx::Pictures(_)) => Err(wrong("it holds pictures.")),
        Err(error) => Err(wrong(&error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::Grey;
    use std::io::Write;

    /// What is read from a file with these bytes, which goes again.
    fn read<T>(name: &str, bytes: &[u8], read: impl FnOnce(&Path) -> T) -> T {
        let path = std::env::temp_dir().join(format!("inkling-idx-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let read = read(&path);
        std::fs::remove_file(path).unwrap();
        read
    }

    const TWO: [u8; 20] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0];

    #[test]
    fn pictures_are_read_packed_or_not() {
        let packed = |bytes: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap()
        };
        for bytes in [TWO.to_vec(), packed(&TWO), [packed(&TWO[..9]), packed(&TWO[9..])].concat()] {
            let pictures = read("pictures", &bytes, read_pictures).unwrap();
            let all: Vec<Grey> = pictures.iter().collect();
            assert_eq!((pictures.width, pictures.height, all.len()), (2, 1, 2));
            assert_eq!(all[1].pixels, [0.2, 0.0]);
        }
    }

    #[test]
    fn wrong_files_are_refused() {
        const SEVEN: [u8; 9] = [0, 0, 8, 1, 0, 0, 0, 1, 7];
        assert!(read("short", &TWO[..19], read_pictures).is_err());
        assert!(read("short", &SEVEN, read_pictures).is_err());
        assert!(read("short", b"hello", read_pictures).is_err());
        assert!(read("short", b"hello", read_labels).is_err());
        assert_eq!(read("short", &SEVEN, read_labels).unwrap(), [7]);
    }
}
