//! A drawing inside a PNG file: pictures that the page saves carry their strokes in a `tEXt` chunk named "inkling".

use super::form::{self, FormError};
use super::stroke::Drawing;
use crate::crc::crc32;

/// The first bytes of every PNG.
const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
/// The text chunk's keyword.
const KEYWORD: &[u8] = b"inkling";

/// The PNG file with the drawing added to it; `None` where `png` is no PNG file. The pixels stay as they are.
///
/// ```
/// use inkling::ink::{Drawing, Point, Stroke, form, png};
///
/// # let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
/// # for (length, chunk) in [(13u32, b"IHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0".as_slice()), (0, b"IEND")] {
/// #     file.extend(length.to_be_bytes());
/// #     file.extend(chunk);
/// #     file.extend(inkling::crc::crc32(chunk).to_be_bytes());
/// # }
/// # let saved_picture = file;
/// let stroke = Stroke { width: 4.0, points: vec![Point::at(0.0, 0.0), Point::at(10.0, 30.0)] };
/// let drawing = Drawing { strokes: vec![stroke] };
/// let with = png::with_drawing(&saved_picture, &drawing).expect("it is a PNG file");
/// assert_eq!(png::drawing(&with).transpose()?, Some(drawing));
/// assert!(png::with_drawing(b"GIF89a", &Drawing::default()).is_none());
/// # Ok::<(), form::FormError>(())
/// ```
pub fn with_drawing(png: &[u8], drawing: &Drawing) -> Option<Vec<u8>> {
    // The text chunk goes right after the header, which is the first chunk.
    let (_, after) = chunks(png)?.next()?;
    let at = png.len() - after.len();
    let text = form::write(drawing);
    let body = [b"tEXt", KEYWORD, b"\0", text.as_bytes()].concat();
    let mut with = png[..at].to_vec();
    with.extend((body.len() as u32 - 4).to_be_bytes());
    with.extend(&body);
    with.extend(crc32(&body).to_be_bytes());
    with.extend(after);
    Some(with)
}

/// The drawing in a PNG file; `None` where it carries none, or is no PNG file.
///
/// ```
/// use inkling::ink::png;
///
/// assert!(png::drawing(b"GIF89a").is_none());
/// ```
pub fn drawing(png: &[u8]) -> Option<Result<Drawing, FormError>> {
    let text = chunks(png)?.find_map(|(chunk, _)| {
        let (name, content) = chunk.split_at_checked(4)?;
        content.strip_prefix(KEYWORD)?.strip_prefix(b"\0").filter(|_| name == b"tEXt")
    })?;
    Some(form::read(&String::from_utf8_lossy(text)).map(|labelled| labelled.drawing))
}

/// Name and content of each chunk, with what comes after it.
fn chunks(png: &[u8]) -> Option<impl Iterator<Item = (&[u8], &[u8])>> {
    let mut rest = png.strip_prefix(SIGNATURE)?;
    Some(std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (chunk, after) = after.split_at_checked((u32::from_be_bytes(*length) as usize).checked_add(4)?)?;
        rest = after.get(4..)?;
        Some((chunk, rest))
    }))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ink::generators::drawings;
    use proptest::prelude::*;

    /// One white pixel.
    fn pixel() -> Vec<u8> {
        let mut png = SIGNATURE.to_vec();
        for (name, content) in [
            (b"IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0].as_slice()),
            (b"IDAT", &[0x78, 0x01, 0x63, 0xF8, 0x0F, 0, 1, 1, 1, 0]),
            (b"IEND", &[]),
        ] {
            let body = [name.as_slice(), content].concat();
            png.extend((content.len() as u32).to_be_bytes());
            png.extend(&body);
            png.extend(crc32(&body).to_be_bytes());
        }
        png
    }

    /// A picture with this drawing in it.
    pub fn with(drawing: &Drawing) -> Vec<u8> {
        with_drawing(&pixel(), drawing).unwrap()
    }

    #[test]
    fn other_pictures_carry_no_drawing() {
        assert!(drawing(&pixel()).is_none() && drawing(b"GIF89a").is_none());
        assert!(with_drawing(b"GIF89a", &Drawing::default()).is_none());
    }

    proptest! {
        #[test]
        fn a_drawing_survives_its_picture(known in drawings()) {
            let png = with(&known);
            prop_assert_eq!(drawing(&png).unwrap().unwrap(), known);
            prop_assert!(png.ends_with(&pixel()[33..]));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = drawing(&[SIGNATURE.as_slice(), &bytes].concat());
        }
    }
}
