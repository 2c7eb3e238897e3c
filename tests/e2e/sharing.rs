//! A shared drawing is opened without taking anything from whoever opens it.

use crate::host;
use anyhow::{Context, Result};
use inkling::ink::{form, link};
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::{self, Page, Place};
use xtask::serve::Server;

/// The address that carries a recorded digit.
fn shared(server: &Server, digit: &str) -> Result<String> {
    let drawing = form::read(&page::digit(digit)?.json).context("A recorded drawing is damaged.")?.drawing;
    Ok(format!("{}#{}", server.url(), link::write(&drawing)))
}

/// Another tab, in front, with this address.
fn in_another_tab(page: &Page, address: &str) -> Result<Value> {
    let tab = page.browser.post("/window/new", json!({ "type": "tab" }))?["handle"].clone();
    page.browser.post("/window", json!({ "handle": tab }))?;
    page.browser.open(address)?;
    Ok(tab)
}

/// What the browser keeps for the next visit.
fn kept(page: &Page) -> Result<Value> {
    page.browser.run("return localStorage.getItem(arguments[0])", json!([page::STORED]))
}

/// A page with an own 4, which is kept, and in front of it a tab with a shared 7.
fn own_and_shared() -> Result<(Server, Page, Value)> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    page.wait_kept_strokes(2)?;
    let own = kept(&page)?;
    in_another_tab(&page, &shared(&server, "7")?)?;
    page.wait_reading("7")?;
    // Longer than the hand has to rest.
    std::thread::sleep(std::time::Duration::from_millis(600));
    Ok((server, page, own))
}

#[test]
fn a_shared_drawing_that_is_only_looked_at_leaves_the_kept_one() -> Result<()> {
    let (server, page, own) = own_and_shared()?;
    assert_eq!(kept(&page)?, own);
    // The tab itself has it, also after a reload.
    page.browser.reload()?;
    page.wait_reading("7")?;
    // Not even cleared it costs the visitor's own.
    page.clear()?;
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert_eq!(kept(&page)?, own);
    in_another_tab(&page, &server.url())?;
    page.wait_reading("4")
}

#[test]
fn going_on_with_a_shared_drawing_puts_the_own_one_among_the_kept_ones() -> Result<()> {
    let (server, page, own) = own_and_shared()?;
    // The flag is the tab's, not only the page's.
    page.browser.reload()?;
    page.wait_reading("7")?;
    page.drag((0.1, 0.2), (0.1, 0.8))?;
    page.wait_toast("among the kept drawings")?;
    let script = "return localStorage.getItem(arguments[0]) !== arguments[1]";
    page.browser.wait_until("the drawing that was gone on with is kept", script, json!([page::STORED, own]))?;
    in_another_tab(&page, &server.url())?;
    page.wait_ready()?;
    page.press("gallery")?;
    page.wait_there("kept-label")?;
    page.press("kept-open")?;
    page.wait_reading("4")
}
