//! Words on their way out of the page, and what stands beside them.

use super::{open, rest, two_words, wait_gone};
use crate::paint::Sheet;
use crate::pictures::hand_over;
use crate::{audit, host};
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Place};

#[test]
fn the_text_is_copied_line_by_line() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
    page.browser.cdp(
        "Browser.grantPermissions",
        json!({ "origin": server.url().trim_end_matches('/'), "permissions": permissions }),
    )?;
    super::choose(&page)?;
    page.draw(&page::word("good\nmorning")?, Place::Written)?;
    page.wait_value("text", "good\nmorning")?;
    page.press("copy-text")?;
    page.wait_toast("copied the text")?;
    let text = page.browser.run_async("return await navigator.clipboard.readText();", json!([]))?;
    assert_eq!(text, json!("good\nmorning"));
    Ok(())
}

#[test]
fn the_text_is_saved_as_a_file() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    let catch = "window.saved = []; const make = URL.createObjectURL;
                 URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };";
    page.browser.run(catch, json!([]))?;
    page.draw(&page::word("see you\nat nine")?, Place::Written)?;
    page.wait_value("text", "see you\nat nine")?;
    page.press("save-text")?;
    page.browser.wait_until("a file is there", "return window.saved.length > 0", json!([]))?;
    let saved = page.browser.run_async("return await window.saved.at(-1).text();", json!([]))?;
    assert_eq!(saved, json!("see you\nat nine\n"));
    Ok(())
}

#[test]
fn a_picture_of_words_is_read_and_its_words_are_pressed() -> Result<()> {
    let (_server, page) = open(Options::DESKTOP)?;
    page.draw(&page::word("garden")?, Place::Written)?;
    page.wait_value("text", "garden")?;
    let picture = Sheet::with_drawing(&page::word("the quick fox")?, 520, 240).png()?;
    hand_over(&page, "drop", &[("word.png", picture)])?;
    page.wait_value("text", "the quick fox")?;
    page.press("box-0")?;
    page.wait_there("word-panel")?;
    page.press("picture-close")?;
    page.wait_value("text", "garden")?;
    // What is no picture says so, and nothing is lost.
    hand_over(&page, "drop", &[("word.png", b"no picture".to_vec())])?;
    page.wait_toast("text")?;
    page.wait_value("text", "garden")
}

#[test]
fn a_word_is_opened_and_closed_with_keys() -> Result<()> {
    const ENTER: &str = "\u{e007}";
    const ESCAPE: &str = "\u{e00c}";
    let (_server, page) = open(Options::DESKTOP)?;
    two_words(&page)?;
    rest(&page)?;
    page.browser.run("document.querySelector(\"[data-testid='word-1']\").focus()", json!([]))?;
    page.browser.press_keys(&[ENTER])?;
    page.wait_there("word-panel")?;
    page.browser.run("document.querySelector('[data-testid=spelling]').focus()", json!([]))?;
    page.browser.press_keys(&[ESCAPE])?;
    wait_gone(&page, "word-panel")?;
    let focused = "return document.activeElement?.dataset.testid === 'word-1'";
    page.browser.wait_until("the word has the focus again", focused, json!([]))
}

#[test]
fn the_audit_finds_nothing_on_words() -> Result<()> {
    let (_server, page) = open(Options::PHONE)?;
    page.draw(&page::word("house")?, Place::Written)?;
    page.wait_value("text", "house")?;
    audit::clean(&page)?;
    page.press("word-0")?;
    page.wait_there("word-panel")?;
    audit::clean(&page)
}
