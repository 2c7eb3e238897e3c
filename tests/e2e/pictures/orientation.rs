//! Pictures whose files say how they are to be turned: what is shown is what was read, whichever kind of file it is and
//! whatever the browser's own decoder makes of it.

use super::{hand_over, number};
use crate::host;
use anyhow::{Context, Result, ensure};
use flate2::Crc;
use serde_json::{Value, json};
use xtask::browser::{Kind, Options};
use xtask::page::Page;
use xtask::setup;

/// A picture of a number near the upper left, as it is stored in a file that says how it is to be turned.
const STORED: &str = "
    const [bytes, orientation, kind] = arguments;
    const number = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const upright = new OffscreenCanvas(900, 600);
    const paper = upright.getContext('2d');
    paper.fillStyle = '#fafafa';
    paper.fillRect(0, 0, 900, 600);
    paper.drawImage(number, 60, 40);
    const [width, height] = orientation > 4 ? [600, 900] : [900, 600];
    const turns = [
        [1, 0, 0, 1, 0, 0], [-1, 0, 0, 1, width, 0], [-1, 0, 0, -1, width, height], [1, 0, 0, -1, 0, height],
        [0, 1, 1, 0, 0, 0], [0, 1, -1, 0, height, 0], [0, -1, -1, 0, height, width], [0, -1, 1, 0, 0, width],
    ];
    const stored = new OffscreenCanvas(width, height);
    const context = stored.getContext('2d', { alpha: false });
    context.setTransform(new DOMMatrix(turns[orientation - 1]).inverse());
    context.drawImage(upright, 0, 0);
    const blob = await stored.convertToBlob({ type: kind, quality: 0.95 });
    return [...new Uint8Array(await blob.arrayBuffer())];";

/// How far the ink that is shown lies from the boxes at most, in pixels of the window, on any of the four sides; none
/// until the picture is there.
const APART: &str = "
    const canvas = document.querySelector('.photo canvas');
    const boxes = [...document.querySelectorAll('.photo .box')].map((box) => box.getBoundingClientRect());
    if (!canvas || boxes.length !== 2) return null;
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const place = canvas.getBoundingClientRect();
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at < width * height; at += 1) {
        if (data[4 * at] > 128) continue;
        const x = place.left + ((at % width) * place.width) / width;
        const y = place.top + (Math.floor(at / width) * place.height) / height;
        [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    }
    const around = [
        Math.min(...boxes.map((box) => box.left)) - left, Math.min(...boxes.map((box) => box.top)) - top,
        Math.max(...boxes.map((box) => box.right)) - right, Math.max(...boxes.map((box) => box.bottom)) - bottom,
    ];
    return Math.max(...around.map(Math.abs));";

/// EXIF that holds nothing but an orientation.
fn exif(orientation: u8) -> Vec<u8> {
    [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation, 0, 0, 0, 0, 0, 0]].concat()
}

/// The file with EXIF in it.
fn with_exif(kind: &str, file: &[u8], exif: &[u8]) -> Result<Vec<u8>> {
    match kind {
        "image/jpeg" => {
            let length = (2 + 6 + exif.len() as u16).to_be_bytes();
            Ok([&file[..2], &[0xff, 0xe1], &length, b"Exif\0\0", exif, &file[2..]].concat())
        }
        "image/png" => {
            let chunk = [b"eXIf", exif].concat();
            let mut sum = Crc::new();
            sum.update(&chunk);
            // Behind the header.
            let (head, rest) = file.split_at(8 + 25);
            let length = (exif.len() as u32).to_be_bytes();
            Ok([head, &length, &chunk, &sum.sum().to_be_bytes(), rest].concat())
        }
        _ => {
            ensure!(file.starts_with(b"RIFF"), "The browser writes no WebP.");
            let mut chunks = file[12..].to_vec();
            if chunks.starts_with(b"VP8X") {
                chunks[8] |= 8;
            } else {
                let lossy = chunks.starts_with(b"VP8 ");
                ensure!(lossy, "The browser writes another WebP.");
                let side = |at: usize| u32::from(u16::from_le_bytes([chunks[at], chunks[at + 1]]) & 0x3fff) - 1;
                let (width, height) = (side(14).to_le_bytes(), side(16).to_le_bytes());
                chunks = [b"VP8X\x0a\0\0\0\x08\0\0\0".as_slice(), &width[..3], &height[..3], &chunks].concat();
            }
            chunks.extend([b"EXIF".as_slice(), &(exif.len() as u32).to_le_bytes(), exif].concat());
            Ok([b"RIFF".as_slice(), &(chunks.len() as u32 + 4).to_le_bytes(), b"WEBP", &chunks].concat())
        }
    }
}

fn bytes(told: &Value) -> Result<Vec<u8>> {
    let bytes = told.as_array().context("There is no file.")?;
    Ok(bytes.iter().map(|byte| byte.as_u64().unwrap_or_default() as u8).collect())
}

/// Opens files of a kind with each orientation in turn, and looks at what is shown.
fn shown_as_read(page: &Page, kind: &str) -> Result<()> {
    let number = number("47")?;
    for orientation in (2..=8).chain([1]) {
        let stored = bytes(&page.browser.run_async(STORED, json!([number, orientation, kind]))?)?;
        let file = with_exif(kind, &stored, &exif(orientation))?;
        let name = format!("{orientation}.{}", kind.trim_start_matches("image/"));
        hand_over(page, "drop", &[(&name, file)])?;
        let named =
            "return document.querySelector('.photo canvas')?.getAttribute('aria-label')?.endsWith(arguments[0])";
        page.browser.wait_until(&format!("{name} is shown"), named, json!([name]))?;
        page.wait_reading("47").with_context(|| name.clone())?;
        let apart = page.browser.run(APART, json!([]))?;
        ensure!(apart.as_f64().is_some_and(|apart| apart < 12.0), "{name}: ink and boxes are {apart} pixels apart.");
    }
    Ok(())
}

#[test]
fn a_jpeg_is_shown_as_it_was_read() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    shown_as_read(&page, "image/jpeg")
}

#[test]
fn a_png_is_shown_as_it_was_read() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    shown_as_read(&page, "image/png")
}

#[test]
fn a_webp_is_shown_as_it_was_read() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    shown_as_read(&page, "image/webp")
}

#[test]
fn firefox_shows_pictures_as_they_were_read() -> Result<()> {
    if setup::firefox().is_none() || setup::geckodriver().is_none() {
        return host::skip("Firefox or geckodriver is not there, so turned pictures are not tested in Firefox.");
    }
    let (_server, page) = host::open(Options { kind: Kind::Firefox, ..Options::DESKTOP })?;
    ["image/jpeg", "image/png", "image/webp"].iter().try_for_each(|kind| shown_as_read(&page, kind))
}
