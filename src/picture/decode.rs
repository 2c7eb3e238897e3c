//! Files to photos, by the `image` crate: PNG, JPEG, WebP, GIF (its first frame) and BMP.

use super::error::{DecodeError, ForeignFormat, MOST_BYTES, MOST_MEMORY};
use super::jpeg;
use super::layout::Orientation;
use super::photo::{self, Photo};
use image::metadata::Orientation as Exif;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;

/// Decodes a file, turns it by its EXIF orientation and shrinks it to working size.
pub fn photo(bytes: &[u8]) -> Result<Photo, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    if bytes.len() > MOST_BYTES {
        return Err(DecodeError::TooHeavy { bytes: bytes.len() });
    }
    let damaged = |_| DecodeError::Damaged;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| DecodeError::Damaged)?;
    if reader.format().is_none_or(|format| !format.reading_enabled()) {
        return Err(ForeignFormat::of(bytes).map_or(DecodeError::NotAPicture, DecodeError::Foreign));
    }
    if !jpeg::is_whole(bytes) {
        return Err(DecodeError::Damaged);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    photo::check_size(width as usize, height as usize)?;
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(DecodeError::TooDeep { bytes: decoder.total_bytes() });
    }
    let exif = decoder.exif_metadata().ok().flatten().unwrap_or_default();
    let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok(photo_of(picture).oriented(orientation(&exif)))
}

fn photo_of(picture: DynamicImage) -> Photo {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    // The usual pixel formats are read without a converted copy.
    match picture {
        DynamicImage::ImageLuma8(grey) => Photo::from_pixels(width, height, |at| {
            let grey = grey.as_raw()[at];
            [grey, grey, grey, 255]
        }),
        DynamicImage::ImageRgb8(rgb) => Photo::from_pixels(width, height, |at| {
            let pixel = &rgb.as_raw()[3 * at..3 * at + 3];
            [pixel[0], pixel[1], pixel[2], 255]
        }),
        other => {
            let rgba = other.into_rgba8();
            Photo::from_pixels(width, height, |at| {
                let pixel = &rgba.as_raw()[4 * at..4 * at + 4];
                [pixel[0], pixel[1], pixel[2], pixel[3]]
            })
        }
    }
}

/// What EXIF says; some programs that write WebP put the name of JPEG's segment before it.
fn orientation(exif: &[u8]) -> Orientation {
    let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let (turns, mirrored) = match Exif::from_exif_chunk(exif).unwrap_or(Exif::NoTransforms) {
        Exif::NoTransforms => (0, false),
        Exif::Rotate90 => (1, false),
        Exif::Rotate180 => (2, false),
        Exif::Rotate270 => (3, false),
        Exif::FlipHorizontal => (0, true),
        Exif::FlipVertical => (2, true),
        Exif::Rotate90FlipH => (1, true),
        Exif::Rotate270FlipH => (3, true),
    };
    Orientation { turns, mirrored }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crc::crc32;

    /// A PNG of this size with 16 bits a colour, without its pixels.
    fn deep(width: u32, height: u32) -> Vec<u8> {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[16, 6, 0, 0, 0]].concat();
        let chunks = [[b"IHDR".as_slice(), &header].concat(), b"IDAT".to_vec()];
        let whole = chunks
            .map(|chunk| [&(chunk.len() as u32 - 4).to_be_bytes()[..], &chunk, &crc32(&chunk).to_be_bytes()].concat());
        [b"\x89PNG\r\n\x1a\n".to_vec(), whole.concat()].concat()
    }

    #[test]
    fn pictures_with_too_many_bits_and_with_too_many_pixels_are_refused_differently() {
        let refused = |width, height| photo(&deep(width, height)).err();
        assert_eq!(refused(8000, 8750), Some(DecodeError::TooDeep { bytes: 8000 * 8750 * 8 }));
        assert_eq!(refused(8000, 15_000), Some(DecodeError::TooLarge { width: 8000, height: 15_000 }));
    }
}
