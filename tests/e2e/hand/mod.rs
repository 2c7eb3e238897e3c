//! It learns a hand: corrections become examples that later readings use, on this machine, and all of it can be looked
//! at, turned off, taken along and forgotten.

mod leaving;
mod noticing;
mod practice;
mod shapes;
mod tabs;

use crate::{audit, host};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::{self, Drawing, Page, Place};
use xtask::serve::Server;

/// Every example that the browser's database holds.
const STORED: &str = "
    const request = indexedDB.open('inkling:/#drawings');
    const database = await new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
    const names = [...database.objectStoreNames];
    const all = names.includes('hand') ? database.transaction('hand').objectStore('hand').getAll() : null;
    const texts = all ? await new Promise((done) => { all.onsuccess = () => done(all.result); }) : [];
    database.close();
    return texts.map((text) => JSON.parse(text)).sort((a, b) => a.kept - b.kept);
";

fn stored(page: &Page) -> Result<Value> {
    page.browser.run_async(STORED, json!([]))
}

/// The signs of all examples that are stored, in the order in which they were learned.
fn stored_signs(page: &Page) -> Result<Vec<String>> {
    let stored = stored(page)?;
    let all = stored.as_array().context("The database holds no list.")?;
    Ok(all.iter().filter_map(|example| Some(example["text"].as_str()?.to_owned())).collect())
}

fn wait_stored(page: &Page, signs: &[&str]) -> Result<()> {
    let began = std::time::Instant::now();
    loop {
        let now = stored_signs(page)?;
        if now == signs {
            return Ok(());
        }
        ensure!(began.elapsed().as_secs() < 10, "{now:?} are stored, not {signs:?}.");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

fn says(page: &Page, handle: &str, words: &str) -> Result<()> {
    let script = "const text = document.querySelector(`[data-testid='${arguments[0]}']`)?.textContent ?? null;\
                  return text?.includes(arguments[1]) ? true : text;";
    page.browser.wait_until(&format!("{handle} says {words:?}"), script, json!([handle, words]))
}

fn open_panel(page: &Page) -> Result<()> {
    page.wait_there("hand")?;
    // A note may lie over it at the lower edge.
    page.browser
        .run("document.querySelector(\"[data-testid='hand']\").scrollIntoView({ block: 'center' })", json!([]))?;
    page.press("hand")?;
    page.wait_there("hand-import")
}

fn close_panel(page: &Page) -> Result<()> {
    page.browser.find("dialog[open] [aria-label='Close']")?.click()
}

/// What is read, also where that is not sure.
const READ: &str = "const reading = document.querySelector(\"[data-testid='reading']\").textContent.trim();\
                    const read = reading || document.querySelector('.guess')?.textContent.trim() || '';";

fn read_as(page: &Page) -> Result<String> {
    page.wait_answered()?;
    let read = page.browser.run(&format!("{READ} return read;"), json!([]))?;
    Ok(read.as_str().unwrap_or_default().to_owned())
}

fn wait_read_as(page: &Page, sign: &str) -> Result<()> {
    let script = format!("{READ} return read === arguments[0] ? true : read;");
    page.browser.wait_until(&format!("it reads {sign}"), &script, json!([sign]))
}

/// All probabilities of the bars, as exactly as the page has them.
fn probabilities(page: &Page) -> Result<Value> {
    let script = "return [...document.querySelectorAll('.bar')].map((bar) => bar.dataset.value)";
    page.browser.run(script, json!([]))
}

/// A new sheet with a drawing on it, read.
fn write(page: &Page, drawing: &Drawing) -> Result<String> {
    // Where the bars are below the sheet, pressing one has scrolled it away.
    page.browser.run("scrollTo(0, 0)", json!([]))?;
    if page.state()? != "empty" {
        page.clear()?;
    }
    page.draw(drawing, Place::Centred)?;
    read_as(page)
}

/// Says what is on the sheet.
fn correct(page: &Page, sign: &str) -> Result<()> {
    page.press(&format!("choose-{sign}"))?;
    says(page, "hand-noted", &format!("Noted: your {sign}."))
}

/// Until the reader has said what it learned.
pub fn wait_learned(page: &Page) -> Result<()> {
    open_panel(page)?;
    says(page, "hand-gain", "right before")?;
    close_panel(page)
}

/// A page on which a sign was corrected once; the reader has learned it.
fn taught() -> Result<(Server, Page)> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.browser.run(CATCH_FILES, json!([]))?;
    teach(&page)?;
    Ok((server, page))
}

pub fn teach(page: &Page) -> Result<()> {
    write(page, &shapes::crossed_seven(1)?)?;
    correct(page, "7")?;
    wait_stored(page, &["7"])?;
    wait_learned(page)
}

/// Keeps what the page hands out, to be looked at and given back.
const CATCH_FILES: &str = "
    window.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };
";

#[test]
fn a_correction_is_noted_and_undo_or_taking_it_back_forgets_it() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let read = write(&page, &page::digit("4")?)?;
    assert_eq!(read, "4");
    correct(&page, "9")?;
    wait_stored(&page, &["9"])?;
    // Another word on the same ink takes the place of the first.
    correct(&page, "7")?;
    wait_stored(&page, &["7"])?;
    // What was read at first takes all of it back.
    page.press("choose-4")?;
    wait_stored(&page, &[])?;
    correct(&page, "9")?;
    wait_stored(&page, &["9"])?;
    page.press("hand-undo-note")?;
    wait_stored(&page, &[])?;
    // What is read already teaches nothing.
    page.clear()?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    page.press("choose-0")?;
    std::thread::sleep(std::time::Duration::from_millis(300));
    wait_stored(&page, &[])
}

#[test]
fn a_visitor_without_examples_fetches_nothing_of_it() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("4")?, Place::Centred)?;
    page.wait_reading("4")?;
    std::thread::sleep(std::time::Duration::from_millis(500));
    let asked: Vec<String> = server.traffic().0.into_iter().map(|sent| sent.path).collect();
    let asked = |name: &str| asked.iter().any(|path| path.contains(name));
    ensure!(!asked("split_gallery") && !asked("engine-flex-full"), "It was fetched.");
    Ok(())
}

#[test]
fn what_was_learned_is_there_after_a_reload_and_without_a_network() -> Result<()> {
    let (mut server, page) = taught()?;
    page.wait_installed()?;
    page.browser.reload()?;
    page.wait_ready()?;
    wait_learned(&page)?;
    write(&page, &shapes::crossed_seven(2)?)?;
    wait_read_as(&page, "7")?;
    // What was used once is kept for later visits.
    std::thread::sleep(std::time::Duration::from_secs(2));
    server.stop();
    page.browser.reload()?;
    page.wait_ready()?;
    write(&page, &shapes::crossed_seven(3)?)?;
    wait_read_as(&page, "7")
}

#[test]
fn off_it_reads_as_before_and_forgotten_it_does_to_the_bit() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    let seven = shapes::crossed_seven(1)?;
    write(&page, &seven)?;
    let before = probabilities(&page)?;
    correct(&page, "7")?;
    wait_learned(&page)?;
    write(&page, &seven)?;
    wait_read_as(&page, "7")?;
    let learned = probabilities(&page)?;
    assert_ne!(learned, before);

    let is_as = |expected: &Value| {
        let script = "const now = [...document.querySelectorAll('.bar')].map((bar) => bar.dataset.value);\
                      return JSON.stringify(now) === JSON.stringify(arguments[0]) ? true : now;";
        page.browser.wait_until("the bars are as they were", script, json!([expected]))
    };
    open_panel(&page)?;
    page.press("hand-on")?;
    is_as(&before)?;
    page.press("hand-on")?;
    is_as(&learned)?;
    page.press("hand-forget-all")?;
    page.press("hand-forget-all-no")?;
    wait_stored(&page, &["7"])?;
    page.press("hand-forget-all")?;
    page.press("hand-forget-all-yes")?;
    says(&page, "hand-said", "as they were before")?;
    wait_stored(&page, &[])?;
    is_as(&before)?;
    page.wait_there("hand-empty")?;
    assert_eq!(page.browser.run("return localStorage.getItem('inkling:/#hand')", json!([]))?, Value::Null);
    Ok(())
}

#[test]
fn one_example_can_be_forgotten_and_brought_back() -> Result<()> {
    let (_server, page) = taught()?;
    write(&page, &page::digit("0")?)?;
    correct(&page, "6")?;
    open_panel(&page)?;
    says(&page, "hand-size", "2 examples of 2 signs.")?;
    let before = stored(&page)?;
    page.press("hand-forget")?;
    says(&page, "hand-said", "Forgot one 6.")?;
    wait_stored(&page, &["7"])?;
    page.press("hand-undo")?;
    wait_stored(&page, &["7", "6"])?;
    assert_eq!(stored(&page)?, before);
    Ok(())
}

#[test]
fn a_contradiction_is_asked_about_once() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    write(&page, &page::digit("4")?)?;
    correct(&page, "9")?;
    wait_stored(&page, &["9"])?;
    // Another time it is not quite the same ink.
    write_beside(&page)?;
    page.press("choose-6")?;
    says(&page, "hand-noted", "Earlier you said this shape is a 9. Which holds?")?;
    wait_stored(&page, &["9"])?;
    page.press("hand-both-hold")?;
    wait_stored(&page, &["9", "6"])?;
    write(&page, &page::digit("4")?)?;
    // Both may be, so it is asked no more.
    page.press("choose-6")?;
    says(&page, "hand-noted", "Noted: your 6.")
}

/// The same 4 as elsewhere, but smaller.
fn write_beside(page: &Page) -> Result<()> {
    page.clear()?;
    page.draw(&page::digit("4")?, Place::Beside(0, 2))?;
    read_as(page).map(drop)
}

fn audited(options: Options) -> Result<()> {
    let (_server, page) = host::open(options)?;
    open_panel(&page)?;
    page.wait_there("hand-empty")?;
    audit::clean(&page)?;
    close_panel(&page)?;
    write(&page, &page::digit("4")?)?;
    correct(&page, "9")?;
    audit::clean(&page)?;
    open_panel(&page)?;
    page.wait_there("hand-example")?;
    audit::clean(&page)?;
    page.press("practice-start")?;
    page.wait_there("practice-pad")?;
    audit::clean(&page)
}

#[test]
fn the_audit_finds_nothing_in_the_panel() -> Result<()> {
    audited(Options::DESKTOP)
}

#[test]
fn the_audit_finds_nothing_in_the_panel_of_a_dark_phone() -> Result<()> {
    audited(Options { size: (360, 640), ..Options::PHONE.dark() })
}
