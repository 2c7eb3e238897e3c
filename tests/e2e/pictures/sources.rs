//! Where pictures come from besides files: links, the address of the page, the camera.

use super::turning::TURNED;
use super::{hand_over, number};
use crate::host;
use anyhow::{Context, Result};
use serde_json::json;
use std::time::Duration;
use xtask::browser::Options;
use xtask::build::Files;
use xtask::page::Page;
use xtask::serve::{Fault, Port, Server, Site};

/// A server on another origin, with a picture and with files that are none; `open` lets other origins read them.
pub fn elsewhere(open: bool) -> Result<Server> {
    let mut files = Files::new();
    files.insert("number.png".into(), number("92")?);
    files.insert("page.html".into(), b"<!doctype html><p>No picture.".to_vec());
    files.insert("text.png".into(), b"This is no picture.".to_vec());
    files.insert("huge.png".into(), vec![0; 70 << 20]);
    let site = Site::new(&files, "/");
    Server::start(if open { site.open_to_all() } else { site }, Port::Free)
}

pub fn open_link(page: &Page, link: &str) -> Result<()> {
    page.browser.run("document.querySelector(\"[data-testid='link-input']\").value = ''", json!([]))?;
    page.find("link-input")?.type_text(link)?;
    page.press("link-open")
}

#[test]
fn links_are_opened_or_say_why_not() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let (open, closed) = (elsewhere(true)?, elsewhere(false)?);
    open_link(&page, &format!("{}number.png", open.url()))?;
    page.wait_reading("92")?;
    for (link, words) in [
        (format!("{}number.png", closed.url()), "does not let other pages read it"),
        (format!("{}none.png", open.url()), "404"),
        (format!("{}page.html", open.url()), "not to a picture"),
        (format!("{}text.png", open.url()), "not a picture"),
        (format!("{}huge.png", open.url()), "too large"),
        ("http://localhost:1/a.png".to_owned(), "cannot be reached"),
        ("seven".to_owned(), "no link"),
    ] {
        open_link(&page, &link)?;
        page.wait_toast(words).with_context(|| link.clone())?;
        // The picture that was open stays open.
        assert_eq!(page.reading()?, "92");
    }
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.browser.cdp("Network.enable", json!({}))?;
    page.browser.cdp("Network.emulateNetworkConditions", offline)?;
    open_link(&page, &format!("{}number.png", open.url()))?;
    page.wait_toast("no connection")
}

#[test]
fn a_slow_link_can_be_cancelled() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let slow = elsewhere(true)?;
    slow.fail("*", Fault::Delay(Duration::from_secs(4)));
    open_link(&page, &format!("{}number.png", slow.url()))?;
    page.press("cancel")?;
    page.browser.wait_until(
        "nothing is under way",
        "return !document.querySelector(\"[data-testid='cancel']\")",
        json!([]),
    )?;
    hand_over(&page, "drop", &[("number.png", number("4")?)])?;
    page.wait_reading("4")?;
    // Cancelling another one leaves the open picture as it is.
    open_link(&page, &format!("{}number.png", slow.url()))?;
    page.press("cancel")?;
    page.press("turn-left")?;
    page.browser.wait_until("it is turned", TURNED, json!([]))?;
    page.press("turn-right")?;
    page.wait_reading("4")
}

#[test]
fn the_pages_own_address_may_name_a_picture() -> Result<()> {
    let (server, open) = (host::serve()?, elsewhere(true)?);
    let page = Page::new(Options::DESKTOP)?;
    page.browser.open(&format!("{}?image={}number.png", server.url(), open.url()))?;
    page.wait_reading("92")
}

#[test]
fn the_camera_takes_a_picture() -> Result<()> {
    let (_server, page) = host::open(Options { camera: true, ..Options::DESKTOP })?;
    page.press("camera")?;
    page.browser.wait_until(
        "the camera shows something",
        "return (document.querySelector('.camera-view')?.videoWidth ?? 0) > 0",
        json!([]),
    )?;
    page.press("camera-take")?;
    // Chromium's simulated camera shows a clock and no handwriting: that the picture arrives is what counts.
    page.wait_there("picture")
}

#[test]
fn a_refused_camera_says_so() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.press("camera")?;
    page.browser.wait_until(
        "the dialog says why",
        "return /file/.test(document.querySelector('.camera-error')?.textContent ?? '')",
        json!([]),
    )
}
