//! A drawing in a link: short enough for a URL fragment, with a version and a checksum.
//!
//! The fields are delta-coded, zigzag-folded variable-length integers (seven bits per byte) in URL-safe Base64.
//! Coordinates are rounded to a quarter of a pixel, times to whole milliseconds, widths to a sixteenth of a pixel and
//! pressures to a hundredth.

use super::limits::{self, TooLarge};
use super::point::Point;
use super::stroke::{Drawing, Stroke};
use crate::crc::crc32;
use std::fmt;

/// What a URL fragment starts with that carries a drawing.
pub const START: &str = "draw=";
const VERSION: u8 = 1;
/// Steps to a pixel of a place.
const PLACES: f32 = 4.0;
/// Steps to a pixel of a width.
const WIDTHS: f32 = 16.0;
/// Steps between no pressure and full pressure.
const PRESSURES: f32 = 100.0;
/// Places and times are clamped to so many steps from zero.
const FARTHEST: i64 = 1 << 22;
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Why a link's drawing cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// The text is incomplete, or not a drawing.
    Damaged,
    /// The link was made by a newer version of the page.
    Newer,
    TooLarge(TooLarge),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged => write!(f, "The link's drawing is damaged. Copy the whole link once more."),
            Self::Newer => write!(f, "The link was made by a newer version of this page. Reload, then try again."),
            Self::TooLarge(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LinkError {}

/// The drawing as a URL fragment, without the `#`.
///
/// ```
/// use inkling::ink::{Drawing, Point, Stroke, link};
///
/// let stroke = Stroke { width: 4.0, points: vec![Point::at(0.3, 0.0), Point::at(10.0, 60.0)] };
/// let fragment = link::write(&Drawing { strokes: vec![stroke] });
/// assert!(fragment.starts_with(link::START));
///
/// let back = link::read(&format!("#{fragment}")).expect("it carries a drawing")?;
/// // 0.3 is rounded to a quarter of a pixel.
/// assert_eq!(back.strokes[0].points[0].x, 0.25);
/// # Ok::<(), link::LinkError>(())
/// ```
pub fn write(drawing: &Drawing) -> String {
    let mut body = vec![VERSION];
    unsigned(&mut body, drawing.strokes.len() as u64);
    for stroke in &drawing.strokes {
        unsigned(&mut body, steps(stroke.width, WIDTHS).max(0) as u64);
        unsigned(&mut body, stroke.points.len() as u64);
        let each = |of: fn(&Point) -> i64, body: &mut Vec<u8>| {
            stroke.points.iter().map(of).fold(0, |before, now| {
                signed(body, now - before);
                now
            });
        };
        each(|point| steps(point.x, PLACES), &mut body);
        each(|point| steps(point.y, PLACES), &mut body);
        each(|point| steps(point.time, 1.0), &mut body);
        each(|point| steps(point.pressure, PRESSURES), &mut body);
    }
    body.extend(crc32(&body).to_le_bytes());
    format!("{START}{}", letters(&body))
}

/// The drawing that a URL fragment carries, with or without its `#`; `None` where the fragment is something else.
///
/// ```
/// use inkling::ink::link::{self, LinkError};
///
/// assert_eq!(link::read("#/model"), None);
/// assert_eq!(link::read("#draw=AAAA"), Some(Err(LinkError::Damaged)));
/// ```
pub fn read(hash: &str) -> Option<Result<Drawing, LinkError>> {
    let text = hash.trim_start_matches('#').strip_prefix(START)?;
    Some(bytes(text).and_then(|bytes| decode(&bytes)))
}

fn decode(bytes: &[u8]) -> Result<Drawing, LinkError> {
    let (body, sum) = bytes.split_last_chunk::<4>().ok_or(LinkError::Damaged)?;
    if crc32(body) != u32::from_le_bytes(*sum) {
        return Err(LinkError::Damaged);
    }
    let (version, body) = body.split_first().ok_or(LinkError::Damaged)?;
    if *version != VERSION {
        return Err(LinkError::Newer);
    }
    let mut rest = Rest(body);
    let drawing = rest.drawing().filter(|_| rest.0.is_empty()).ok_or(LinkError::Damaged)?;
    limits::check(&drawing).map(|()| drawing).map_err(LinkError::TooLarge)
}

fn steps(value: f32, scale: f32) -> i64 {
    ((value * scale).round() as i64).clamp(-FARTHEST, FARTHEST)
}

/// Appends a LEB128 integer.
fn unsigned(body: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        body.push(value as u8 | 0x80);
        value >>= 7;
    }
    body.push(value as u8);
}

/// Zigzag coding: integers of small magnitude become small unsigned ones.
fn signed(body: &mut Vec<u8>, value: i64) {
    unsigned(body, ((value << 1) ^ (value >> 63)) as u64);
}

/// The bytes that are yet to be decoded.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn drawing(&mut self) -> Option<Drawing> {
        let count = self.unsigned()?;
        // Grown as the bytes allow: a count alone reserves nothing.
        let mut strokes = Vec::new();
        for _ in 0..count {
            let width = self.unsigned()? as f32 / WIDTHS;
            let points = usize::try_from(self.unsigned()?).ok().filter(|points| *points <= self.0.len())?;
            let mut lists = [const { Vec::new() }; 4];
            for list in &mut lists {
                *list = self.list(points)?;
            }
            let [x, y, time, pressure] = &lists;
            let point = |at: usize| Point {
                x: x[at] as f32 / PLACES,
                y: y[at] as f32 / PLACES,
                time: time[at] as f32,
                pressure: pressure[at] as f32 / PRESSURES,
            };
            let fits = limits::WIDTHS.contains(&width) && pressure.iter().all(|at| (0..=PRESSURES as i64).contains(at));
            strokes.push(fits.then(|| Stroke { width, points: (0..points).map(point).collect() })?);
        }
        Some(Drawing { strokes })
    }

    fn list(&mut self, count: usize) -> Option<Vec<i64>> {
        let mut now = 0i64;
        let next = |_| {
            now = now.checked_add(self.signed()?)?;
            (now.abs() <= FARTHEST).then_some(now)
        };
        (0..count).map(next).collect()
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for place in 0..9 {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        self.unsigned().map(|value| (value >> 1) as i64 ^ -((value & 1) as i64))
    }
}

/// Bytes as base64url without padding.
fn letters(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            text.push(char::from(LETTERS[(word >> (18 - 6 * place) & 0x3F) as usize]));
        }
    }
    text
}

/// The bytes of base64url without padding.
fn bytes(text: &str) -> Result<Vec<u8>, LinkError> {
    let value = |letter: &u8| LETTERS.iter().position(|known| known == letter).map(|at| at as u32);
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.as_bytes().chunks(4) {
        let mut word = 0;
        for letter in chunk {
            word = word << 6 | value(letter).ok_or(LinkError::Damaged)?;
        }
        if chunk.len() == 1 {
            return Err(LinkError::Damaged);
        }
        word <<= 6 * (4 - chunk.len());
        bytes.extend(&word.to_be_bytes()[1..chunk.len()]);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::form;
    use crate::ink::generators::{drawings, foreign_drawings};
    use proptest::prelude::*;

    fn near(a: &Drawing, b: &Drawing) -> bool {
        let close = |a: f32, b: f32, by: f32| (a - b).abs() <= by;
        a.strokes.len() == b.strokes.len()
            && a.strokes.iter().zip(&b.strokes).all(|(a, b)| {
                close(a.width, b.width, 0.04)
                    && a.points.len() == b.points.len()
                    && a.points.iter().zip(&b.points).all(|(a, b)| {
                        close(a.x, b.x, 0.126)
                            && close(a.y, b.y, 0.126)
                            && close(a.time, b.time, 0.51)
                            && close(a.pressure, b.pressure, 0.0051)
                    })
            })
    }

    #[test]
    fn other_hashes_carry_no_drawing() {
        assert!(read("#/model").is_none() && read("").is_none());
    }

    #[test]
    fn cut_and_changed_links_are_refused() {
        let stroke = Stroke { width: 4.0, points: vec![Point::at(1.0, 2.0), Point::at(3.0, 4.0)] };
        let link = write(&Drawing { strokes: vec![stroke] });
        for cut in START.len()..link.len() {
            assert_eq!(read(&link[..cut]), Some(Err(LinkError::Damaged)), "{cut}");
        }
        assert_eq!(read(&link.replace("draw=", "draw=é")), Some(Err(LinkError::Damaged)));
        let mut newer = vec![VERSION + 1];
        newer.extend(crc32(&newer).to_le_bytes());
        assert_eq!(read(&format!("#{START}{}", letters(&newer))), Some(Err(LinkError::Newer)));
    }

    #[test]
    fn a_count_alone_reserves_nothing() {
        for mut body in [vec![VERSION, 1, 64, 0xFF, 0xFF, 0x0B], vec![VERSION, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0B]] {
            body.extend(crc32(&body).to_le_bytes());
            assert_eq!(decode(&body), Err(LinkError::Damaged));
        }
    }

    #[test]
    fn a_short_link_cannot_hold_more_strokes_than_the_limit() {
        let dot = Stroke { width: 4.0, points: vec![Point::at(0.0, 0.0)] };
        let link = |strokes| write(&Drawing { strokes: vec![dot.clone(); strokes] });
        assert!(matches!(read(&link(limits::MOST_STROKES)), Some(Ok(_))));
        assert_eq!(read(&link(limits::MOST_STROKES + 1)), Some(Err(LinkError::TooLarge(TooLarge))));
    }

    proptest! {
        #[test]
        fn a_drawing_survives_its_link_but_for_the_rounding(drawing in drawings()) {
            let link = write(&drawing);
            prop_assert!(link.chars().all(|c| c.is_ascii_alphanumeric() || "-_=".contains(c)));
            let back = read(&format!("#{link}")).unwrap().unwrap();
            prop_assert!(near(&back, &drawing), "{back:?}");
            prop_assert_eq!(write(&back), link);
        }

        #[test]
        fn whatever_a_file_brings_survives_its_link(drawing in foreign_drawings()) {
            let opened = form::read(&form::write(&drawing)).unwrap().drawing;
            let back = read(&write(&opened)).unwrap().unwrap();
            prop_assert!(near(&back, &opened), "{back:?}");
        }

        #[test]
        fn no_bytes_make_it_panic(mut body in proptest::collection::vec(any::<u8>(), 0..200)) {
            body.insert(0, VERSION);
            body.extend(crc32(&body).to_le_bytes());
            let _ = decode(&body);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,80}") {
            let _ = read(&format!("#{START}{text}"));
        }
    }
}
