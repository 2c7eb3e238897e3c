//! The file of the article on the model: it comes late and once, fails politely, and stays.

use crate::host;
use crate::model::{drawn, open_article};
use anyhow::Result;
use serde_json::{Value, json};
use xtask::browser::Options;
use xtask::page::Page;
use xtask::serve::Fault;

/// How often the page itself has asked for the figures.
fn asked(page: &Page) -> Result<Value> {
    let script = "return performance.getEntriesByType('resource').filter((one) => /[.]article/.test(one.name)).length";
    page.browser.run(script, json!([]))
}

#[test]
fn figures_come_only_when_they_are_looked_at_and_once() -> Result<()> {
    let (_server, page) = host::open(Options::DESKTOP)?;
    assert_eq!(asked(&page)?, json!(0));
    open_article(&page)?;
    page.press("tab-read")?;
    open_article(&page)?;
    assert_eq!(asked(&page)?, json!(1));
    // The models of the other modes have their chapters.
    let chapters = "return [...document.querySelectorAll('h2')].filter((one) => /^The (maths )?model/.test(one.textContent)).length";
    assert_eq!(page.browser.run(chapters, json!([]))?, json!(2));
    Ok(())
}

fn recovers_from(fault: Fault) -> Result<()> {
    let server = host::serve()?;
    server.fail("*.article", fault);
    let page = Page::open(Options::PHONE, &server.url())?;
    page.press("tab-model")?;
    page.wait_there("figures-missing")?;
    assert!(page.value("figures-missing")?.contains("ry again"), "{fault:?}");
    page.press("figures-retry")?;
    page.wait_there("figures-missing")?;
    server.heal();
    page.press("figures-retry")?;
    drawn(&page)
}

#[test]
fn missing_figures_give_a_sentence_and_a_retry() -> Result<()> {
    recovers_from(Fault::Missing)
}

#[test]
fn truncated_figures_give_a_sentence_and_a_retry() -> Result<()> {
    recovers_from(Fault::Truncated)
}

#[test]
fn figures_whose_download_breaks_give_a_sentence_and_a_retry() -> Result<()> {
    recovers_from(Fault::Cut)
}

#[test]
fn foreign_figures_give_a_sentence_and_a_retry() -> Result<()> {
    recovers_from(Fault::Foreign)
}

#[test]
fn the_article_is_there_without_a_network() -> Result<()> {
    let (mut server, page) = host::open(Options::PHONE)?;
    open_article(&page)?;
    page.wait_installed()?;
    server.stop();
    page.browser.reload()?;
    drawn(&page)
}
