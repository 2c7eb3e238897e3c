//! Whether a JPEG file is all there. Decoders show what there is of one that was cut off, and fill up the rest with grey.

/// Marks follow this byte.
const MARK: u8 = 0xff;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// Whether a JPEG goes on to its end. Other files are not judged, nor is what follows the end.
pub fn is_whole(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(&[MARK, 0xd8]) else { return true };
    loop {
        let Some((mark, after)) = next_mark(rest) else { return false };
        rest = match (mark, after) {
            (END, _) => return true,
            (0x01 | 0xd0..=0xd7, after) => after,
            (_, [high, low, ..]) => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                match after.get(length..) {
                    Some(behind) if mark == SCAN => scanned(behind),
                    Some(behind) => behind,
                    None => return false,
                }
            }
            _ => return false,
        };
    }
}

/// The mark that comes next, and what is behind it.
fn next_mark(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let at = bytes.windows(2).position(|pair| pair[0] == MARK && !matches!(pair[1], 0 | MARK))?;
    Some((bytes[at + 1], &bytes[at + 2..]))
}

/// What is behind the packed pixels: they have marks of their own among them, where they are read anew.
fn scanned(bytes: &[u8]) -> &[u8] {
    let is_end = |pair: &[u8]| pair[0] == MARK && !matches!(pair[1], 0 | MARK | 0xd0..=0xd7);
    let end = bytes.windows(2).position(is_end).unwrap_or(bytes.len());
    &bytes[end..]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::picture::{DecodeError, decode};
    use image::{ExtendedColorType, codecs::jpeg::JpegEncoder};

    fn file() -> Vec<u8> {
        let pixels: Vec<u8> = (0..96 * 64_usize).map(|at| (at * at % 253) as u8).collect();
        let mut bytes = Vec::new();
        JpegEncoder::new(&mut bytes).encode(&pixels, 96, 64, ExtendedColorType::L8).unwrap();
        bytes
    }

    #[test]
    fn a_jpeg_that_was_cut_off_is_refused_wherever_it_was_cut() {
        let whole = file();
        assert!(is_whole(&whole) && decode::photo(&whole).is_ok());
        for percent in (1..100).chain([100]) {
            let cut = &whole[..(whole.len() - 1) * percent / 100];
            assert!(!is_whole(cut) || cut.len() < 2, "{percent}%");
        }
        assert_eq!(decode::photo(&whole[..whole.len() * 95 / 100]).err(), Some(DecodeError::Damaged));
        assert_eq!(decode::photo(&whole[..whole.len() / 10]).err(), Some(DecodeError::Damaged));
    }

    #[test]
    fn what_follows_the_end_and_small_pictures_inside_do_no_harm() {
        let whole = file();
        assert!(is_whole(&[whole.as_slice(), b"and more"].concat()));
        // A preview, whole by itself, in a file that was cut off behind it.
        let length = (whole.len() as u16 + 2).to_be_bytes();
        let preview = [&[MARK, 0xd8, MARK, 0xe1], length.as_slice(), &whole, &whole[2..whole.len() / 2]].concat();
        assert!(!is_whole(&preview));
        let preview = [&[MARK, 0xd8, MARK, 0xe1], length.as_slice(), &whole, &whole[2..]].concat();
        assert!(is_whole(&preview) && decode::photo(&preview).is_ok());
        assert!(is_whole(b"\x89PNG"));
    }
}
