//! The outline with what lies on the sheet from before: seen, read, and gone on with before the page is there.

use crate::host;
use crate::starting::{OUTLINE, is_mounted};
use anyhow::Result;
use serde_json::json;
use std::time::Duration;
use xtask::browser::{Options, Pointer};
use xtask::page::{self, Page, Place};
use xtask::serve::{Fault, Server};

/// Leaves a four on the left of the sheet, and opens the page anew with its own module held back for a while.
fn reopened(options: Options, kept: &str) -> Result<(Server, Page)> {
    let (server, page) = host::open(options)?;
    page.draw(&page::digit("4")?, Place::Beside(0, 2))?;
    page.wait_reading("4")?;
    page.wait_kept_strokes(page::digit("4")?.strokes())?;
    server.fail("*/inkling_bg-*.wasm", Fault::Delay(Duration::from_secs(4)));
    page.browser.cdp("Network.clearBrowserCache", json!({}))?;
    page.browser.run(&format!("{kept} setTimeout(() => location.reload(), 0)"), json!([]))?;
    page.browser.wait_until(
        "the outline shows what was there before",
        "return document.querySelector('#outline path')?.getBoundingClientRect().width > 20",
        json!([]),
    )?;
    Ok((server, page))
}

fn wait_read_early(page: &Page, text: &str) -> Result<()> {
    let script = "return document.querySelector('#outline .digit')?.textContent === arguments[0]";
    page.browser.wait_until(&format!("the outline says {text}"), script, json!([text]))
}

#[test]
fn what_lies_on_the_sheet_is_seen_and_read_before_the_page_is_there_and_goes_on() -> Result<()> {
    let (_server, page) = reopened(Options::DESKTOP, "")?;
    wait_read_early(&page, "4")?;
    let zero = page::digit("0")?.placed(page.browser.find(OUTLINE)?.place()?, Place::Beside(1, 2));
    page.browser.draw(Pointer::Mouse, &zero)?;
    wait_read_early(&page, "40")?;
    assert!(!is_mounted(&page)?, "The page came before it was written on.");
    page.wait_reading("40")?;
    page.press("undo")?;
    page.wait_reading("4")
}

#[test]
fn a_smaller_sheet_shows_all_of_what_was_there_before() -> Result<()> {
    let (_server, page) = reopened(
        Options::PHONE,
        "const far = sessionStorage.getItem('inkling:/#drawing').replace('[[', '[[900,700,905,702],[');
         sessionStorage.setItem('inkling:/#drawing', far);",
    )?;
    let inside = "const [ink, pad] = ['path', '.pad'].map((of) => document.querySelector(`#outline ${of}`).getBoundingClientRect());
                  return ink.right <= pad.right && ink.bottom <= pad.bottom && ink.right > pad.right - 40";
    page.browser.wait_until("all of the ink is in sight", inside, json!([]))?;
    let zero = page::digit("0")?.placed(page.browser.find(OUTLINE)?.place()?, Place::Centred);
    page.browser.draw(Pointer::Touch, &zero)?;
    let ink = "return document.querySelector('#outline path').getBoundingClientRect().width";
    let width = page.browser.run(ink, json!([]))?;
    page.wait_ready()?;
    // What was written keeps its place: the last stroke is as far from the others as it was.
    let kept = "const strokes = JSON.parse(sessionStorage.getItem('inkling:/#drawing'))?.strokes.map((stroke) => stroke.filter((_, at) => at % 2 === 0)).flat();
                const scale = (document.querySelector('#pad').clientWidth / 2 - 12) / 905;
                return Math.abs((Math.max(...strokes) - Math.min(...strokes)) * scale - arguments[0]) < 8";
    page.wait_kept_strokes(page::digit("4")?.strokes() + 2)?;
    page.browser.wait_until("it is where it was written", kept, json!([width]))
}

#[test]
fn what_was_written_as_an_expression_is_not_read_as_a_number_first() -> Result<()> {
    let (_server, page) = reopened(Options::DESKTOP, "localStorage.setItem('inkling:/#mode', 'maths');")?;
    page.wait_ready()?;
    let script = "return document.querySelector('#outline .digit')?.textContent ?? ''";
    assert_eq!(page.browser.run(script, json!([]))?, json!(""));
    Ok(())
}

#[test]
fn a_kept_drawing_that_is_damaged_does_not_keep_the_page_from_starting() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    for damaged in ["{", "null", "7", "{\"strokes\":7}", "{\"strokes\":[[1,null]]}", "{\"strokes\":[7]}"] {
        page.browser
            .run("localStorage.setItem('inkling:/#drawing', arguments[0]); sessionStorage.clear()", json!([damaged]))?;
        page.browser.reload()?;
        page.wait_ready()?;
    }
    page.press("clear")?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")
}
