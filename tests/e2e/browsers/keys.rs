//! Without a pointer.

use super::open;
use crate::keyboard::{draw_a_one, tab_to};
use anyhow::{Context, Result};
use serde_json::json;
use xtask::browser::Kind;
use xtask::page::{self, Page, Place};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// What opens each dialog, and its name.
const DIALOGS: [(&str, &str); 5] =
    [("help", "help"), ("take", "export"), ("gallery", "gallery"), ("camera", "camera"), ("hand", "hand")];

/// How many buttons of the open dialog the keys reach behind the one that has the focus, once its content is there.
const BUTTONS: &str = "
    const all = [...document.querySelectorAll('dialog[open] button:enabled')].filter((one) => one.getClientRects().length);
    return all.length - 1 - all.indexOf(document.activeElement);";

pub fn every_dialog_opens_and_closes_with_keys(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    for (opener, dialog) in DIALOGS {
        opens_and_closes(&page, opener, dialog).with_context(|| dialog.to_owned())?;
    }
    Ok(())
}

fn opens_and_closes(page: &Page, opener: &str, dialog: &str) -> Result<()> {
    // From the page's start: behind its end come the browser's own parts.
    page.browser.run("document.querySelector('header a').focus()", json!([]))?;
    tab_to(page, opener)?;
    page.browser.press_keys(&[ENTER])?;
    page.wait_there(&format!("{dialog}-panel"))?;
    let inside = "return document.querySelector('dialog[open]').contains(document.activeElement)";
    page.browser.wait_until("the focus is in the dialog", inside, json!([]))?;
    // No further than to the last button: behind it come the browser's own, where no page hears of keys. The camera's
    // button goes when there is no camera.
    if dialog != "camera" {
        let there = "return document.querySelectorAll('dialog[open] :is(button, input, kbd)').length > 1";
        page.browser.wait_until("the content is there", there, json!([]))?;
        for _ in 0..page.browser.run(BUTTONS, json!([]))?.as_u64().unwrap_or_default() {
            page.browser.press_keys(&[TAB])?;
            page.browser.wait_until("the focus stays in the dialog", inside, json!([]))?;
        }
    }
    page.browser.press_keys(&[ESCAPE])?;
    let closed = "return !document.querySelector('dialog[open]')\
                  && document.activeElement?.dataset.testid === arguments[0]";
    page.browser.wait_until("it is closed, and the focus is where it was", closed, json!([opener]))
}

pub fn a_one_is_drawn_with_keys(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    draw_a_one(&page)
}
