//! Drawing, and that it is never lost.

use super::open;
use crate::host;
use crate::numbers::write;
use anyhow::Result;
use xtask::browser::{Kind, Pointer};
use xtask::page::{self, Place};

pub fn mouse_pen_and_finger_draw(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    for drawing in page::digits()?.iter().step_by(12) {
        page.draw(drawing, Place::Centred)?;
        page.wait_reading(&drawing.text)?;
        page.clear()?;
    }
    let other = match kind {
        Kind::Chromium => return Ok(()),
        Kind::Firefox => {
            host::skip("a pen in Firefox: its driver has none.")?;
            Pointer::Touch
        }
        Kind::WebKit => {
            host::skip("a finger in WebKit: its driver sends a mouse instead.")?;
            Pointer::Pen
        }
    };
    page.draw_with(other, &page::digit("8")?, Place::Centred)?;
    page.wait_reading("8")
}

pub fn a_number_is_undone_reloaded_and_put_right(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    write(&page, "24")?;
    page.wait_reading("24")?;
    page.press("undo")?;
    page.press("undo")?;
    page.wait_reading("2")?;
    page.press("redo")?;
    page.press("redo")?;
    page.wait_reading("24")?;
    page.clear()?;
    page.press("undo")?;
    page.wait_reading("24")?;
    page.wait_kept_strokes(3)?;
    page.browser.reload()?;
    page.wait_reading("24")?;
    page.press("symbol-1")?;
    page.press("choose-9")?;
    page.wait_reading("29")
}
