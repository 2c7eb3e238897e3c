//! MNIST's IDX files: pictures in one file, labels in the other, each after a header of a few numbers.

use crate::glyph::{AREA, Glyph, SIDE};

/// The code of unsigned bytes in the first number of a header; the number of dimensions is added to it.
const BYTES: u32 = 0x0800;

/// A file of pictures, with three dimensions: count, height, width.
pub fn images<'a>(glyphs: impl ExactSizeIterator<Item = &'a Glyph>) -> Vec<u8> {
    let mut file = Vec::with_capacity(16 + glyphs.len() * AREA);
    for number in [BYTES | 3, glyphs.len() as u32, SIDE as u32, SIDE as u32] {
        file.extend(number.to_be_bytes());
    }
    glyphs.for_each(|glyph| file.extend(glyph.pixels));
    file
}

/// A file of labels, with one dimension: count.
pub fn labels(digits: impl ExactSizeIterator<Item = u8>) -> Vec<u8> {
    let mut file = Vec::new();
    for number in [BYTES | 1, digits.len() as u32] {
        file.extend(number.to_be_bytes());
    }
    file.extend(digits);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_begin_as_mnists_do() {
        let mut glyph = Glyph::BLANK;
        glyph.pixels[1] = 255;
        let file = images([&glyph, &Glyph::BLANK].into_iter());
        assert_eq!(file[..18], [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, 0, 255]);
        assert_eq!(file.len(), 16 + 2 * 784);
        assert_eq!(labels([7, 0, 9].into_iter()), [0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9]);
    }
}
