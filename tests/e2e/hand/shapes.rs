//! Signs of a hand that the shipped reader misreads: a crossed 7, a serifed 1, an open 4, a 9 like a P.

use super::{correct, wait_learned, wait_read_as, write};
use crate::host;
use anyhow::{Result, ensure};
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Drawing};

type Strokes = &'static [&'static [(f64, f64)]];

/// A bar that rises, a long cross in the middle.
const CROSSED_SEVEN: Strokes = &[
    &[(0.0, 22.0), (3.0, 0.0), (28.0, -24.0), (24.0, 0.0), (19.0, 24.0), (15.0, 48.0), (11.0, 71.0)],
    &[(-25.0, 26.0), (-5.0, 23.0), (16.0, 21.0), (50.0, 20.0)],
];
/// A flag as wide as that of a 7, a short foot.
const SERIFED_ONE: Strokes =
    &[&[(0.0, 9.0), (30.0, 5.0), (59.0, 0.0), (55.0, 39.0), (50.0, 78.0)], &[(40.0, 72.0), (50.0, 78.0), (60.0, 72.0)]];
/// Open at the top, on a long stem.
const OPEN_FOUR: Strokes = &[&[(18.0, 0.0), (0.0, 23.0), (35.0, 21.0)], &[(26.0, 2.0), (26.0, 46.0), (25.0, 90.0)]];
/// From its foot upwards, the bowl on the wrong side.
const NINE_LIKE_P: Strokes = &[&[
    (0.0, 73.0),
    (-1.0, 0.0),
    (9.0, 0.0),
    (18.0, 2.0),
    (25.0, 9.0),
    (28.0, 19.0),
    (25.0, 28.0),
    (18.0, 35.0),
    (9.0, 37.0),
    (2.0, 37.0),
]];
/// Points from one of these to the next.
const STEPS: usize = 6;

/// A sign as it was written this time: no two are quite the same.
fn written(sign: &str, strokes: Strokes, time: u32) -> Result<Drawing> {
    let by = f64::from(time) - 2.0;
    let (lean, stretch) = (0.03 * by, 1.0 + 0.04 * by);
    let point = |at: usize, (x, y): (f64, f64)| {
        let tremor = ((at as f64 + 1.0) * f64::from(time) * 1.7).sin() * 0.6;
        [x * stretch - y * lean + tremor, y + tremor]
    };
    let between = |pair: &[(f64, f64)], step: usize| {
        let part = step as f64 / STEPS as f64;
        (pair[0].0 + (pair[1].0 - pair[0].0) * part, pair[0].1 + (pair[1].1 - pair[0].1) * part)
    };
    let stroke = |corners: &&[(f64, f64)]| {
        let rest = corners.windows(2).flat_map(|pair| (1..=STEPS).map(|step| between(pair, step)));
        let all = corners.first().copied().into_iter().chain(rest);
        all.enumerate().flat_map(|(at, place)| point(at, place)).collect::<Vec<f64>>()
    };
    let strokes: Vec<Vec<f64>> = strokes.iter().map(stroke).collect();
    page::parse(&json!({ "text": sign, "strokes": strokes }).to_string())
}

pub fn crossed_seven(time: u32) -> Result<Drawing> {
    written("7", CROSSED_SEVEN, time)
}

/// Wrong at first; two corrections at most, and right from then on.
fn is_learned(sign: &str, strokes: Strokes) -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let read = write(&page, &written(sign, strokes, 1)?)?;
    ensure!(read != sign, "The first {sign} is read right without a hand.");
    correct(&page, sign)?;
    wait_learned(&page)?;
    let mut corrections = 1;
    for time in 2..=6 {
        let read = write(&page, &written(sign, strokes, time)?)?;
        if read != sign {
            corrections += 1;
            ensure!(corrections <= 2, "After two corrections, time {time} is read as {read}.");
            correct(&page, sign)?;
        }
    }
    // Others' digits are read as before.
    for digit in ["0", "2", "3", "5", "6", "8"] {
        write(&page, &page::digit(digit)?)?;
        wait_read_as(&page, digit)?;
    }
    Ok(())
}

#[test]
fn a_crossed_seven_is_learned() -> Result<()> {
    is_learned("7", CROSSED_SEVEN)
}

#[test]
fn a_serifed_one_is_learned() -> Result<()> {
    is_learned("1", SERIFED_ONE)
}

#[test]
fn an_open_four_is_learned() -> Result<()> {
    is_learned("4", OPEN_FOUR)
}

#[test]
fn a_nine_like_a_p_is_learned() -> Result<()> {
    is_learned("9", NINE_LIKE_P)
}
