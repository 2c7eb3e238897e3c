//! Whatever fails says so, offers a way on, and keeps the drawing.

use crate::host;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};
use xtask::serve::Fault;

/// A page whose engine meets a fault, tries again once the fault is gone, and reads what was drawn meanwhile.
fn recovers_from(pattern: &str, fault: Fault) -> Result<()> {
    let server = host::serve()?;
    server.fail(pattern, fault);
    let page = Page::new(Options::DESKTOP)?;
    page.browser.open(&server.url())?;
    page.wait_there("retry")?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_kept_strokes(1)?;
    assert_eq!(page.reading()?, "");
    server.heal();
    page.press("retry")?;
    page.wait_reading("0")
}

#[test]
fn missing_weights_give_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*.weights", Fault::Missing)
}

#[test]
fn truncated_weights_give_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*.weights", Fault::Truncated)
}

#[test]
fn weights_whose_download_breaks_give_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*.weights", Fault::Cut)
}

#[test]
fn foreign_weights_give_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*.weights", Fault::Foreign)
}

#[test]
fn a_missing_engine_gives_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*/engine-flex_bg-*.wasm", Fault::Missing)
}

#[test]
fn a_foreign_engine_gives_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*/engine-flex_bg-*.wasm", Fault::Foreign)
}

#[test]
fn weights_with_a_wrong_bit_give_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*.weights", Fault::Flipped)
}

#[test]
fn weights_that_never_come_give_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*.weights", Fault::Silent)
}

#[test]
fn a_truncated_engine_gives_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*/engine-flex_bg-*.wasm", Fault::Truncated)
}

#[test]
fn an_engine_that_never_comes_gives_a_panel_with_a_retry() -> Result<()> {
    recovers_from("*/engine-flex_bg-*.wasm", Fault::Silent)
}

/// The help, of which something does not come at first.
fn help_comes_later(pattern: &str, fault: Fault) -> Result<()> {
    let server = host::serve()?;
    server.fail(pattern, fault);
    let page = Page::new(Options::DESKTOP)?;
    page.browser.before_each_page(host::HURRY)?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    page.press("help")?;
    page.wait_there("missing")?;
    server.heal();
    page.press("missing-retry")?;
    page.browser.wait_until("the keys are listed", "return !!document.querySelector('.help kbd')", json!([]))?;
    let styled = "return getComputedStyle(document.querySelector('.key-table')).borderCollapse";
    assert_eq!(page.browser.run(styled, json!([]))?, json!("collapse"));
    Ok(())
}

#[test]
fn a_part_that_does_not_come_says_so_and_comes_later() -> Result<()> {
    help_comes_later("*/split_pages-*.wasm", Fault::Missing)
}

#[test]
fn a_truncated_part_says_so_and_comes_later() -> Result<()> {
    help_comes_later("*/split_pages-*.wasm", Fault::Truncated)
}

#[test]
fn a_part_with_a_wrong_bit_says_so_and_comes_later() -> Result<()> {
    help_comes_later("*/split_pages-*.wasm", Fault::Flipped)
}

#[test]
fn a_foreign_part_says_so_and_comes_later() -> Result<()> {
    help_comes_later("*/split_pages-*.wasm", Fault::Foreign)
}

#[test]
fn a_part_that_never_comes_says_so_and_comes_later() -> Result<()> {
    help_comes_later("*/split_pages-*.wasm", Fault::Silent)
}

#[test]
fn a_list_of_parts_that_does_not_come_says_so_and_comes_later() -> Result<()> {
    help_comes_later("*/parts-*.json", Fault::Missing)
}

#[test]
fn a_list_of_parts_with_a_wrong_bit_says_so_and_comes_later() -> Result<()> {
    help_comes_later("*/parts-*.json", Fault::Flipped)
}

#[test]
fn a_part_whose_styles_do_not_come_says_so_and_comes_later() -> Result<()> {
    help_comes_later("*/later-*.css", Fault::Missing)
}

#[test]
fn a_part_whose_styles_never_come_says_so_and_comes_later() -> Result<()> {
    help_comes_later("*/later-*.css", Fault::Silent)
}

/// Keeps every worker where the test can reach it.
const CATCH_WORKERS: &str = "
    window.workers = [];
    window.Worker = class extends window.Worker {
        constructor(...all) { super(...all); window.workers.push(this); }
    };
";

#[test]
fn a_crashed_engine_is_started_again_and_the_page_says_so() -> Result<()> {
    let server = host::serve()?;
    let page = Page::new(Options::DESKTOP)?;
    page.browser.before_each_page(CATCH_WORKERS)?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    page.browser.run("window.workers.at(-1).terminate()", json!([]))?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    page.wait_toast("again")?;
    let started = page.browser.run("return window.workers.length", json!([]))?;
    assert_eq!(started, json!(2));
    Ok(())
}

#[test]
fn a_slow_engine_reads_what_was_drawn_before_it_came() -> Result<()> {
    let server = host::serve()?;
    server.fail("*.weights", Fault::Delay(std::time::Duration::from_secs(3)));
    let page = Page::new(Options::PHONE)?;
    page.browser.open(&server.url())?;
    page.browser.wait_until("the pad is there", "return !!document.querySelector('[data-testid=pad]')", json!([]))?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")
}

#[test]
fn a_full_store_is_said_and_does_not_stop_the_reading() -> Result<()> {
    let server = host::serve()?;
    let page = Page::new(Options::DESKTOP)?;
    page.browser
        .before_each_page("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };")?;
    page.browser.open(&server.url())?;
    page.wait_ready()?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    page.wait_toast("full")
}
