//! Drawings are kept in the browser with labels, and leave it whole: as one file that brings them back, or as data.

mod errors;
mod leaving;

use crate::host;
use anyhow::Result;
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

/// Keeps what the page hands out, to be looked at and given back.
const CATCH_FILES: &str = "
    window.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };
";
/// Every line that the browser's database holds.
const STORED: &str = "
    const request = indexedDB.open('inkling:/#drawings');
    const database = await new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
    const all = database.transaction('kept').objectStore('kept').getAll();
    const lines = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    database.close();
    return lines.map((line) => JSON.parse(line)).sort((a, b) => a.kept - b.kept);
";
const TAB: &str = "\u{e004}";

fn stored(page: &Page) -> Result<Value> {
    page.browser.run_async(STORED, json!([]))
}

pub fn open(page: &Page) -> Result<()> {
    page.press("gallery")?;
    page.wait_there("keep")
}

fn close(page: &Page) -> Result<()> {
    page.browser.find("dialog[open] [aria-label='Close']")?.click()
}

fn said(page: &Page, words: &str) -> Result<()> {
    let script = "const text = document.querySelector(\"[data-testid='gallery-said']\")?.textContent ?? null;\
                  return text?.includes(arguments[0]) ? true : text;";
    page.browser.wait_until(&format!("the panel says {words:?}"), script, json!([words]))
}

/// The labels in the panel, the newest first.
fn labels(page: &Page, expected: &[&str]) -> Result<()> {
    let script = "const now = [...document.querySelectorAll(\"[data-testid='kept-label']\")].map((one) => one.value);\
                  return JSON.stringify(now) === JSON.stringify(arguments[0]) ? true : now;";
    page.browser.wait_until(&format!("the labels are {expected:?}"), script, json!([expected]))
}

/// Writes over a label as a hand does: all of it is replaced, and the next thing gets the focus.
fn rename(page: &Page, at: usize, label: &str) -> Result<()> {
    let script = "document.querySelectorAll(\"[data-testid='kept-label']\")[arguments[0]].select()";
    page.browser.run(script, json!([at]))?;
    let keys: Vec<String> = label.chars().map(String::from).collect();
    keys.iter().try_for_each(|key| page.browser.press_keys(&[key]))?;
    page.browser.press_keys(&[TAB])?;
    said(page, label)
}

/// A page on which these digits were written and kept, one after the other; the panel is open.
fn kept(options: Options, digits: &[&str]) -> Result<(xtask::serve::Server, Page)> {
    let (server, page) = host::open(options)?;
    page.browser.run(CATCH_FILES, json!([]))?;
    for (at, digit) in digits.iter().enumerate() {
        if at > 0 {
            close(&page)?;
            page.clear()?;
        }
        page.draw(&page::digit(digit)?, Place::Centred)?;
        page.wait_reading(digit)?;
        open(&page)?;
        page.press("keep")?;
        said(&page, &format!("Kept as {digit}."))?;
    }
    Ok((server, page))
}

#[test]
fn kept_drawings_survive_a_reload_with_their_labels() -> Result<()> {
    outlives_a_reload(Options::DESKTOP)
}

pub fn outlives_a_reload(options: Options) -> Result<()> {
    let (_server, page) = kept(options, &["4", "7"])?;
    labels(&page, &["7", "4"])?;
    rename(&page, 1, "9")?;
    labels(&page, &["7", "9"])?;
    let before = stored(&page)?;
    page.browser.reload()?;
    page.wait_ready()?;
    open(&page)?;
    labels(&page, &["7", "9"])?;
    assert_eq!(stored(&page)?, before);
    assert_eq!((&before[0]["text"], before[0]["strokes"].as_array().map(Vec::len)), (&json!("9"), Some(2)));
    // The same drawing is not kept twice.
    page.press("keep")?;
    said(&page, "kept already")
}

#[test]
fn what_was_put_right_is_the_label() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    page.press("choose-9")?;
    page.wait_reading("9")?;
    open(&page)?;
    page.press("keep")?;
    said(&page, "Kept as 9.")
}

#[test]
fn a_kept_drawing_opens_on_the_sheet_and_undo_brings_the_earlier_one_back() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4", "0"])?;
    page.browser.run("document.querySelectorAll(\"[data-testid='kept-open']\")[1].click()", json!([]))?;
    page.wait_reading("4")?;
    page.press("undo")?;
    page.wait_reading("0")
}

#[test]
fn keys_do_not_reach_the_sheet_under_the_panel() -> Result<()> {
    const DELETE: &str = "\u{e017}";
    let (_server, page) = kept(Options::DESKTOP, &["4"])?;
    let focus = "return document.activeElement.dataset.testid === 'keep'";
    page.browser.wait_until("the focus is in the panel", focus, json!([]))?;
    page.browser.press_keys(&[DELETE])?;
    close(&page)?;
    assert_eq!((page.reading()?.as_str(), page.kept_strokes()?), ("4", 2));
    page.browser.press_keys(&[DELETE])?;
    page.wait_value("reading-state", "empty")
}

#[test]
fn what_was_deleted_can_be_brought_back() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4", "7"])?;
    let before = stored(&page)?;
    page.press("kept-delete")?;
    said(&page, "Deleted 7.")?;
    labels(&page, &["4"])?;
    // The keyboard is where it can be undone at once.
    let focus = "return document.activeElement.dataset.testid === 'gallery-undo'";
    page.browser.wait_until("undo has the focus", focus, json!([]))?;
    assert_eq!(stored(&page)?.as_array().map(Vec::len), Some(1));
    page.press("gallery-undo")?;
    labels(&page, &["7", "4"])?;
    assert_eq!(stored(&page)?, before);
    Ok(())
}

#[test]
fn another_tab_s_drawings_are_shown_and_not_lost() -> Result<()> {
    let (server, page) = kept(Options::DESKTOP, &["4"])?;
    let here = page.browser.get("/window")?;
    let there = page.browser.post("/window/new", json!({ "type": "tab" }))?["handle"].clone();
    page.browser.post("/window", json!({ "handle": there }))?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    page.clear()?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    open(&page)?;
    labels(&page, &["4"])?;
    page.press("keep")?;
    labels(&page, &["7", "4"])?;
    page.browser.post("/window", json!({ "handle": here }))?;
    labels(&page, &["7", "4"])?;
    rename(&page, 1, "9")?;
    page.browser.post("/window", json!({ "handle": there }))?;
    labels(&page, &["7", "9"])?;
    assert_eq!(stored(&page)?.as_array().map(Vec::len), Some(2));
    Ok(())
}
