//! The page without a network, and the page after a deploy.

use crate::host;
use anyhow::Result;
use serde_json::json;
use xtask::browser::Options;
use xtask::page::{self, Place};
use xtask::serve::Site;

#[test]
fn without_a_network_it_opens_and_reads() -> Result<()> {
    let (mut server, page) = host::open(Options::PHONE)?;
    page.wait_installed()?;
    server.stop();
    page.browser.reload()?;
    page.wait_ready()?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    // Parts that nobody has looked at yet are kept, too.
    page.visit("tab-model")?;
    page.wait_there("dataset-choose")
}

#[test]
fn a_new_build_is_offered_and_taken_only_when_asked_for() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.wait_installed()?;
    let first = page.build()?;
    // The service worker is in charge from the second visit on.
    page.browser.reload()?;
    page.wait_ready()?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_kept_strokes(1)?;

    let next = host::next_build()?;
    server.replace(Site::new(&next.files, "/"));
    page.browser.reload()?;
    page.wait_reading("0")?;
    assert_eq!(page.build()?, first, "the old build must stay whole until the new one is asked for");
    page.wait_there("update-reload")?;
    page.press("update-reload")?;
    let script = "return document.querySelector('meta[name=inkling-build]')?.content === arguments[0]";
    page.browser.wait_until("the new build is there", script, json!([next.version]))?;
    page.wait_reading("0")
}

#[test]
fn a_new_build_reaches_every_tab_that_asks_for_it() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.wait_installed()?;
    page.browser.reload()?;
    page.wait_ready()?;
    let here = page.browser.get("/window")?;
    let there = page.browser.post("/window/new", json!({ "type": "tab" }))?["handle"].clone();
    let next = host::next_build()?;
    server.replace(Site::new(&next.files, "/"));
    page.browser.post("/window", json!({ "handle": there }))?;
    page.browser.open(&server.url())?;
    page.wait_there("update-reload")?;
    page.browser.post("/window", json!({ "handle": here }))?;
    page.wait_there("update-reload")?;
    let script = "return document.querySelector('meta[name=inkling-build]')?.content === arguments[0]";
    for tab in [there, here] {
        page.browser.post("/window", json!({ "handle": tab }))?;
        page.press("update-reload")?;
        page.browser.wait_until("the new build is there", script, json!([next.version]))?;
    }
    Ok(())
}

#[test]
fn one_build_works_under_any_path() -> Result<()> {
    use xtask::{build, project, serve::Port, serve::Server};
    let files = build::read_folder(&project::dist())?;
    let mut server = Server::start(Site::new(&files, "/some/where/"), Port::Free)?;
    let page = page::Page::open(Options::DESKTOP, &server.url())?;
    page.wait_installed()?;
    server.stop();
    page.browser.reload()?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")
}
