//! Drawings on their way out of the page and back.

use super::open;
use crate::exporting::{DROP_LAST, drawn, save, strokes};
use crate::gallery;
use crate::numbers::write;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use xtask::browser::{Kind, Options};
use xtask::page::Page;

pub fn a_drawing_leaves_in_each_form_and_comes_back(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    let before = drawn(&page)?;
    for form in ["json", "svg", "png"] {
        save(&page, &format!("save-{form}"))?;
        page.clear()?;
        page.browser.run(DROP_LAST, json!([format!("drawing.{form}")]))?;
        page.wait_reading("4").with_context(|| form.to_owned())?;
        page.wait_kept_strokes(2)?;
        assert_eq!(strokes(&page)?, before, "{form}");
    }
    Ok(())
}

/// What a visitor gets who pastes now.
fn pasted(page: &Page) -> Result<String> {
    const CONTROL: &str = "\u{e009}";
    let field = "const field = document.createElement('textarea'); field.id = 'pasted'; document.body.append(field);\
                 field.focus();";
    page.browser.run(field, json!([]))?;
    page.browser.press_keys(&[CONTROL, "v"])?;
    let script = "return document.getElementById('pasted').value.length > 0";
    page.browser.wait_until("something was pasted", script, json!([]))?;
    let script = "const field = document.getElementById('pasted'); field.remove(); return field.value;";
    Ok(page.browser.run(script, json!([]))?.as_str().unwrap_or_default().to_owned())
}

pub fn a_link_and_a_number_are_copied(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    write(&page, "58")?;
    page.wait_reading("58")?;
    page.press("copy")?;
    page.wait_toast("copied 58")?;
    assert_eq!(pasted(&page)?, "58");
    page.press("take")?;
    page.press("copy-picture")?;
    page.wait_toast("copied the picture")?;
    page.press("take")?;
    page.press("copy-link")?;
    page.wait_toast("copied the link")?;
    let link = pasted(&page)?;
    ensure!(link.contains('#'), "{link:?} was copied.");
    page.clear()?;
    page.browser.open("about:blank")?;
    page.browser.open(&link)?;
    page.wait_reading("58")
}

pub fn kept_drawings_outlive_a_reload(kind: Kind) -> Result<()> {
    gallery::outlives_a_reload(Options::DESKTOP.within(kind))
}
