//! Everything has its place and can be read, also where there is much of it or little room for it, and on paper.

use crate::host;
use crate::paint::Sheet;
use crate::pictures::hand_over;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::{self, Page, Place};

/// The least size of the digits of a number in CSS pixels, by how much the last of them can be scrolled to lies outside of
/// the reading, and by how much the reading reaches over the sheet or the page over the window.
const MANY: &str = "
    const symbols = [...document.querySelectorAll('.symbol')];
    if (symbols.length < arguments[0]) return null;
    const size = Math.min(...symbols.map((one) => parseFloat(getComputedStyle(one).fontSize)));
    const box = (element) => element.getBoundingClientRect();
    const answer = document.querySelector('.answer');
    const outside = (one) => {
        one.scrollIntoView({ block: 'nearest' });
        const [inner, outer] = [box(one), box(answer)];
        return Math.max(outer.left - inner.left, outer.top - inner.top, inner.right - outer.right,
            inner.bottom - outer.bottom);
    };
    const sheet = box(document.querySelector('.workspace'));
    const reading = box(document.querySelector('.digit'));
    const over = Math.min(reading.right - sheet.left, sheet.right - reading.left, reading.bottom - sheet.top);
    const root = document.documentElement;
    return [size, Math.max(outside(symbols[0]), outside(symbols.at(-1))), over, root.scrollWidth - root.clientWidth];";

fn numbers(told: &Value) -> Result<Vec<f64>> {
    told.as_array().context("There is no answer.")?.iter().map(|one| one.as_f64().context("No number.")).collect()
}

#[test]
fn fifty_digits_can_be_read_and_reached() -> Result<()> {
    let page_of_digits = Sheet::with_lines(&["0123456789"; 5], 1200, 900)?.png()?;
    for options in [Options::DESKTOP, Options::PHONE, Options { size: (844, 390), ..Options::PHONE }] {
        let (_server, page) = host::open(options)?;
        hand_over(&page, "drop", &[("page.png", page_of_digits.clone())])?;
        page.wait_there("picture")?;
        page.wait_there("symbol-40")?;
        let told = numbers(&page.browser.run(MANY, json!([41]))?)?;
        let [size, outside, over, wider] = told[..] else { anyhow::bail!("{told:?}") };
        assert!(size >= 20.0 && outside <= 1.0 && over <= 1.0 && wider <= 0.0, "{:?}: {told:?}", options.size);
    }
    Ok(())
}

/// Draws a number, so that there is a button that copies it.
fn draw_number(page: &Page) -> Result<()> {
    for (at, text) in ["4", "2", "0", "7"].iter().enumerate() {
        page.draw(&page::digit(text)?, Place::Beside(at as u32, 4))?;
    }
    page.wait_reading("4207")
}

#[test]
fn the_button_that_copies_does_not_touch_the_sentence() -> Result<()> {
    let (_server, page) = host::open(Options { size: (844, 390), ..Options::PHONE })?;
    draw_number(&page)?;
    page.wait_there("copy")?;
    let script = "
        const range = document.createRange();
        const sentence = document.querySelector('.sentence');
        sentence.textContent = 'not sure of the 2nd: 4 or 9?';
        range.selectNodeContents(sentence);
        const copy = document.querySelector('.copy').getBoundingClientRect();
        const apart = (line) => Math.max(copy.left - line.right, line.left - copy.right, copy.top - line.bottom,
            line.top - copy.bottom);
        return Math.min(...[...range.getClientRects()].map(apart));";
    let apart = page.browser.run(script, json!([]))?;
    assert!(apart.as_f64().is_some_and(|apart| apart >= 4.0), "{apart}");
    Ok(())
}

#[test]
fn the_narrowest_phones_show_the_whole_page() -> Result<()> {
    let (_server, page) = host::open(Options { size: (280, 653), ..Options::PHONE })?;
    draw_number(&page)?;
    let script = "const root = document.documentElement;\
                  return [...document.querySelectorAll('body *')].map((one) => one.getBoundingClientRect().right)\
                      .concat(root.scrollWidth).reduce((most, right) => Math.max(most, right)) - root.clientWidth;";
    let over = page.browser.run(script, json!([]))?;
    assert!(over.as_f64().is_some_and(|over| over <= 0.0), "{over}");
    Ok(())
}

/// The darkest and the usual brightness of what a picture shows of a part of the window.
const BRIGHTNESS: &str = "
    const [png, [left, top, width, height]] = arguments;
    const bytes = Uint8Array.from(atob(png), (one) => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    context.drawImage(image, left, top, width, height, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const light = [...data].filter((_, at) => at % 4 === 1).sort((a, b) => a - b);
    return [light[0], light[light.length / 2 | 0]];";

#[test]
fn a_dark_page_prints_dark_ink_on_white_without_its_controls() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP.dark())?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    let dark = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
    page.browser.cdp("Emulation.setEmulatedMedia", json!({ "media": "print", "features": dark }))?;
    let there = "return [...document.querySelectorAll('.tool, .plain, .tab, .mode, .button, input, select, .toast, .hint')]\
                 .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))\
                 .map((one) => one.outerHTML)";
    assert_eq!(page.browser.run(there, json!([]))?, json!([]));
    let pad = page.find("pad")?.place()?.map(f64::round);
    let png = page.browser.get("/screenshot")?;
    let told = numbers(&page.browser.run_async(BRIGHTNESS, json!([png, pad]))?)?;
    assert!(told[0] < 80.0 && told[1] > 240.0, "{told:?}");
    let colour = "return getComputedStyle(document.querySelector('.digit')).color";
    assert_eq!(page.browser.run(colour, json!([]))?, json!("rgb(33, 70, 196)"));
    Ok(())
}
