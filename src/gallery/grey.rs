//! A glyph as a PNG: grey, ink light on black as in MNIST, its pixels stored without compression.

use crate::crc::crc32;
use crate::glyph::{Glyph, SIDE};

pub fn png(glyph: &Glyph) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let side = (SIDE as u32).to_be_bytes();
    // Eight bits of grey; deflate, the usual filters, no interlace.
    chunk(&mut png, b"IHDR", &[side.as_slice(), &side, &[8, 0, 0, 0, 0]].concat());
    // No filter before any row.
    let rows: Vec<u8> = glyph.pixels.chunks(SIDE).flat_map(|row| [0].iter().chain(row)).copied().collect();
    chunk(&mut png, b"IDAT", &stored(&rows));
    chunk(&mut png, b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    let body = [name, content].concat();
    png.extend((content.len() as u32).to_be_bytes());
    png.extend(&body);
    png.extend(crc32(&body).to_be_bytes());
}

/// A zlib stream of one stored block; a glyph is far shorter than a block may be.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len() as u16;
    let head = [0x78, 0x01, 0x01];
    [&head, length.to_le_bytes().as_slice(), &(!length).to_le_bytes(), bytes, &adler32(bytes).to_be_bytes()].concat()
}

fn adler32(bytes: &[u8]) -> u32 {
    const MOST: u32 = 65_521;
    let (a, b) = bytes.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % MOST;
        (a, (b + a) % MOST)
    });
    b << 16 | a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }

    #[cfg(feature = "picture")]
    #[test]
    fn other_programs_see_the_glyph() {
        let mut glyph = Glyph::BLANK;
        glyph.pixels = std::array::from_fn(|at| (at % 251) as u8);
        let seen = image::load_from_memory(&png(&glyph)).unwrap();
        assert_eq!((seen.color(), seen.into_luma8().into_raw()), (image::ColorType::L8, glyph.pixels.to_vec()));
    }
}
