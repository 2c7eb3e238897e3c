//! Pictures with much in them: what is under way is told, and a texture takes no longer than a full page.

use super::hand_over;
use crate::host;
use crate::paint::Sheet;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::time::Duration;
use xtask::browser::Options;
use xtask::page::Page;

/// Keeps whatever is said about what is under way.
const LISTEN: &str = "
    const stage = document.querySelector(\"[data-testid='stage']\");
    window.said = [];
    new MutationObserver(() => window.said.push(stage.textContent.trim()))
        .observe(stage, { childList: true, characterData: true, subtree: true });";

fn said(page: &Page) -> Result<Vec<String>> {
    let told = page.browser.run("return window.said", json!([]))?;
    let told = told.as_array().context("Nothing was said.")?;
    Ok(told.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect())
}

#[test]
fn what_is_under_way_is_told_step_by_step() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.browser.run(LISTEN, json!([]))?;
    let full = Sheet::with_lines(&["01234567890123456789"; 10], 2000, 1400)?.png()?;
    hand_over(&page, "drop", &[("full.png", full)])?;
    page.wait_there("box-180")?;
    let said = said(&page)?;
    let first = |words: &str| said.iter().position(|one| one.contains(words));
    let steps = ["Opening the picture…", "Looking for what is written…", "Reading…", "%"].map(first);
    ensure!(steps.iter().all(Option::is_some) && steps.is_sorted(), "{said:?}");
    Ok(())
}

/// A picture of short bars that lie close to each other, as on a comb or a ribbed wall.
const TEXTURE: &str = "
    const canvas = new OffscreenCanvas(640, 520);
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 640, 520);
    context.fillStyle = '#222';
    for (let row = 0; row < 20; row += 1)
        for (let at = 0; at < 80; at += 1) context.fillRect(10 + 7 * at + row % 3, 10 + 25 * row, 3, 16 + at % 4);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return [...new Uint8Array(await blob.arrayBuffer())];";

/// Some seconds where nothing else runs.
const PATIENCE: Duration = Duration::from_secs(180);

#[test]
fn a_texture_is_read_as_far_as_it_goes_and_says_what_to_do() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let texture = page.browser.run_async(TEXTURE, json!([]))?;
    let texture = texture.as_array().context("There is no picture.")?;
    let texture = texture.iter().map(|byte| byte.as_u64().unwrap_or_default() as u8).collect();
    hand_over(&page, "drop", &[("texture.png", texture)])?;
    let shown = "return Boolean(document.querySelector(\"[data-testid='picture']\"))";
    page.browser.wait_at_most(PATIENCE, "it is shown", shown, json!([]))?;
    page.wait_toast("mark the part")
}
