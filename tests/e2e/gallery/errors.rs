//! Storage that refuses, small screens, and what an audit finds.

use super::{close, kept, labels, open, said};
use crate::{audit, host};
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

#[test]
fn storage_that_is_refused_is_told_and_costs_nothing_on_the_sheet() -> Result<()> {
    for fault in [
        "indexedDB.open = () => { throw new DOMException('No.', 'SecurityError'); }",
        "Object.defineProperty(window, 'indexedDB', { get: () => { throw new DOMException('No.', 'SecurityError'); } })",
        // A version that is already beyond ours fails later, as a broken store does.
        "const open = IDBFactory.prototype.open; IDBFactory.prototype.open = function () {\
         const request = open.call(this, 'other', 1); request.onupgradeneeded = () => request.transaction.abort();\
         return request; }",
    ] {
        let server = host::serve()?;
        let page = Page::new(Options::DESKTOP)?;
        page.browser.before_each_page(fault)?;
        page.browser.open(&server.url())?;
        page.wait_ready()?;
        page.draw(&page::digit("4")?, Place::Centred)?;
        page.wait_reading("4")?;
        open(&page)?;
        said(&page, "lets the page keep nothing")?;
        page.press("keep")?;
        said(&page, "What is on the sheet stays there")?;
        close(&page)?;
        assert_eq!((page.reading()?.as_str(), page.kept_strokes()?), ("4", 2), "{fault}");
    }
    Ok(())
}

#[test]
fn storage_that_never_answers_is_told_and_costs_nothing_on_the_sheet() -> Result<()> {
    for fault in [
        // It does not open.
        "const open = IDBFactory.prototype.open; IDBFactory.prototype.open = function (...all) {\
         const request = open.apply(this, all); request.addEventListener = () => {}; return request; }",
        // It opens, and never says that something is kept.
        "IDBTransaction.prototype.addEventListener = () => {}",
    ] {
        let server = host::serve()?;
        let page = Page::new(Options::DESKTOP)?;
        page.browser.before_each_page(&format!("{}{fault}", host::HURRY))?;
        page.browser.open(&server.url())?;
        page.wait_ready()?;
        page.draw(&page::digit("4")?, Place::Centred)?;
        page.wait_reading("4")?;
        open(&page)?;
        page.press("keep")?;
        said(&page, "storage does not answer. What is on the sheet stays there")?;
        labels(&page, &[])?;
        close(&page)?;
        assert_eq!((page.reading()?.as_str(), page.kept_strokes()?), ("4", 2), "{fault}");
    }
    Ok(())
}

#[test]
fn storage_of_a_newer_version_is_told_and_keeps_what_it_has() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let newer = "const request = indexedDB.open('inkling:/#drawings', 99);
                 await new Promise((done) => { request.onsuccess = done; });
                 request.result.close();";
    page.browser.run_async(newer, json!([]))?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    open(&page)?;
    page.press("keep")?;
    said(&page, "another version of this page. Close the other tabs, then reload this one.")?;
    close(&page)?;
    assert_eq!(page.reading()?, "4");
    Ok(())
}

#[test]
fn a_damaged_line_is_told_and_the_others_are_shown() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4"])?;
    close(&page)?;
    let damage = "const request = indexedDB.open('inkling:/#drawings');
                  await new Promise((done) => { request.onsuccess = done; });
                  const filling = request.result.transaction('kept', 'readwrite');
                  filling.objectStore('kept').put('{\"strokes\": [[', 'damaged');
                  await new Promise((done) => { filling.oncomplete = done; });
                  request.result.close();";
    page.browser.run_async(damage, json!([]))?;
    open(&page)?;
    said(&page, "Of what was kept, 1 cannot be read any more and is not shown.")?;
    labels(&page, &["4"])
}

#[test]
fn full_storage_is_told_and_what_was_kept_stays() -> Result<()> {
    let (_server, page) = kept(Options::DESKTOP, &["4"])?;
    let full = "IDBObjectStore.prototype.put = function () { throw new DOMException('Full.', 'QuotaExceededError'); }";
    page.browser.run(full, json!([]))?;
    close(&page)?;
    page.clear()?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    open(&page)?;
    page.press("keep")?;
    said(&page, "storage is full")?;
    labels(&page, &["4"])?;
    assert_eq!(page.reading()?, "7");
    Ok(())
}

fn audited(options: Options) -> Result<()> {
    let (_server, page) = host::open(options)?;
    open(&page)?;
    page.wait_there("gallery-empty")?;
    audit::clean(&page)?;
    close(&page)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    open(&page)?;
    page.press("keep")?;
    labels(&page, &["4"])?;
    page.press("kept-delete")?;
    page.wait_there("gallery-undo")?;
    page.press("gallery-undo")?;
    labels(&page, &["4"])?;
    audit::clean(&page)
}

#[test]
fn the_audit_finds_nothing_in_the_panel() -> Result<()> {
    audited(Options::DESKTOP)
}

#[test]
fn the_audit_finds_nothing_in_the_panel_of_a_dark_phone() -> Result<()> {
    audited(Options { size: (320, 568), ..Options::PHONE.dark() })
}

#[test]
fn panel_and_toolbar_fit_a_phone() -> Result<()> {
    for size in [(320, 568), (360, 640), (390, 844), (568, 320), (844, 390)] {
        let (_server, page) = host::open(Options { size, ..Options::PHONE })?;
        let outside = "return [...document.querySelectorAll(arguments[0])].filter((one) => {\
                           const { left, right, top, bottom, width } = one.getBoundingClientRect();\
                           return width > 0 && (left < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5);\
                       }).map((one) => one.dataset.testid)";
        let out = page.browser.run(outside, json!([".tools .tool"]))?;
        assert_eq!(out, json!([]), "tools at {size:?}");
        open(&page)?;
        let script =
            "const panel = document.querySelector('dialog[open]'); return panel.scrollWidth <= panel.clientWidth";
        assert_eq!(page.browser.run(script, json!([]))?, json!(true), "the panel at {size:?}");
    }
    Ok(())
}
