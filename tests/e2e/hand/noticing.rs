//! What becomes an example: symbols of expressions and letters of words, never ink of pictures.

use super::{says, stored, stored_signs, wait_stored};
use crate::host;
use anyhow::{Context, Result};
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

fn choose(page: &Page, mode: &str) -> Result<()> {
    page.press(&format!("mode-{mode}"))?;
    page.wait_value("model-state", "ready")
}

#[test]
fn a_symbol_that_is_chosen_in_an_expression_is_noted_with_what_stands_around_it() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    choose(&page, "maths")?;
    let sum = page::one(page::expressions()?, |drawing| drawing.latex == "3 \\times ( 4 + 5 ) =")?;
    page.draw(&sum, Place::Written)?;
    page.wait_value("latex", "3 \\times ( 4 + 5 ) =")?;
    let press =
        "document.querySelector('.expression [data-symbol]').dispatchEvent(new MouseEvent('click', { bubbles: true }))";
    page.browser.run(press, json!([]))?;
    page.wait_there("choices")?;
    let script = "const other = document.querySelector('.choices .choice[aria-pressed=false]');\
                  const sign = other.textContent; other.click(); return sign;";
    let sign = page.browser.run(script, json!([]))?;
    let sign = sign.as_str().context("The choice has no text.")?.to_owned();
    says(&page, "hand-noted", &format!("Noted: your {sign}."))?;
    wait_stored(&page, &[&sign])?;
    let stored = stored(&page)?;
    let around = stored[0]["around"].as_array().map(Vec::len).unwrap_or_default();
    assert!(around > 0, "{stored}");
    Ok(())
}

/// Says what the word is.
fn spell(page: &Page, text: &str) -> Result<()> {
    page.press("word-0")?;
    page.wait_there("word-panel")?;
    page.browser.run("document.querySelector('[data-testid=spelling]').value = ''", json!([]))?;
    page.find("spelling")?.type_text(text)?;
    page.press("spell")
}

#[test]
fn a_letter_that_stands_apart_is_noted_and_a_joined_one_is_not() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    choose(&page, "text")?;
    page.draw(&page::word("NORTH")?, Place::Written)?;
    page.wait_value("text", "NORTH")?;
    spell(&page, "NQRTH")?;
    says(&page, "hand-noted", "Noted: your Q.")?;
    wait_stored(&page, &["Q"])?;
    let stored = stored(&page)?;
    assert_eq!(stored[0]["strokes"].as_array().map(Vec::len), Some(1));
    assert!(stored[0]["height"].as_f64().unwrap_or_default() > 0.0, "{stored}");
    // Another word altogether says nothing of single letters, and what was read takes the example back.
    spell(&page, "SOUTH")?;
    page.press("word-0")?;
    page.press("word-choice-NORTH")?;
    wait_stored(&page, &[])?;

    page.clear()?;
    page.draw(&page::word("mine")?, Place::Written)?;
    page.wait_value("text", "mine")?;
    spell(&page, "mane")?;
    page.wait_value("text", "mane")?;
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(stored_signs(&page)?, [""; 0]);
    Ok(())
}
