//! What reading words takes: a model, a part of the page and the words of languages, each fetched when it is wanted, kept
//! for later, and told of where it does not come.

use super::{choose, open, wait_gone};
use crate::host;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::time::{Duration, Instant};
use xtask::browser::Options;
use xtask::page::{self, Page, Place};
use xtask::serve::{Fault, Server};

const PATIENCE: Duration = Duration::from_secs(30);

fn choose_language(page: &Page, name: &str) -> Result<()> {
    let script = "const select = document.querySelector('[data-testid=language]'); select.value = arguments[0];\
                  select.dispatchEvent(new Event('change', { bubbles: true }));";
    page.browser.run(script, json!([name])).map(drop)
}

/// The sentence beside a button.
fn sentence(page: &Page, button: &str) -> Result<String> {
    page.wait_there(button)?;
    let script = "return document.querySelector(`[data-testid='${arguments[0]}']`).parentElement.textContent";
    Ok(page.browser.run(script, json!([button]))?.as_str().unwrap_or_default().to_owned())
}

/// Whether a file whose path has this in it was asked for.
fn asked(server: &Server, part: &str) -> bool {
    server.traffic().0.iter().any(|sent| sent.path.contains(part))
}

fn wait_asked(server: &Server, part: &str) -> Result<()> {
    let began = Instant::now();
    while !asked(server, part) {
        ensure!(began.elapsed() < PATIENCE, "Nobody asked for {part}.");
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

#[test]
fn nothing_is_fetched_for_text_before_somebody_wants_it() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("7")?, Place::Centred)?;
    page.wait_reading("7")?;
    // The service worker fetches the page's parts by itself; what the page asks for, it lists.
    let listed = "return performance.getEntriesByType('resource').some((one) => one.name.includes('split_text'))";
    let listed = || page.browser.run(listed, json!([]));
    let files = ["/text-", ".language", "flex-full"];
    ensure!(!files.iter().any(|part| asked(&server, part)), "What reads text was fetched before anybody wanted it.");
    assert_eq!(listed()?, json!(false));
    choose(&page)?;
    page.clear()?;
    page.draw(&page::word("house")?, Place::Written)?;
    page.wait_value("text", "house")?;
    for part in files {
        wait_asked(&server, part)?;
    }
    ensure!(!asked(&server, "/german-"), "A language was fetched that nobody chose.");
    assert_eq!(listed()?, json!(true));
    Ok(())
}

#[test]
fn without_a_language_it_reads_and_asks_for_none() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    // What did not come is in no cache that could answer later.
    server.fail("*.language", Fault::Missing);
    choose(&page)?;
    page.wait_there("language-retry")?;
    choose_language(&page, "none")?;
    wait_gone(&page, "language-retry")?;
    server.heal();
    server.forget_traffic();
    page.browser.reload()?;
    page.wait_ready()?;
    page.wait_value("model-state", "ready")?;
    page.wait_there("language")?;
    assert_eq!(page.find("language")?.property("value")?, json!("none"));
    page.draw(&page::word("garden")?, Place::Written)?;
    page.wait_value("text", "garden")?;
    ensure!(!asked(&server, ".language"), "A language was asked for.");
    choose_language(&page, "german")?;
    page.wait_value("text", "garden")?;
    wait_asked(&server, "/german-")?;
    ensure!(!asked(&server, "/english-"), "Another language was asked for.");
    Ok(())
}

#[test]
fn a_language_is_kept_for_the_next_visit() -> Result<()> {
    let (server, page) = open(Options::DESKTOP)?;
    choose_language(&page, "both")?;
    wait_asked(&server, "/german-")?;
    page.browser.reload()?;
    page.wait_ready()?;
    page.wait_there("language")?;
    assert_eq!(page.find("language")?.property("value")?, json!("both"));
    Ok(())
}

#[test]
fn a_model_that_does_not_come_is_said_and_comes_at_another_try() -> Result<()> {
    let faults = [
        ("/text-*.weights", Fault::Missing, "The reader's weights could not be loaded"),
        ("/text-*.weights", Fault::Truncated, "The reader's weights"),
        ("/text-*.weights", Fault::Foreign, "The reader's weights"),
        ("/engine-flex-full*", Fault::Missing, ""),
    ];
    for (pattern, fault, words) in faults {
        let of = || format!("{pattern}, {fault:?}");
        let (server, page) = host::open(Options::DESKTOP)?;
        server.fail(pattern, fault);
        page.press("mode-text")?;
        page.wait_value("model-state", "failed").with_context(of)?;
        let said = sentence(&page, "model-retry").with_context(of)?;
        ensure!(said.contains(words), "{} is told as {said:?}", of());
        // What is written meanwhile is read later.
        page.draw(&page::word("house")?, Place::Written)?;
        assert_eq!(page.reading()?, "");
        server.heal();
        host::ask_for_the_model_again(&page).with_context(of)?;
        page.wait_value("text", "house").with_context(of)?;
    }
    Ok(())
}

#[test]
fn a_language_that_does_not_come_is_said_and_text_is_read_without_it() -> Result<()> {
    for fault in [Fault::Missing, Fault::Truncated] {
        let (server, page) = host::open(Options::DESKTOP)?;
        server.fail("/english-*.language", fault);
        choose(&page)?;
        let said = sentence(&page, "language-retry").with_context(|| format!("{fault:?}"))?;
        ensure!(said.contains("list of words could not be loaded"), "{fault:?} is told as {said:?}");
        page.draw(&page::word("house")?, Place::Written)?;
        page.wait_value("text", "house")?;

        server.heal();
        server.forget_traffic();
        page.press("language-retry")?;
        wait_gone(&page, "language-retry")?;
        wait_asked(&server, "/english-")?;
        page.wait_value("text", "house")?;
        // It stays gone: what came this time could be used.
        page.clear()?;
        page.draw(&page::word("garden")?, Place::Written)?;
        page.wait_value("text", "garden")?;
        wait_gone(&page, "language-retry")?;
    }
    Ok(())
}

#[test]
fn what_shows_text_says_when_it_does_not_come() -> Result<()> {
    let server = host::serve()?;
    server.fail("*/split_text-*.wasm", Fault::Missing);
    let page = Page::open(Options::DESKTOP, &server.url())?;
    page.press("mode-text")?;
    page.wait_there("missing")?;
    page.draw(&page::word("house")?, Place::Written)?;
    server.heal();
    page.press("missing-retry")?;
    page.wait_value("text", "house")
}

#[test]
fn text_is_read_offline_after_its_first_use() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.wait_installed()?;
    page.browser.reload()?;
    page.wait_ready()?;
    choose(&page)?;
    let word = page::word("house")?;
    page.draw(&word, Place::Written)?;
    page.wait_value("text", "house")?;
    page.wait_kept_strokes(word.strokes())?;
    let kept = "const keys = [];
                for (const name of await caches.keys()) {
                  for (const key of await (await caches.open(name)).keys()) keys.push(key.url);
                }
                const parts = ['/text-', '/english-', 'flex-full_bg', 'split_text'];
                return parts.filter((part) => !keys.some((key) => key.includes(part))).join(' ');";
    let began = Instant::now();
    loop {
        let missing = page.browser.run_async(kept, json!([]))?;
        if missing == json!("") {
            break;
        }
        ensure!(began.elapsed() < PATIENCE, "{missing} was not kept.");
        std::thread::sleep(Duration::from_millis(100));
    }
    let url = server.url();
    drop(server);
    page.browser.open(&url)?;
    page.wait_ready()?;
    page.wait_value("model-state", "ready")?;
    page.wait_value("text", "house")?;
    page.wait_there("language")?;
    assert_eq!(page.browser.run("return document.querySelectorAll('.model-word').length", json!([]))?, json!(0));
    Ok(())
}
