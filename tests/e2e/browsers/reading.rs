//! The other modes, and a learned hand.

use super::open;
use crate::{hand, maths, text};
use anyhow::Result;
use xtask::browser::Kind;
use xtask::page::{self, Place};

pub fn a_sum_is_read_and_worked_out(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    maths::choose(&page)?;
    for drawing in page::expressions()?.iter().step_by(12) {
        let (latex, answer) = maths::read(&page, drawing)?;
        assert_eq!(latex, drawing.latex);
        assert!(answer.contains(&drawing.result), "{answer} is not {}", drawing.result);
    }
    maths::picture_of_a_sum(&page, &maths::expression(maths::SUM)?)
}

pub fn a_word_is_read_and_spelled(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    text::choose(&page)?;
    for drawing in page::words()?.iter().step_by(12) {
        assert_eq!(text::read(&page, drawing)?, drawing.text);
    }
    page.draw(&page::word("winter")?, Place::Written)?;
    page.wait_value("text", "winter")?;
    text::spell(&page, "word-0", "linger")?;
    page.wait_value("text", "linger")?;
    page.wait_reading("linger")?;
    text::wait_corrected(&page, 1)
}

pub fn a_hand_is_learned(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    hand::teach(&page)?;
    page.browser.reload()?;
    page.wait_ready()?;
    hand::wait_learned(&page)
}
