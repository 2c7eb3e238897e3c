//! The page's start: what is written before the page is there is read, and a page that cannot start says so.

use crate::host;
use anyhow::{Context, Result};
use serde_json::json;
use std::time::Duration;
use xtask::browser::{Kind, Options, Pointer, Stroke};
use xtask::page::{self, Drawing, Page, Place};
use xtask::serve::{Fault, Line, Server};
use xtask::setup;

/// The sheet of the outline.
pub const OUTLINE: &str = "#outline .pad";

fn wait_shown(page: &Page, selector: &str, shown: bool) -> Result<()> {
    let script = "const found = document.querySelector(arguments[0]);\
                  return Boolean(found?.checkVisibility({ visibilityProperty: true })) === arguments[1];";
    page.browser.wait_until(&format!("{selector} is shown: {shown}"), script, json!([selector, shown]))
}

/// Opens the page without waiting for it; it is there when its outline is painted.
fn open_outline(page: &Page, server: &Server) -> Result<()> {
    page.browser.run("setTimeout(() => location.assign(arguments[0]), 0)", json!([server.url()]))?;
    page.browser.wait_until(
        "the outline is painted",
        "return performance.getEntriesByName('first-contentful-paint').length > 0 &&
             Boolean(document.querySelector(arguments[0]))",
        json!([OUTLINE]),
    )
}

pub fn is_mounted(page: &Page) -> Result<bool> {
    Ok(page.browser.run("return !document.querySelector('#outline')", json!([]))? == json!(true))
}

/// The strokes of a drawing in the middle of the outline's sheet.
fn on_outline(page: &Page, drawing: &Drawing) -> Result<Vec<Stroke>> {
    Ok(drawing.placed(page.browser.find(OUTLINE)?.place()?, Place::Centred))
}

/// A page that fails at its start says so, and another try opens it once the fault is gone.
fn opens_at_another_try(options: Options, pattern: &str, fault: Fault) -> Result<()> {
    let server = host::serve()?;
    server.fail(pattern, fault);
    let page = Page::new(options)?;
    page.browser.open(&server.url())?;
    wait_shown(&page, "#again", true)?;
    let words = page.browser.find(".unstarted")?.text()?;
    assert!(words.contains("could not be loaded completely. Check the connection, then try again."), "{words}");
    server.heal();
    page.browser.run("window.before = true", json!([]))?;
    page.browser.find("#again")?.click()?;
    page.browser.wait_until("it was loaded anew", "return !window.before", json!([]))?;
    page.wait_ready()?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    wait_shown(&page, "#again", false)
}

macro_rules! another_try {
    ($($name:ident: $pattern:literal, $fault:expr;)*) => {
        $(
            #[test]
            fn $name() -> Result<()> {
                opens_at_another_try(Options::DESKTOP, $pattern, $fault)
            }
        )*
    };
}

another_try! {
    a_missing_module_of_the_page_is_said: "*/inkling_bg-*.wasm", Fault::Missing;
    a_truncated_module_of_the_page_is_said: "*/inkling_bg-*.wasm", Fault::Truncated;
    a_foreign_module_of_the_page_is_said: "*/inkling_bg-*.wasm", Fault::Foreign;
    a_missing_script_of_the_page_is_said: "*/inkling-*.js", Fault::Missing;
    a_truncated_script_of_the_page_is_said: "*/inkling-*.js", Fault::Truncated;
    a_foreign_script_of_the_page_is_said: "*/inkling-*.js", Fault::Foreign;
    a_missing_first_script_is_said: "*/start-*.js", Fault::Missing;
    a_missing_start_script_is_said: "*/boot-*.js", Fault::Missing;
    a_truncated_start_script_is_said: "*/boot-*.js", Fault::Truncated;
    a_foreign_start_script_is_said: "*/boot-*.js", Fault::Foreign;
    missing_styles_are_said: "*/page-*.css", Fault::Missing;
}

#[test]
fn a_module_that_never_comes_is_said_and_what_was_written_is_read_at_another_try() -> Result<()> {
    let server = host::serve()?;
    server.fail("*/inkling_bg-*.wasm", Fault::Silent);
    let page = Page::new(Options::DESKTOP)?;
    page.browser.before_each_page(host::HURRY)?;
    open_outline(&page, &server)?;
    page.browser.draw(Pointer::Mouse, &on_outline(&page, &page::digit("0")?)?)?;
    wait_shown(&page, "#again", true)?;
    server.heal();
    page.browser.find("#again")?.click()?;
    page.wait_reading("0")
}

#[test]
fn without_a_connection_another_try_keeps_the_page_and_what_was_written() -> Result<()> {
    let mut server = host::serve()?;
    server.fail("*/inkling_bg-*.wasm", Fault::Cut);
    let page = Page::new(Options::PHONE)?;
    open_outline(&page, &server)?;
    page.browser.draw(Pointer::Touch, &on_outline(&page, &page::digit("0")?)?)?;
    wait_shown(&page, "#again", true)?;
    server.stop();
    page.browser.find("#again")?.click()?;
    page.browser.wait_until(
        "it has tried",
        "return document.querySelector('#again').textContent === 'Try again'",
        json!([]),
    )?;
    let ink = page.browser.run("return document.querySelector('#outline path').getAttribute('d')", json!([]))?;
    assert!(ink.as_str().is_some_and(|path| path.len() > 100), "{ink}");
    Ok(())
}

/// What is written at the first paint is shown, read and can be undone.
fn reads_what_comes_early(server: &Server, options: Options, pointer: Pointer) -> Result<()> {
    let page = Page::new(options)?;
    open_outline(&page, server)?;
    let strokes = on_outline(&page, &page::digit("4")?)?;
    page.browser.draw(pointer, &strokes)?;
    assert!(!is_mounted(&page)?, "The page came before it was written on.");
    let shown = "const ink = document.querySelector('#outline path').getBoundingClientRect();\
                 return ink.width > 50 && getComputedStyle(document.querySelector('.hint')).opacity < 1;";
    page.browser.wait_until("the ink is shown", shown, json!([]))?;
    page.wait_reading("4")?;
    page.wait_kept_strokes(strokes.len() as u64)?;
    page.press("undo")?;
    page.wait_kept_strokes(strokes.len() as u64 - 1)
}

/// A server behind a line of 200 KB a second.
fn slow() -> Result<Server> {
    let server = host::serve()?;
    server.slow_down(Some(Line::new(Duration::from_millis(50), 1.6)));
    Ok(server)
}

#[test]
fn a_digit_that_is_drawn_at_the_first_paint_is_read() -> Result<()> {
    reads_what_comes_early(&slow()?, Options::DESKTOP, Pointer::Mouse)
}

#[test]
fn a_digit_that_a_finger_draws_at_the_first_paint_is_read() -> Result<()> {
    reads_what_comes_early(&slow()?, Options::PHONE, Pointer::Touch)
}

#[test]
fn a_digit_that_a_pen_draws_at_the_first_paint_is_read() -> Result<()> {
    reads_what_comes_early(&slow()?, Options::DESKTOP, Pointer::Pen)
}

/// A stroke under way while the page arrives is kept whole.
fn keeps_the_stroke_under_way(options: Options, kind: &str) -> Result<()> {
    let server = host::serve()?;
    server.fail("*/inkling_bg-*.wasm", Fault::Delay(Duration::from_secs(2)));
    let page = Page::new(options)?;
    open_outline(&page, &server)?;
    let stroke = on_outline(&page, &page::digit("0")?)?.pop().context("A zero is one stroke.")?;
    let step =
        |&(x, y): &(f64, f64)| json!({ "type": "pointerMove", "duration": 8, "origin": "viewport", "x": x, "y": y });
    let (first, second) = stroke.split_at(stroke.len() / 2);
    let mut actions: Vec<_> = first.iter().map(step).collect();
    actions.insert(1, json!({ "type": "pointerDown", "button": 0 }));
    // Long enough for the page to come.
    actions.push(json!({ "type": "pause", "duration": 4_000 }));
    actions.extend(second.iter().map(step));
    actions.push(json!({ "type": "pointerUp", "button": 0 }));
    let source = json!({ "type": "pointer", "id": kind, "parameters": { "pointerType": kind }, "actions": actions });
    page.browser.post("/actions", json!({ "actions": [source] }))?;
    page.wait_reading("0")?;
    page.wait_kept_strokes(1)
}

#[test]
fn a_stroke_goes_on_while_the_page_comes() -> Result<()> {
    keeps_the_stroke_under_way(Options::DESKTOP, "mouse")
}

#[test]
fn a_finger_s_stroke_goes_on_while_the_page_comes() -> Result<()> {
    keeps_the_stroke_under_way(Options::PHONE, "touch")
}

#[test]
fn a_slow_line_has_a_word_after_a_while() -> Result<()> {
    let server = host::serve()?;
    server.fail("*/inkling_bg-*.wasm", Fault::Delay(Duration::from_secs(3)));
    let page = Page::new(Options::PHONE)?;
    open_outline(&page, &server)?;
    wait_shown(&page, ".coming", true)?;
    assert!(!is_mounted(&page)?);
    page.wait_ready()?;
    wait_shown(&page, ".coming", false)
}

#[test]
fn a_fast_line_has_no_word() -> Result<()> {
    let server = host::serve()?;
    let page = Page::new(Options::PHONE)?;
    let watch = "addEventListener('DOMContentLoaded', () => {\
                     document.querySelector('.coming')?.addEventListener('animationstart', () => { window.waited = true });\
                 });";
    page.browser.before_each_page(watch)?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    // With the files at hand.
    page.browser.reload()?;
    page.wait_ready()?;
    assert_eq!(page.browser.run("return window.waited ?? false", json!([]))?, json!(false));
    Ok(())
}

fn firefox() -> Option<Options> {
    let there = setup::firefox().is_some() && setup::geckodriver().is_some();
    there.then_some(Options { kind: Kind::Firefox, ..Options::DESKTOP })
}

#[test]
fn firefox_says_that_the_page_cannot_start() -> Result<()> {
    let Some(options) = firefox() else { return host::skip("Firefox is not there: no start fails in it.") };
    // A truncated module has Firefox compile for ever; the sentence comes when patience ends.
    opens_at_another_try(options, "*/inkling_bg-*.wasm", Fault::Missing)?;
    opens_at_another_try(options, "*/inkling-*.js", Fault::Foreign)?;
    opens_at_another_try(options, "*/boot-*.js", Fault::Truncated)
}

#[test]
fn firefox_reads_what_comes_early() -> Result<()> {
    let Some(options) = firefox() else { return host::skip("Firefox is not there: nothing comes early in it.") };
    let server = host::serve()?;
    // On a slow line it paints late.
    server.fail("*/inkling_bg-*.wasm", Fault::Delay(Duration::from_secs(5)));
    reads_what_comes_early(&server, options, Pointer::Mouse)?;
    keeps_the_stroke_under_way(options, "mouse")
}
