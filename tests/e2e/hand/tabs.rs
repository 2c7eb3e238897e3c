//! Two tabs read by the same hand; and storage that refuses costs nothing but the next visit.

use super::{close_panel, shapes};
use super::{correct, open_panel, says, stored_signs, taught, wait_read_as, wait_stored, write};
use crate::host;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

#[test]
fn what_one_tab_learns_the_other_reads_by() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    let [here, there] = host::another_tab(&page, &server)?;
    write(&page, &shapes::crossed_seven(1)?)?;
    correct(&page, "7")?;
    wait_stored(&page, &["7"])?;

    page.browser.post("/window", json!({ "handle": there }))?;
    open_panel(&page)?;
    says(&page, "hand-size", "1 example of 1 sign.")?;
    says(&page, "hand-gain", "right before")?;
    close_panel(&page)?;
    write(&page, &shapes::crossed_seven(2)?)?;
    wait_read_as(&page, "7")?;
    // And back: both tabs note things, and nothing is lost.
    page.clear()?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    correct(&page, "6")?;
    wait_stored(&page, &["7", "6"])?;
    open_panel(&page)?;
    page.press("hand-on")?;

    page.browser.post("/window", json!({ "handle": here }))?;
    open_panel(&page)?;
    says(&page, "hand-size", "2 examples of 2 signs.")?;
    let is_off = "return !document.querySelector(\"[data-testid='hand-on']\").checked";
    page.browser.wait_until("it is off here, too", is_off, json!([]))
}

#[test]
fn storage_that_is_refused_is_told_and_reading_goes_on() -> Result<()> {
    let server = host::serve()?;
    let page = Page::new(Options::DESKTOP)?;
    page.browser.before_each_page("indexedDB.open = () => { throw new DOMException('No.', 'SecurityError'); }")?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    write(&page, &shapes::crossed_seven(1)?)?;
    correct(&page, "7")?;
    says(&page, "hand-noted", "This browser lets the page keep nothing")?;
    // For this visit it learns all the same.
    open_panel(&page)?;
    says(&page, "hand-unkept", "gone when you close the page")?;
    says(&page, "hand-gain", "right before")?;
    close_panel(&page)?;
    write(&page, &shapes::crossed_seven(2)?)?;
    wait_read_as(&page, "7")?;
    write(&page, &page::digit("4")?)?;
    wait_read_as(&page, "4")
}

#[test]
fn full_storage_is_told_and_what_was_kept_stays() -> Result<()> {
    let (_server, page) = taught()?;
    let full = "IDBObjectStore.prototype.put = function () { throw new DOMException('Full.', 'QuotaExceededError'); }";
    page.browser.run(full, json!([]))?;
    write(&page, &page::digit("0")?)?;
    correct(&page, "6")?;
    says(&page, "hand-noted", "storage is full")?;
    assert_eq!(stored_signs(&page)?, ["7"]);
    Ok(())
}
