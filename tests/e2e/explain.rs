//! The explanation of a reading, for the drawing on the pad and for pictures.

use crate::host;
use anyhow::Result;
use serde_json::{Value, json};
use xtask::bench::network;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

const HOME: &str = "\u{e011}";

pub fn open_explanation(page: &Page) -> Result<()> {
    page.browser.find("[data-testid='inside'] summary")?.click()?;
    page.browser.wait_until(
        "its part is there",
        "return !!document.querySelector('.explain-empty, .explain h2')",
        json!([]),
    )
}

fn fetched(page: &Page) -> Result<Value> {
    let script =
        "return performance.getEntriesByType('resource').some((entry) => entry.name.includes('split_explain'))";
    page.browser.run(script, json!([]))
}

/// Waits until all parts are there for a symbol of so many strokes.
pub fn wait_explained(page: &Page, strokes: usize) -> Result<()> {
    page.wait_value("explain-layers", &(network()?.spec.layers.len() - 1).to_string())?;
    page.wait_value("inside-salience", "true")?;
    let script = "return document.querySelectorAll('.explain-strokes li').length === arguments[0]";
    page.browser.wait_until("each stroke is left out once", script, json!([strokes]))
}

#[test]
fn it_is_fetched_when_it_is_opened_and_follows_the_pen() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    assert_eq!(fetched(&page)?, json!(false));
    open_explanation(&page)?;
    assert_eq!(fetched(&page)?, json!(true));
    wait_explained(&page, 2)?;
    let without = page.find("explain-strokes")?.text()?;
    assert!(without.contains("Without stroke 1") && without.contains("Without stroke 2"), "{without}");
    page.clear()?;
    page.browser.wait_until("it says so", "return !!document.querySelector('.explain-empty')", json!([]))?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    wait_explained(&page, 1)
}

#[test]
fn the_slider_goes_back_to_the_first_stroke() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    open_explanation(&page)?;
    wait_explained(&page, 2)?;
    assert!(page.value("inside-told")?.contains(": 4, "), "{}", page.value("inside-told")?);
    let drawn = "return document.querySelectorAll('.explain-moment path').length";
    assert_eq!(page.browser.run(drawn, json!([]))?, json!(2));
    page.find("inside-time")?.type_text(HOME)?;
    page.browser.wait_until(
        "one stroke is left",
        "return document.querySelectorAll('.explain-moment path').length === 1",
        json!([]),
    )
}

#[test]
fn the_picture_of_what_speaks_for_it_has_both_colours_and_no_paper() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    open_explanation(&page)?;
    wait_explained(&page, 1)?;
    let script = "const canvas = document.querySelector('[data-testid=inside-salience]');\
                  const { data } = canvas.getContext('2d').getImageData(0, 0, 28, 28);\
                  const glyph = document.querySelector('[data-testid=glyph]').getContext('2d').getImageData(0, 0, 28, 28).data;\
                  let [inked, coloured, stray] = [0, 0, 0];\
                  for (let at = 3; at < data.length; at += 4) {\
                    if (glyph[at]) inked += 1;\
                    if (data[at] > 60) coloured += 1;\
                    if (data[at] && !glyph[at]) stray += 1;\
                  }\
                  return { inked, coloured, stray };";
    let seen = page.browser.run(script, json!([]))?;
    assert_eq!(seen["stray"], json!(0), "{seen}");
    assert!(seen["coloured"].as_u64() > Some(10), "{seen}");
    Ok(())
}
