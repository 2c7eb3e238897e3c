//! Several digits on the pad: read as one number, each selected and corrected, copied.

use crate::host;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

pub fn write(page: &Page, number: &str) -> Result<()> {
    // Wider gaps would split it into two numbers.
    let places = number.len().max(4) as u32;
    for (at, digit) in number.chars().enumerate() {
        page.draw(&page::digit(&digit.to_string())?, Place::Beside(at as u32, places))?;
    }
    page.wait_answered()
}

#[test]
fn numbers_are_read_on_a_desktop() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    for number in ["2047", "13", "98651"] {
        write(&page, number)?;
        page.wait_reading(number)?;
        page.clear()?;
    }
    Ok(())
}

#[test]
fn a_wide_gap_separates_two_numbers() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    for (at, digit) in [(0, "4"), (1, "2"), (3, "7")] {
        page.draw(&page::digit(digit)?, Place::Beside(at, 4))?;
    }
    page.wait_reading("42 7")
}

#[test]
fn numbers_are_read_on_a_phone() -> Result<()> {
    let (_server, page) = host::open(Options::PHONE)?;
    write(&page, "307")?;
    page.wait_reading("307")
}

#[test]
fn a_digit_of_a_number_is_selected_and_corrected() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    write(&page, "24")?;
    page.wait_reading("24")?;
    page.press("symbol-0")?;
    assert!(page.probability(2)? > 0.5);
    page.press("symbol-1")?;
    assert!(page.probability(4)? > 0.5);
    page.press("choose-9")?;
    page.wait_reading("29")?;
    // The correction of one digit stays when another is drawn.
    page.draw(&page::digit("1")?, Place::Corner)?;
    page.wait_answered()?;
    assert!(page.reading()?.starts_with("29"), "{}", page.reading()?);
    page.press("undo")?;
    page.wait_reading("29")?;
    // Choosing what the network read removes the correction.
    page.press("symbol-1")?;
    page.press("choose-4")?;
    page.wait_reading("24")
}

#[test]
fn a_single_digit_is_corrected() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    page.press("choose-1")?;
    page.wait_reading("1")
}

#[test]
fn a_number_is_copied() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    let origin = server.url();
    let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
    page.browser.cdp(
        "Browser.grantPermissions",
        json!({ "origin": origin.trim_end_matches('/'), "permissions": permissions }),
    )?;
    write(&page, "58")?;
    page.wait_reading("58")?;
    page.press("copy")?;
    page.wait_toast("copied 58")?;
    let text = page.browser.run_async("return await navigator.clipboard.readText();", json!([]))?;
    assert_eq!(text, json!("58"));
    Ok(())
}
