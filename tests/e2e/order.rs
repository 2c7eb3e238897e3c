//! The page in good order: nothing in the console, nothing from elsewhere, nothing that an audit finds.

use crate::host;
use anyhow::Result;
use serde_json::{Value, json};
use std::time::Duration;
use xtask::browser::Options;
use xtask::page::{self, Page, Place};
use xtask::setup;

const TABS: [&str; 3] = ["tab-model", "tab-about", "tab-read"];

#[test]
fn the_console_stays_silent_and_nothing_comes_from_elsewhere() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    for tab in TABS {
        page.press(tab)?;
        std::thread::sleep(Duration::from_millis(200));
    }
    page.wait_installed()?;
    let origins =
        page.browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)", json!([]))?;
    let own = |name: &Value| name.as_str().is_some_and(|name| name.starts_with(&server.url()));
    assert!(origins.as_array().is_some_and(|all| all.iter().all(own)), "{origins}");
    let lines = page.browser.console()?;
    let loud: Vec<_> = lines.iter().filter(|line| line.level == "SEVERE" || line.level == "WARNING").collect();
    assert!(loud.is_empty(), "{loud:#?}");
    Ok(())
}

/// The audit's script; without it, an audit is skipped, and said to be.
pub fn axe() -> Result<Option<String>> {
    match setup::axe_script()? {
        Some(script) => Ok(Some(std::fs::read_to_string(script)?)),
        None => host::skip("axe-core is not there, so the accessibility audit is left out.").map(|()| None),
    }
}

fn audited(options: Options) -> Result<()> {
    let Some(axe) = axe()? else { return Ok(()) };
    let (_server, page) = host::open(options)?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    let mut found = Vec::new();
    for tab in ["tab-read", "tab-model", "tab-about"] {
        page.press(tab)?;
        found.extend(audit(&page, &axe)?.into_iter().map(|violation| format!("{tab}: {violation}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

pub fn audit(page: &Page, axe: &str) -> Result<Vec<String>> {
    // Colours that are still on their way to their final value would be measured half way.
    std::thread::sleep(Duration::from_millis(400));
    page.browser.run(axe, json!([]))?;
    let script = "const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });\
                  return violations.map((one) => `${one.id} (${one.impact}): ${one.help}: ` +\
                  one.nodes.map((node) => node.html + ' ' + (node.any[0]?.message ?? '')).join(' | '));";
    let violations = page.browser.run_async(script, json!([]))?;
    Ok(violations.as_array().into_iter().flatten().map(|one| one.as_str().unwrap_or_default().to_owned()).collect())
}

#[test]
fn the_audit_finds_nothing_on_a_desktop() -> Result<()> {
    audited(Options::DESKTOP)
}

#[test]
fn the_audit_finds_nothing_on_a_dark_desktop() -> Result<()> {
    audited(Options::DESKTOP.dark())
}

#[test]
fn the_audit_finds_nothing_on_a_phone() -> Result<()> {
    audited(Options::PHONE)
}

#[test]
fn the_audit_finds_nothing_on_a_dark_phone() -> Result<()> {
    audited(Options::PHONE.dark())
}

#[test]
fn nothing_lies_outside_a_small_screen() -> Result<()> {
    let (_server, page) = host::open(Options { size: (320, 568), ..Options::PHONE })?;
    for tab in TABS {
        page.press(tab)?;
        let wide = page.browser.run("return document.documentElement.scrollWidth", json!([]))?;
        assert_eq!(wide, json!(320), "{tab}");
    }
    Ok(())
}
