//! Files to photos, by the `image` crate: PNG, JPEG, WebP, GIF (its first picture) and BMP.

use super::photo::{self, Photo};
use super::trouble::{Form, MOST_BYTES, PictureError};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;

/// What decoding may take: a file of a few bytes must not unfold without end.
const MOST_MEMORY: u64 = 512 << 20;

/// Decodes a file, turned as its camera says, and brought to working size.
pub fn photo(bytes: &[u8]) -> Result<Photo, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.len() > MOST_BYTES {
        return Err(PictureError::TooHeavy { bytes: bytes.len() });
    }
    let damaged = |_| PictureError::Damaged;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureError::Damaged)?;
    if reader.format().is_none_or(|format| !format.reading_enabled()) {
        return Err(Form::of(bytes).map_or(PictureError::NotAPicture, PictureError::Foreign));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    photo::check_size(width as usize, height as usize)?;
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(PictureError::TooLarge { width, height });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok(turned(of(&picture), orientation))
}

fn of(picture: &DynamicImage) -> Photo {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    // The usual forms without a copy of another form.
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
            let rgba = other.to_rgba8();
            Photo::from_pixels(width, height, |at| {
                let pixel = &rgba.as_raw()[4 * at..4 * at + 4];
                [pixel[0], pixel[1], pixel[2], pixel[3]]
            })
        }
    }
}

fn turned(photo: Photo, orientation: Orientation) -> Photo {
    let (turns, mirrored) = match orientation {
        Orientation::NoTransforms => (0, false),
        Orientation::Rotate90 => (1, false),
        Orientation::Rotate180 => (2, false),
        Orientation::Rotate270 => (3, false),
        Orientation::FlipHorizontal => (0, true),
        Orientation::FlipVertical => (2, true),
        Orientation::Rotate90FlipH => (1, true),
        Orientation::Rotate270FlipH => (3, true),
    };
    photo.turned(turns, mirrored)
}
