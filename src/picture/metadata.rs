//! Metadata of picture files that may turn what a browser shows: EXIF and XMP in JPEG, PNG and WebP. Browsers do not agree
//! on which of it they obey. A copy without it is shown unturned by all of them, and turned as it was read by the page.

use crate::crc::crc32;

/// The file with all such metadata out of a decoder's sight, nothing moved; None where there is none.
pub fn hidden(mut file: Vec<u8>) -> Option<Vec<u8>> {
    let found = if file.starts_with(&[MARK, 0xd8]) {
        hide_in_jpeg(&mut file)
    } else if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        hide_in_png(&mut file)
    } else {
        file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP") && hide_in_webp(&mut file)
    };
    found.then_some(file)
}

/// What each marker of a JPEG begins with.
const MARK: u8 = 0xff;
/// The segment of EXIF and of XMP, told apart by the name at its beginning.
const APP1: u8 = 0xe1;
/// Behind the header of the packed pixels there is no metadata.
const SCAN: u8 = 0xda;

/// Takes the names from the segments that decoders know by them.
fn hide_in_jpeg(file: &mut [u8]) -> bool {
    let (mut at, mut found) = (2, false);
    while let Some(&[MARK, kind, high, low]) = file.get(at..at + 4) {
        match kind {
            // A marker may begin with any number of them.
            MARK => at += 1,
            SCAN => break,
            _ => {
                if let (APP1, Some(name)) = (kind, file.get_mut(at + 4).filter(|name| **name != 0)) {
                    *name = 0;
                    found = true;
                }
                at += 2 + usize::from(u16::from_be_bytes([high, low]));
            }
        }
    }
    found
}

/// Gives the chunks of EXIF and of texts, of which XMP is one, a name that no decoder knows.
fn hide_in_png(file: &mut [u8]) -> bool {
    const UNKNOWN: &[u8; 4] = b"noNe";
    let (mut at, mut found) = (8, false);
    while let Some(&[a, b, c, d]) = file.get(at..at + 4) {
        // The length counts neither itself, nor the name, nor the checksum of name and content.
        let end = (u32::from_be_bytes([a, b, c, d]) as usize).saturating_add(at + 8);
        let Some(chunk) = file.get_mut(at + 4..end) else { break };
        if [b"eXIf", b"iTXt", b"zTXt", b"tEXt"].iter().any(|name| chunk.starts_with(*name)) {
            chunk[..4].copy_from_slice(UNKNOWN);
            let sum = crc32(chunk).to_be_bytes();
            file.get_mut(end..end + 4).into_iter().for_each(|place| place.copy_from_slice(&sum));
            found = true;
        }
        at = end + 4;
    }
    found
}

/// The same for WebP, whose first chunk has flags for what is there.
fn hide_in_webp(file: &mut [u8]) -> bool {
    const FLAGS: u8 = 0b1100;
    let (mut at, mut found) = (12, false);
    while let Some(&[a, b, c, d]) = file.get(at + 4..at + 8) {
        match &mut file[at..] {
            [b'V', b'P', b'8', b'X', _, _, _, _, flags, ..] => *flags &= !FLAGS,
            chunk if chunk.starts_with(b"EXIF") || chunk.starts_with(b"XMP ") => {
                chunk[..4].copy_from_slice(b"none");
                found = true;
            }
            _ => {}
        }
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        at = at.saturating_add(8).saturating_add(length.next_multiple_of(2));
    }
    found
}

#[cfg(all(test, feature = "picture"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::picture::{Orientation, decode};
    use image::codecs::jpeg::JpegEncoder;
    use image::codecs::png::PngEncoder;
    use image::codecs::webp::WebPEncoder;
    use image::{ExtendedColorType, ImageEncoder};

    /// EXIF of a picture that is to be turned so.
    fn exif(orientation: u8) -> Vec<u8> {
        [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(), &[orientation, 0, 0, 0, 0, 0, 0, 0]].concat()
    }

    /// A picture of 24 by 16 pixels, light but for a dark corner at the upper left, in each of the kinds that carry EXIF.
    fn files(orientation: u8) -> [(&'static str, Vec<u8>); 3] {
        let pixels: Vec<u8> = (0..24 * 16).map(|at| if at % 24 < 8 && at / 24 < 8 { 0 } else { 255 }).collect();
        let rgb: Vec<u8> = pixels.iter().flat_map(|grey| [*grey; 3]).collect();
        let (mut jpeg, mut png, mut webp) = (Vec::new(), Vec::new(), Vec::new());
        let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 95);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder.write_image(&pixels, 24, 16, ExtendedColorType::L8).unwrap();
        let mut encoder = PngEncoder::new(&mut png);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder.write_image(&pixels, 24, 16, ExtendedColorType::L8).unwrap();
        let mut encoder = WebPEncoder::new_lossless(&mut webp);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder.write_image(&rgb, 24, 16, ExtendedColorType::Rgb8).unwrap();
        [("jpeg", jpeg), ("png", png), ("webp", webp)]
    }

    /// The corner in which a photo is dark: whether it is the right one and the lower one.
    fn dark_corner(file: &[u8]) -> (Orientation, [bool; 2], bool) {
        let photo = decode::photo(file).unwrap();
        let (width, height) = (photo.width, photo.height);
        let dark = |x: usize, y: usize| photo.luma[y * width + x] < 128;
        let corners = [(1, 1), (width - 2, 1), (1, height - 2), (width - 2, height - 2)];
        let at = corners.iter().position(|(x, y)| dark(*x, *y)).unwrap();
        (photo.orientation, [at % 2 == 1, at / 2 == 1], height > width)
    }

    #[test]
    fn what_was_read_is_the_unturned_picture_turned_as_it_says() {
        for orientation in 1..=8 {
            for (kind, file) in files(orientation) {
                let (turned, [right, low], upright) = dark_corner(&file);
                let unturned = hidden(file).unwrap();
                assert_eq!(dark_corner(&unturned), (Orientation::default(), [false, false], false), "{kind}");
                assert_eq!(hidden(unturned), None, "{kind}");
                // The corner at the upper left, turned clockwise and then mirrored.
                let corner = [(false, false), (true, false), (true, true), (false, true)][usize::from(turned.turns)];
                let expected = [corner.0 != turned.mirrored, corner.1];
                assert_eq!(([right, low], upright), (expected, turned.turns % 2 == 1), "{kind} {orientation}");
                assert_eq!(turned == Orientation::default(), orientation == 1, "{kind} {orientation}");
            }
        }
    }

    #[test]
    fn exif_with_a_name_of_its_own_turns_a_picture_too() {
        let [_, _, (_, plain)] = files(6);
        let mut named = [&plain[..plain.len() - exif(6).len() - 4], &[32, 0, 0, 0], b"Exif\0\0", &exif(6)].concat();
        let length = (named.len() as u32 - 8).to_le_bytes();
        named[4..8].copy_from_slice(&length);
        assert_eq!(dark_corner(&named), dark_corner(&plain));
    }

    #[test]
    fn files_that_are_cut_off_anywhere_do_no_harm() {
        for (_, file) in files(6) {
            (0..file.len()).for_each(|length| drop(hidden(file[..length].to_vec())));
        }
        assert_eq!(hidden(Vec::new()), None);
        assert_eq!(hidden(b"GIF89a".to_vec()), None);
    }
}
