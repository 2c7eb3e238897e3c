//! What the page shows beside the reading.

use super::open;
use crate::explain::{open_explanation, wait_explained};
use crate::measuring;
use crate::model::open_article;
use crate::theme::background;
use anyhow::Result;
use serde_json::json;
use xtask::browser::{Kind, Options};
use xtask::page::{self, Page, Place};

pub fn the_article_is_shown_and_own_data_measured(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    open_article(&page)?;
    page.wait_there("dataset-choose")?;
    let [pictures, labels] = measuring::idx(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 4])?;
    let name = |part: &str| format!("{kind:?}-{part}-ubyte");
    let files = [(name("images-idx3"), pictures), (name("labels-idx1"), labels)];
    measuring::choose(
        &page,
        &measuring::on_disks(&files.each_ref().map(|(name, bytes)| (name.as_str(), bytes.clone())))?,
    )?;
    measuring::wait_done(&page)?;
    assert_eq!(measuring::right(&page)?, "9 of 10");
    measuring::keep_saved(&page)?;
    page.press("dataset-csv")?;
    assert_eq!(measuring::saved(&page, 1)?[0].lines().count(), 11);
    Ok(())
}

pub fn a_reading_is_explained(kind: Kind) -> Result<()> {
    let (_server, page) = open(kind)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    open_explanation(&page)?;
    wait_explained(&page, 2)
}

pub fn the_page_is_dark_or_light(kind: Kind) -> Result<()> {
    let server = crate::host::serve()?;
    let page = Page::open(Options::DESKTOP.within(kind).dark(), &server.url())?;
    let dark = background(&page)?;
    let changed = "return getComputedStyle(document.body).backgroundColor !== arguments[0]";
    // From the system's theme, which is dark, to light.
    page.press("theme")?;
    page.browser.wait_until("it is light", changed, json!([dark]))
}
