//! A hand leaves as a file and comes back from it, here or elsewhere.

use super::{close_panel, correct, open_panel, says, shapes, stored, taught, wait_read_as, wait_stored, write};
use crate::host;
use anyhow::{Context, Result};
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Page};

fn export(page: &Page) -> Result<Vec<u8>> {
    page.press("hand-export")?;
    page.browser.wait_until("a file is there", "return window.saved.length > 0", json!([]))?;
    let script = "return Array.from(new Uint8Array(await window.saved.at(-1).arrayBuffer()))";
    let bytes = page.browser.run_async(script, json!([]))?;
    let bytes = bytes.as_array().context("It has no bytes.")?;
    Ok(bytes.iter().filter_map(|byte| Some(byte.as_u64()? as u8)).collect())
}

fn import(page: &Page, bytes: &[u8]) -> Result<()> {
    let script = "
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(arguments[0])], 'inkling-hand.json'));
        const input = document.querySelector(\"[data-testid='hand-import-input']\");
        input.files = data.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
    ";
    page.browser.run(script, json!([bytes])).map(drop)
}

#[test]
fn a_hand_goes_to_another_browser_in_a_file() -> Result<()> {
    let (_server, page) = taught()?;
    open_panel(&page)?;
    let file = export(&page)?;
    says(&page, "hand-said", "Saved 1 example as inkling-hand.json.")?;
    let before = stored(&page)?;
    import(&page, &file)?;
    says(&page, "hand-said", "Nothing new: 1 is known already.")?;
    assert_eq!(stored(&page)?, before);

    let (_other_server, other) = host::open(Options::PHONE)?;
    open_panel(&other)?;
    import(&other, &file)?;
    says(&other, "hand-said", "Imported 1 example.")?;
    wait_stored(&other, &["7"])?;
    assert_eq!(stored(&other)?, before);
    says(&other, "hand-gain", "right before")?;
    close_panel(&other)?;
    write(&other, &shapes::crossed_seven(2)?)?;
    wait_read_as(&other, "7")
}

#[test]
fn a_file_that_is_no_hand_is_refused_with_a_sentence_and_changes_nothing() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    write(&page, &page::digit("4")?)?;
    correct(&page, "9")?;
    wait_stored(&page, &["9"])?;
    let before = stored(&page)?;
    open_panel(&page)?;
    import(&page, b"%PDF-1.4")?;
    says(&page, "hand-said", "no examples of a hand")?;
    import(&page, b"")?;
    says(&page, "hand-said", "The file is empty.")?;
    let mut damaged = before[0].to_string().into_bytes();
    damaged.extend(b"\n{\"hand\":1,\"id\":\"2\",\"text\":\"7\",\"kept\":1,\"strokes\":[[1]]}\n");
    import(&page, &damaged)?;
    says(&page, "hand-said", "Line 2 of the file is damaged")?;
    assert_eq!(stored(&page)?, before);
    Ok(())
}
