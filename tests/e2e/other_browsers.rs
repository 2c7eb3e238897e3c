//! The core of it in another family of browsers.

use crate::host;
use anyhow::Result;
use xtask::browser::{Kind, Options};
use xtask::page::{self, Place};
use xtask::setup;

#[test]
fn firefox_draws_and_reads() -> Result<()> {
    if setup::firefox().is_none() || setup::geckodriver().is_none() {
        return host::skip("Firefox or geckodriver is not there, so the page is not tested in Firefox.");
    }
    let (_server, page) = host::open(Options { kind: Kind::Firefox, ..Options::DESKTOP })?;
    for drawing in page::digits()?.iter().step_by(8) {
        page.draw(drawing, Place::Centred)?;
        page.wait_reading(&drawing.text)?;
        page.clear()?;
    }
    page.press("undo")?;
    page.browser.reload()?;
    page.wait_ready()?;
    // The parts that come later have modules of their own.
    page.visit("tab-model")?;
    page.wait_there("dataset-choose")
}
