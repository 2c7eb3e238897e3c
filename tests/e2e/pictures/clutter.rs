//! Pictures with much in them: what is under way is told.

use super::hand_over;
use crate::host;
use crate::paint::Sheet;
use anyhow::{Context, Result, ensure};
use serde_json::json;
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
