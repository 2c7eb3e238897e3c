//! Zip files without compression: what is exported is small, and the page does not have to load a compressor for it.

use crate::crc::crc32;

/// The earliest date of the format, since the files have none.
const DATE: u16 = 0x0021;
/// The version of the format needed to unpack: 2.0, the first with folders.
const VERSION: u16 = 20;

/// The zip; None where there are more files or bytes than the format can count without Zip64.
pub fn write(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let count = u16::try_from(files.len()).ok().filter(|count| *count < u16::MAX)?;
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = u32::try_from(zip.len()).ok()?;
        let about = about(name, bytes)?;
        zip.extend(b"PK\x03\x04");
        zip.extend(VERSION.to_le_bytes());
        zip.extend(&about);
        zip.extend(name.as_bytes());
        zip.extend(bytes);

        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&about);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length) = (u32::try_from(zip.len()).ok()?, u32::try_from(directory.len()).ok()?);
    zip.extend(&directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend(count.to_le_bytes());
    zip.extend(count.to_le_bytes());
    zip.extend(length.to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0; 2]);
    Some(zip)
}

/// The fields that a file's local header and its directory entry share: how it is stored, its checksum and lengths.
fn about(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(bytes.len()).ok()?.to_le_bytes();
    let mut about = Vec::new();
    // UTF-8 names, no compression, midnight.
    about.extend(0x0800u16.to_le_bytes());
    about.extend([0; 4]);
    about.extend(DATE.to_le_bytes());
    about.extend(crc32(bytes).to_le_bytes());
    about.extend(length);
    about.extend(length);
    about.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
    about.extend([0; 2]);
    Some(about)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(bytes: &[u8], at: usize, length: usize) -> usize {
        bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
    }

    /// The files, found by the directory at the end as any program finds them.
    pub fn read(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
        let end = zip.len() - 22;
        assert_eq!(&zip[end..end + 4], b"PK\x05\x06");
        let mut at = number(zip, end + 16, 4);
        let file = |_| {
            assert_eq!(&zip[at..at + 4], b"PK\x01\x02");
            let (name, size) = (number(zip, at + 28, 2), number(zip, at + 24, 4));
            let local = number(zip, at + 42, 4);
            assert_eq!(&zip[local..local + 4], b"PK\x03\x04");
            assert_eq!(zip[at + 6..at + 32], zip[local + 4..local + 30], "both say the same");
            let from = local + 30 + name;
            let bytes = zip[from..from + size].to_vec();
            assert_eq!(crc32(&bytes) as usize, number(zip, at + 16, 4));
            let name = String::from_utf8(zip[at + 46..at + 46 + name].to_vec()).unwrap();
            at += 46 + name.len();
            (name, bytes)
        };
        (0..number(zip, end + 10, 2)).map(file).collect()
    }

    #[test]
    fn more_files_than_it_can_count_are_refused() {
        assert_eq!(write(&vec![(String::new(), Vec::new()); 0xFFFF]), None);
        assert_eq!(write(&[]).map(|zip| zip.len()), Some(22));
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(
            files in proptest::collection::vec(("[a-z0-9/é]{1,12}", proptest::collection::vec(any::<u8>(), 0..60)), 0..5),
        ) {
            prop_assert_eq!(read(&write(&files).unwrap()), files);
        }
    }
}
