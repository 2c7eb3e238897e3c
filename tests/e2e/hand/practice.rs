//! Practice: signs that are written because the page asks for them.

use super::{open_panel, says, wait_stored};
use crate::host;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::Page;

const ENTER: &str = "\u{e007}";
const RIGHT: &str = "\u{e014}";
const DOWN: &str = "\u{e015}";

/// A line across the small pad, in parts of its width and height.
fn stroke(page: &Page, options: &Options, from: (f64, f64), to: (f64, f64)) -> Result<()> {
    let [left, top, width, height] = page.find("practice-pad")?.place()?;
    let on = |part: f64| {
        let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        (left + x * width, top + y * height)
    };
    let stroke = (0..=10).map(|step| on(f64::from(step) / 10.0)).collect();
    let pointer = if options.touch { xtask::browser::Pointer::Touch } else { xtask::browser::Pointer::Mouse };
    page.browser.draw(pointer, &[stroke])
}

fn start(page: &Page, signs: &str) -> Result<()> {
    open_panel(page)?;
    let script = "const input = document.querySelector(\"[data-testid='practice-signs']\");\
                  input.value = arguments[0];";
    page.browser.run(script, json!([signs]))?;
    page.press("practice-start")
}

#[test]
fn each_sign_is_written_three_times_and_the_pad_goes_on_by_itself() -> Result<()> {
    for options in [Options::DESKTOP, Options::PHONE] {
        let (_server, page) = host::open(options)?;
        start(&page, "1 7")?;
        for (sign, time) in [("1", 1), ("1", 2), ("1", 3), ("7", 1), ("7", 2), ("7", 3)] {
            says(&page, "practice-asked", &format!("Write a {sign}, {time} of 3"))?;
            stroke(&page, &options, (0.45 + 0.02 * f64::from(time), 0.2), (0.5, 0.8))?;
            if sign == "7" {
                // The next stroke comes in time.
                stroke(&page, &options, (0.3, 0.2 + 0.01 * f64::from(time)), (0.6, 0.2))?;
            }
        }
        says(&page, "hand-said", "It has 6 examples more to read by.")?;
        says(&page, "hand-size", "6 examples of 2 signs.")?;
        wait_stored(&page, &["1", "1", "1", "7", "7", "7"])?;
    }
    Ok(())
}

#[test]
fn a_practice_is_stopped_at_any_time_without_a_loss_and_goes_back() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    start(&page, "4")?;
    says(&page, "practice-asked", "1 of 3")?;
    stroke(&page, &Options::DESKTOP, (0.5, 0.2), (0.5, 0.8))?;
    says(&page, "practice-asked", "2 of 3")?;
    wait_stored(&page, &["4"])?;
    page.press("practice-back")?;
    says(&page, "practice-asked", "1 of 3")?;
    wait_stored(&page, &[])?;
    stroke(&page, &Options::DESKTOP, (0.4, 0.2), (0.5, 0.8))?;
    says(&page, "practice-asked", "2 of 3")?;
    page.press("practice-stop")?;
    says(&page, "hand-said", "It has 1 example more to read by.")?;
    wait_stored(&page, &["4"])
}

#[test]
fn the_keyboard_writes_as_on_the_sheet() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    start(&page, "7")?;
    let focus = "return document.activeElement.dataset.testid === 'practice-pad'";
    page.browser.wait_until("the pad has the focus", focus, json!([]))?;
    for key in [" ", RIGHT, RIGHT, DOWN, DOWN, DOWN, " "] {
        page.browser.press_keys(&[key])?;
    }
    // It waits for the word to go on.
    std::thread::sleep(std::time::Duration::from_millis(1000));
    says(&page, "practice-asked", "1 of 3")?;
    page.browser.press_keys(&[ENTER])?;
    says(&page, "practice-asked", "2 of 3")?;
    wait_stored(&page, &["7"])
}

#[test]
fn signs_that_the_mode_does_not_read_are_told() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    start(&page, "1 x")?;
    says(&page, "practice-trouble", "x is not read in the mode Numbers.")?;
    start_again(&page, "")?;
    says(&page, "practice-trouble", "Name the signs")
}

fn start_again(page: &Page, signs: &str) -> Result<()> {
    let script = "document.querySelector(\"[data-testid='practice-signs']\").value = arguments[0];";
    page.browser.run(script, json!([signs]))?;
    page.press("practice-start")
}
