//! A drawing leaves the page as a file or a link, and comes back as it was.

use crate::host;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

/// Records the files that the page saves, so that a test can read them and drop them back on the page.
const CATCH_FILES: &str = "
    window.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };
";
pub const DROP_LAST: &str = "
    const data = new DataTransfer();
    data.items.add(new File([window.saved.at(-1)], arguments[0]));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
";

pub fn strokes(page: &Page) -> Result<Value> {
    let kept = page.browser.run("return JSON.parse(localStorage.getItem(arguments[0]))", json!([page::STORED]))?;
    Ok(kept)
}

/// Draws a 4 and returns the drawing as the page stores it.
pub fn drawn(page: &Page) -> Result<Value> {
    page.browser.run(CATCH_FILES, json!([]))?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    page.wait_kept_strokes(2)?;
    strokes(page)
}

pub fn save(page: &Page, button: &str) -> Result<()> {
    let before = page.browser.run("return window.saved.length", json!([]))?;
    page.press("take")?;
    page.press(button)?;
    page.browser.wait_until("a file is there", "return window.saved.length > arguments[0]", json!([before]))
}

fn comes_back(button: &str, name: &str) -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let before = drawn(&page)?;
    save(&page, button)?;
    page.clear()?;
    page.browser.run(DROP_LAST, json!([name]))?;
    page.wait_reading("4")?;
    page.wait_kept_strokes(2)?;
    assert_eq!(strokes(&page)?, before);
    // Undo returns to the cleared pad.
    page.press("undo")?;
    page.wait_value("reading-state", "empty")
}

#[test]
fn strokes_come_back_exactly() -> Result<()> {
    comes_back("save-json", "drawing.json")
}

#[test]
fn an_svg_brings_its_strokes_back() -> Result<()> {
    comes_back("save-svg", "drawing.svg")
}

#[test]
fn a_png_brings_its_strokes_back() -> Result<()> {
    comes_back("save-png", "drawing.png")
}

#[test]
fn a_png_is_as_large_and_as_clear_as_was_wished() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    drawn(&page)?;
    let corner = "const image = await createImageBitmap(window.saved.at(-1));\
                  const canvas = new OffscreenCanvas(image.width, image.height);\
                  const context = canvas.getContext('2d');\
                  context.drawImage(image, 0, 0);\
                  return [image.width, image.height, ...context.getImageData(0, 0, 1, 1).data];";
    save(&page, "save-png")?;
    let white = page.browser.run_async(corner, json!([]))?;
    page.press("take")?;
    page.press("scale-4")?;
    page.press("paper")?;
    page.press("save-png")?;
    page.browser.wait_until("a second file is there", "return window.saved.length > 1", json!([]))?;
    let clear = page.browser.run_async(corner, json!([]))?;
    assert_eq!((&white[5], &clear[5]), (&json!(255), &json!(0)));
    let width = |picture: &Value| picture[0].as_f64().unwrap_or_default();
    assert!((width(&clear) / width(&white) - 2.0).abs() < 0.02, "{white} {clear}");
    Ok(())
}

#[test]
fn a_link_carries_the_drawing() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
    let origin = server.url();
    page.browser.cdp(
        "Browser.grantPermissions",
        json!({ "origin": origin.trim_end_matches('/'), "permissions": permissions }),
    )?;
    let before = drawn(&page)?;
    page.press("take")?;
    page.press("copy-link")?;
    page.wait_toast("copied the link")?;
    let link = page.browser.run_async("return await navigator.clipboard.readText();", json!([]))?;
    let link = link.as_str().context("No link was copied.")?.to_owned();
    page.clear()?;
    page.browser.open("about:blank")?;
    page.browser.open(&link)?;
    page.wait_reading("4")?;
    page.wait_kept_strokes(2)?;
    let after = strokes(&page)?;
    let numbers = |kept: &Value| -> Vec<f64> {
        let strokes = kept["strokes"].as_array().into_iter().flatten();
        strokes.flat_map(|stroke| stroke.as_array().into_iter().flatten().filter_map(Value::as_f64)).collect()
    };
    let (before, after) = (numbers(&before), numbers(&after));
    assert_eq!(before.len(), after.len());
    assert!(before.iter().zip(&after).all(|(a, b)| (a - b).abs() <= 0.126), "{before:?} {after:?}");
    assert!(link.len() < 2000, "{}", link.len());
    // The address is the sheet's own again, and a damaged link costs nothing.
    let hash = page.browser.run("return location.hash", json!([]))?;
    assert_eq!(hash, json!("#/read"));
    page.browser
        .run("location.hash = arguments[0]", json!([format!("{}x", link.split_once('#').context("No hash.")?.1)]))?;
    page.wait_toast("damaged")?;
    assert_eq!(page.reading()?, "4");
    Ok(())
}

#[test]
fn a_picture_goes_to_the_clipboard() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
    page.browser.cdp(
        "Browser.grantPermissions",
        json!({ "origin": server.url().trim_end_matches('/'), "permissions": permissions }),
    )?;
    drawn(&page)?;
    page.press("take")?;
    page.press("copy-picture")?;
    page.wait_toast("copied the picture")?;
    let kinds = page.browser.run_async("return (await navigator.clipboard.read())[0].types;", json!([]))?;
    assert_eq!(kinds, json!(["image/png"]));
    Ok(())
}
