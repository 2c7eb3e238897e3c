//! Digits are read, wherever and on whatever they are drawn; what is none is not.
//!
//! A few of the recorded drawings for each place and screen: the way from the pointer to the reading is what is tested
//! here. All of them, at all these sizes, are read by `tests/reading.rs` without a browser.

use crate::host;
use anyhow::Result;
use xtask::browser::{Options, Pointer};
use xtask::page::{self, Place};

/// One recorded digit in six, from this one on: each is drawn by one of the tests below.
fn reads(options: Options, place: Place, first: usize) -> Result<()> {
    let (_server, page) = host::open(options)?;
    let mut wrong = Vec::new();
    for drawing in page::digits()?.iter().skip(first).step_by(6) {
        page.draw(drawing, place)?;
        page.wait_answered()?;
        let read = page.reading()?;
        if read != drawing.text {
            wrong.push(format!("{} ({}) read as {read:?}, {}", drawing.text, drawing.writer, page.state()?));
        }
        page.clear()?;
    }
    assert!(wrong.is_empty(), "{place:?}: {}", wrong.join("; "));
    Ok(())
}

#[test]
fn digits_in_the_middle_are_read_on_a_desktop() -> Result<()> {
    reads(Options::DESKTOP, Place::Centred, 0)
}

#[test]
fn small_digits_are_read_on_a_desktop() -> Result<()> {
    reads(Options::DESKTOP, Place::Small, 1)
}

#[test]
fn digits_in_a_corner_are_read_on_a_desktop() -> Result<()> {
    reads(Options::DESKTOP, Place::Corner, 2)
}

#[test]
fn digits_in_the_middle_are_read_on_a_phone() -> Result<()> {
    reads(Options::PHONE, Place::Centred, 3)
}

#[test]
fn small_digits_are_read_on_a_phone() -> Result<()> {
    reads(Options::PHONE, Place::Small, 4)
}

#[test]
fn digits_in_a_corner_are_read_on_a_phone() -> Result<()> {
    reads(Options::PHONE, Place::Corner, 5)
}

#[test]
fn a_pen_with_pressure_draws_too() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw_with(Pointer::Pen, &page::digit("8")?, Place::Centred)?;
    page.wait_reading("8")
}

#[test]
fn a_reading_says_how_sure_it_is() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    page.wait_value("reading-state", "sure")?;
    let all: Vec<f64> = (0..10).map(|digit| page.probability(digit)).collect::<Result<_>>()?;
    assert!(all.iter().all(|&one| (0.0..=1.0).contains(&one)), "{all:?}");
    assert!(all[1..].iter().all(|&other| other < all[0]), "{all:?}");
    let millis: f64 = page.value("latency")?.parse()?;
    assert!(millis > 0.0, "{millis}");
    Ok(())
}

#[test]
fn nothing_is_read_from_an_empty_pad() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    assert_eq!((page.reading()?.as_str(), page.state()?.as_str()), ("", "empty"));
    Ok(())
}

#[test]
fn what_is_no_digit_is_not_read_as_one() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let mut read = Vec::new();
    for drawing in page::others()?.iter().step_by(3) {
        page.draw(drawing, Place::Centred)?;
        page.wait_answered()?;
        if page.state()? == "sure" || !page.reading()?.is_empty() {
            read.push(format!("{} read as {:?}", drawing.writer, page.reading()?));
        }
        page.clear()?;
    }
    assert!(read.is_empty(), "{}", read.join("; "));
    Ok(())
}
