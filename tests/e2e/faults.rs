//! What browsers, tabs and clocks do to a page while it is in use; the drawing is kept, and reading goes on.

use crate::host;
use crate::pictures::hand_over;
use anyhow::Result;
use serde_json::json;
use std::time::Duration;
use xtask::browser::Options;
use xtask::page::{self, Page, Place, STORED};
use xtask::project;
use xtask::serve::Site;

/// A page whose stores are as this script makes them.
fn opened_with(script: &str) -> Result<(xtask::serve::Server, Page)> {
    let server = host::serve()?;
    let page = Page::new(Options::DESKTOP)?;
    page.browser.before_each_page(script)?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    Ok((server, page))
}

fn reads(page: &Page, digit: &str) -> Result<()> {
    page.draw(&page::digit(digit)?, Place::Centred)?;
    page.wait_reading(digit)
}

#[test]
fn stores_that_are_refused_are_told_and_reading_goes_on() -> Result<()> {
    let refused = "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,
                       { get: () => { throw new DOMException('No.', 'SecurityError'); } });";
    let (_server, page) = opened_with(refused)?;
    reads(&page, "0")?;
    page.wait_toast("keeps nothing for this page")
}

#[test]
fn a_damaged_drawing_is_told_and_reading_goes_on() -> Result<()> {
    let damaged = format!(r#"localStorage.setItem({}, '{{"strokes": [[1, 2');"#, json!(STORED));
    let (_server, page) = opened_with(&damaged)?;
    page.wait_toast("not a drawing that Inkling saved")?;
    reads(&page, "0")
}

#[test]
fn a_new_build_that_comes_in_mid_stroke_waits_and_the_stroke_is_kept() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.wait_installed()?;
    let next = host::next_build()?;
    server.replace(Site::new(&next.files, "/"));
    let [stroke] = <[_; 1]>::try_from(page::digit("0")?.placed(page.find("pad")?.place()?, Place::Centred))
        .map_err(|_| anyhow::anyhow!("A zero is one stroke."))?;
    let step =
        |&(x, y): &(f64, f64)| json!({ "type": "pointerMove", "duration": 8, "origin": "viewport", "x": x, "y": y });
    let mut actions: Vec<_> = stroke.iter().map(step).collect();
    actions.insert(1, json!({ "type": "pointerDown", "button": 0 }));
    // Long enough for the build to come.
    actions.insert(actions.len() / 2, json!({ "type": "pause", "duration": 4_000 }));
    actions.push(json!({ "type": "pointerUp", "button": 0 }));
    let look = "navigator.serviceWorker.getRegistration().then((found) => found.update())";
    page.browser.run(look, json!([]))?;
    let source =
        json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": actions });
    page.browser.post("/actions", json!({ "actions": [source] }))?;
    page.wait_there("update-reload")?;
    page.wait_reading("0")?;
    page.wait_kept_strokes(1)?;
    page.press("update-reload")?;
    let there = "return document.querySelector('meta[name=inkling-build]')?.content === arguments[0]";
    page.browser.wait_until("the new build is there", there, json!([next.version]))?;
    page.wait_reading("0")
}

#[test]
fn back_and_forward_keep_the_drawing_and_reading_goes_on() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    reads(&page, "4")?;
    page.visit("tab-model")?;
    page.browser.open(&format!("{}icons/inkling.svg", server.url()))?;
    page.browser.post("/back", json!({}))?;
    page.browser.wait_until("it is back", "return location.hash === '#/model'", json!([]))?;
    page.browser.post("/back", json!({}))?;
    page.wait_ready()?;
    page.wait_reading("4")?;
    page.browser.post("/forward", json!({}))?;
    page.browser.post("/back", json!({}))?;
    page.wait_reading("4")?;
    page.clear()?;
    reads(&page, "0")
}

#[test]
fn a_frozen_tab_that_wakes_reads_on() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP.alone())?;
    reads(&page, "4")?;
    page.browser.cdp("Page.setWebLifecycleState", json!({ "state": "frozen" }))?;
    std::thread::sleep(Duration::from_secs(6));
    page.browser.cdp("Page.setWebLifecycleState", json!({ "state": "active" }))?;
    // Without this, Chromium takes the tab for hidden from then on, and paints no frames.
    page.browser.cdp("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))?;
    assert_eq!(page.reading()?, "4");
    page.clear()?;
    reads(&page, "0")?;
    assert_eq!(page.toast()?, "");
    Ok(())
}

#[test]
fn a_clock_that_is_set_back_loses_nothing() -> Result<()> {
    let (_server, page) = opened_with("const now = Date.now; Date.now = () => now() - (window.back ?? 0);")?;
    let keep = |digit: &str| -> Result<()> {
        reads(&page, digit)?;
        page.press("gallery")?;
        page.press("keep")?;
        let said =
            "return document.querySelector(\"[data-testid='gallery-said']\")?.textContent.includes(arguments[0])";
        page.browser.wait_until("it is kept", said, json!([format!("Kept as {digit}.")]))?;
        page.browser.find("dialog[open] [aria-label='Close']")?.click()?;
        page.clear()
    };
    keep("4")?;
    page.browser.run("window.back = 366 * 24 * 3600 * 1000", json!([]))?;
    keep("7")?;
    page.browser.reload()?;
    page.wait_ready()?;
    page.press("gallery")?;
    let labels = "const now = [...document.querySelectorAll(\"[data-testid='kept-label']\")].map((one) => one.value);
                  return now.join(' ') === '4 7';";
    page.browser.wait_until("both are there", labels, json!([]))
}

#[test]
fn a_picture_whose_decoding_is_never_told_is_read_all_the_same() -> Result<()> {
    let (_server, page) = opened_with("HTMLImageElement.prototype.decode = () => new Promise(() => {});")?;
    // The browser alone knows this form.
    let bytes = std::fs::read(project::root().join("tests/drawings/forms/306.avif"))?;
    hand_over(&page, "drop", &[("306.avif", bytes)])?;
    page.wait_reading("306")
}
