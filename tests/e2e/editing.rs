//! A drawing can be changed, and is never lost.

use crate::host;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Drawing, Place};

/// A five whose top is a stroke of its own.
fn five() -> Result<Drawing> {
    page::one(page::digits()?, |drawing| drawing.text == "5" && drawing.strokes() == 2)
}

#[test]
fn strokes_are_undone_and_redone_one_by_one() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&five()?, Place::Centred)?;
    page.wait_reading("5")?;
    page.wait_kept_strokes(2)?;
    page.press("undo")?;
    page.wait_kept_strokes(1)?;
    page.press("undo")?;
    page.wait_value("reading-state", "empty")?;
    page.press("redo")?;
    page.press("redo")?;
    page.wait_reading("5")
}

#[test]
fn a_cleared_pad_can_be_brought_back() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    page.draw(&five()?, Place::Centred)?;
    page.wait_reading("5")?;
    page.clear()?;
    page.wait_kept_strokes(0)?;
    page.press("undo")?;
    page.wait_reading("5")
}

#[test]
fn the_eraser_takes_what_it_touches() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.drag((0.3, 0.2), (0.3, 0.8))?;
    page.drag((0.7, 0.2), (0.7, 0.8))?;
    page.wait_kept_strokes(2)?;
    page.press("eraser")?;
    page.drag((0.1, 0.5), (0.5, 0.5))?;
    page.wait_kept_strokes(1)?;
    page.wait_reading("1")
}

#[test]
fn a_reload_keeps_the_drawing() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    page.draw(&five()?, Place::Centred)?;
    page.wait_kept_strokes(2)?;
    page.browser.reload()?;
    page.wait_reading("5")
}

#[test]
fn each_tab_finds_its_own_drawing_after_a_reload() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.draw(&five()?, Place::Centred)?;
    page.wait_kept_strokes(2)?;
    let here = page.browser.get("/window")?;
    let there = page.browser.post("/window/new", json!({ "type": "tab" }))?["handle"].clone();
    page.browser.post("/window", json!({ "handle": there }))?;
    page.browser.open(&server.url())?;
    // A new tab begins with what was drawn last.
    page.wait_reading("5")?;
    page.clear()?;
    page.wait_kept_strokes(0)?;
    page.browser.post("/window", json!({ "handle": here }))?;
    page.browser.reload()?;
    page.wait_reading("5")?;
    page.browser.post("/window", json!({ "handle": there }))?;
    page.browser.reload()?;
    page.wait_ready()?;
    page.wait_value("reading-state", "empty")
}

#[test]
fn turning_the_phone_keeps_the_drawing() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    page.draw(&five()?, Place::Corner)?;
    page.wait_reading("5")?;
    let (width, height) = Options::PHONE.size;
    page.browser.emulate(&Options { size: (height, width), ..Options::PHONE })?;
    page.wait_answered()?;
    assert_eq!(page.reading()?, "5");
    page.wait_kept_strokes(2)?;
    // And what is drawn after the turn goes where the finger is.
    page.clear()?;
    page.draw(&five()?, Place::Small)?;
    page.wait_reading("5")
}

#[test]
fn drawing_does_not_scroll_the_page() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    page.drag((0.5, 0.8), (0.5, 0.1))?;
    page.wait_kept_strokes(1)?;
    let moved = page.browser.run("return [scrollX, scrollY, visualViewport.scale]", serde_json::json!([]))?;
    assert_eq!(moved, serde_json::json!([0, 0, 1]));
    Ok(())
}

#[test]
fn a_pinch_leaves_no_ink() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    let [left, top, width, height] = page.find("pad")?.place()?;
    let finger = |id: &str, pause: u32, from: f64, to: f64| {
        let move_to = |part: f64, duration: u32| {
            let (x, y) = ((left + part * width).round(), (top + 0.5 * height).round());
            json!({ "type": "pointerMove", "duration": duration, "origin": "viewport", "x": x, "y": y })
        };
        let actions = [
            move_to(from, 0),
            json!({ "type": "pause", "duration": pause }),
            json!({ "type": "pointerDown", "button": 0 }),
            move_to(to, 300),
            json!({ "type": "pointerUp", "button": 0 }),
        ];
        json!({ "type": "pointer", "id": id, "parameters": { "pointerType": "touch" }, "actions": actions })
    };
    page.browser.post("/actions", json!({ "actions": [finger("one", 0, 0.45, 0.1), finger("two", 60, 0.55, 0.9)] }))?;
    // What is drawn after it is all that there is.
    page.draw(&five()?, Place::Centred)?;
    page.wait_reading("5")?;
    page.wait_kept_strokes(2)
}
