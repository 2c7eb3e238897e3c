//! Pictures that do not lie level: held at an angle, on their side, upside down.

use super::hand_over;
use crate::host;
use crate::paint::Sheet;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;

/// Whether the shown picture, which was upright, lies on its side.
pub const TURNED: &str =
    "const photo = document.querySelector('.photo').getBoundingClientRect(); return photo.width > photo.height;";

#[test]
fn a_picture_held_at_an_angle_is_read_and_its_boxes_turn_with_it() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    hand_over(&page, "drop", &[("askew.png", Sheet::with_number("2047", 900, 460)?.askew(12.0).png()?)])?;
    page.wait_reading("2047")?;
    // In degrees: the slope from the first box to the last, and how far each box is turned.
    let script = "const box = (at) => document.querySelector(`[data-testid='box-${at}']`);\
                  const [from, to] = [box(0), box(3)].map((one) => one.getBoundingClientRect());\
                  const right = (to.left + to.right - from.left - from.right) / 2;\
                  const down = (to.top + to.bottom - from.top - from.bottom) / 2;\
                  return [Math.atan2(down, right) * 180 / Math.PI, parseFloat(getComputedStyle(box(0)).rotate)];";
    let angles = page.browser.run(script, json!([]))?;
    for at in 0..2 {
        let angle = angles[at].as_f64().unwrap_or_default();
        assert!((8.0..14.0).contains(&angle), "{angles}");
    }
    page.press("box-1")?;
    page.press("choose-6")?;
    page.wait_reading("2647")
}

#[test]
fn two_turns_one_right_after_the_other_make_a_half_turn() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let upside_down = Sheet::with_number("2047", 880, 260)?.turned().turned().png()?;
    hand_over(&page, "drop", &[("upside-down.png", upside_down)])?;
    page.wait_there("turn-right")?;
    page.browser.run(
        "const turn = document.querySelector(\"[data-testid='turn-right']\"); turn.click(); turn.click();",
        json!([]),
    )?;
    page.wait_reading("2047")
}
