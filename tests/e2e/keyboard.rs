//! All of it works without a pointer.

use crate::host;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

const DOWN: &str = "\u{e015}";
const SPACE: &str = " ";
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const CONTROL: &str = "\u{e009}";

pub fn tab_to(page: &Page, handle: &str) -> Result<()> {
    for _ in 0..40 {
        page.browser.press_keys(&[TAB])?;
        let focused = page.browser.run("return document.activeElement?.dataset.testid ?? null", json!([]))?;
        if focused == handle {
            return Ok(());
        }
    }
    anyhow::bail!("The tab key does not lead to {handle}.")
}

#[test]
fn a_one_is_drawn_with_the_arrow_keys() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    draw_a_one(&page)
}

pub fn draw_a_one(page: &Page) -> Result<()> {
    tab_to(page, "pad")?;
    page.browser.press_keys(&[SPACE])?;
    for _ in 0..16 {
        page.browser.press_keys(&[DOWN])?;
    }
    page.browser.press_keys(&[SPACE])?;
    page.wait_kept_strokes(1)?;
    page.wait_reading("1")
}

#[test]
fn undo_is_where_people_expect_it() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    page.browser.press_keys(&[CONTROL, "z"])?;
    page.wait_value("reading-state", "empty")?;
    page.browser.press_keys(&[CONTROL, "y"])?;
    page.wait_reading("0")
}

#[test]
fn letters_can_be_turned_off_and_stay_so() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let rubbing = || Ok::<_, anyhow::Error>(page.find("eraser")?.attribute("aria-pressed")?.unwrap_or_default());
    page.browser.press_keys(&["e"])?;
    assert_eq!(rubbing()?, "true");
    page.browser.press_keys(&["p", "?"])?;
    page.press("letters")?;
    page.browser.reload()?;
    page.wait_ready()?;
    page.browser.press_keys(&["e", "?"])?;
    assert_eq!(rubbing()?, "false");
    assert!(page.browser.run("return document.querySelector('dialog[open]')", json!([]))?.is_null());
    Ok(())
}

#[test]
fn every_tool_is_reached_and_pressed() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    tab_to(&page, "clear")?;
    page.browser.press_keys(&[ENTER])?;
    page.wait_value("reading-state", "empty")
}
