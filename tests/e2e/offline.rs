//! The page without a network, and the page after a deploy.

use crate::host;
use anyhow::Result;
use serde_json::json;
use std::time::Duration;
use xtask::browser::Options;
use xtask::build::Page as Next;
use xtask::page::{self, Page, Place};
use xtask::serve::{Server, Site};

fn wait_build(page: &Page, version: &str) -> Result<()> {
    let script = "return document.querySelector('meta[name=inkling-build]')?.content === arguments[0]";
    page.browser.wait_until("the new build is there", script, json!([version]))
}

#[test]
fn without_a_network_it_opens_and_reads() -> Result<()> {
    opens_and_reads(Options::PHONE)
}

pub fn opens_and_reads(options: Options) -> Result<()> {
    let (mut server, page) = host::open(options)?;
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
    offers_a_new_build(Options::DESKTOP)
}

pub fn offers_a_new_build(options: Options) -> Result<()> {
    let (server, page) = host::open(options)?;
    page.wait_installed()?;
    let first = page.build()?;
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
    wait_build(&page, &next.version)?;
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
    for tab in [there, here] {
        page.browser.post("/window", json!({ "handle": tab }))?;
        page.press("update-reload")?;
        wait_build(&page, &next.version)?;
    }
    Ok(())
}

/// Two tabs run a build; the first takes the next one, the second does not. Returns the page with the second in front.
fn updated_in_another_tab() -> Result<(Server, Page, Next)> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.wait_installed()?;
    let first = page.build()?;
    let [_, there] = host::another_tab(&page, &server)?;
    let next = host::next_build()?;
    server.replace(Site::new(&next.files, "/"));
    page.browser.reload()?;
    page.wait_there("update-reload")?;
    page.press("update-reload")?;
    wait_build(&page, &next.version)?;
    page.wait_ready()?;
    // This visit is when files that no tab needs would go.
    std::thread::sleep(Duration::from_secs(3));
    // Browsers keep files with a hash for good; the service worker is to do without that.
    page.browser.cdp("Network.clearBrowserCache", json!({}))?;
    page.browser.post("/window", json!({ "handle": there }))?;
    assert_eq!(page.build()?, first);
    page.wait_there("update-reload")?;
    Ok((server, page, next))
}

#[test]
fn after_an_update_in_another_tab_a_tab_goes_on_and_offers_the_reload() -> Result<()> {
    let (_server, page, next) = updated_in_another_tab()?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    page.wait_kept_strokes(1)?;
    // Parts that this tab has not asked for before.
    page.visit("tab-model")?;
    page.wait_there("dataset-choose")?;
    page.press("update-reload")?;
    wait_build(&page, &next.version)?;
    page.press("tab-read")?;
    page.wait_reading("0")
}

#[test]
fn a_part_of_a_build_that_is_gone_offers_the_reload() -> Result<()> {
    let (_server, page, next) = updated_in_another_tab()?;
    // As if the browser had removed what it kept of this tab's build.
    page.browser.run_async("return caches.delete('inkling:/#' + arguments[0])", json!([page.build()?]))?;
    page.press("help")?;
    page.wait_there("missing-reload")?;
    page.press("missing-reload")?;
    wait_build(&page, &next.version)?;
    page.press("help")?;
    page.browser.wait_until("the keys are listed", "return !!document.querySelector('.help kbd')", json!([]))
}

#[test]
fn one_build_works_under_any_path() -> Result<()> {
    use xtask::{build, project, serve::Port};
    let files = build::read_folder(&project::dist())?;
    let mut server = Server::start(Site::new(&files, "/some/where/"), Port::Free)?;
    let page = page::Page::open(Options::DESKTOP, &server.url())?;
    page.wait_installed()?;
    server.stop();
    page.browser.reload()?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")
}
