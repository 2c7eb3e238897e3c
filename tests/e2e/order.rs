//! The page in good order: nothing in the console, nothing from elsewhere, nothing that an audit finds.

use crate::{audit, host, model};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::time::Duration;
use xtask::browser::Options;
use xtask::page::{self, Place};

const TABS: [&str; 3] = ["tab-model", "tab-about", "tab-read"];

#[test]
fn the_console_stays_silent_and_nothing_comes_from_elsewhere() -> Result<()> {
    let (server, page) = host::open(Options::DESKTOP)?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    for tab in TABS {
        page.visit(tab)?;
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

fn audited(options: Options) -> Result<()> {
    let (_server, page) = host::open(options)?;
    page.draw(&page::digit("0")?, Place::Centred)?;
    page.wait_reading("0")?;
    for tab in ["tab-read", "tab-model", "tab-about"] {
        page.visit(tab)?;
        if tab == "tab-model" {
            model::drawn(&page)?;
        }
        page.browser.run("for (const one of document.querySelectorAll('details')) one.open = true", json!([]))?;
        audit::clean(&page).with_context(|| tab)?;
    }
    Ok(())
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
        page.visit(tab)?;
        let wide = page.browser.run("return document.documentElement.scrollWidth", json!([]))?;
        assert_eq!(wide, json!(320), "{tab}");
    }
    Ok(())
}
