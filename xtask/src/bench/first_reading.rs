//! From opening the page to a reading, by a browser that has never been there.

use crate::browser::Options;
use crate::page::{self, Page, STORED};
use crate::serve::Server;
use crate::tell;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const VISITS: usize = 5;

pub struct FirstReading {
    /// Milliseconds from navigation, in order of size.
    pub times: Vec<f64>,
    /// What the server had sent when the reading stood there.
    pub bytes: usize,
    pub requests: usize,
}

pub fn measure(server: &Server) -> Result<FirstReading> {
    let digits = page::digits()?;
    let drawing = digits.first().context("There is no recorded drawing.")?;
    // The drawing is there before the page is: it is read as soon as anything can be.
    let preset = format!("localStorage.setItem({}, {});", json!(STORED), json!(drawing.json));
    let mut visits = Vec::new();
    for visit in 1..=VISITS {
        let page = Page::new(Options::DESKTOP)?;
        page.browser.before_each_page(&format!("{preset}{WATCH}"))?;
        server.forget_traffic();
        page.browser.open(&server.url())?;
        page.browser.wait_until("there is a first reading", "return window.firstReading > 0", json!([]))?;
        let script = "return [window.firstReading, performance.timeOrigin + window.firstReading];";
        let times = page.browser.run(script, json!([]))?;
        let time = |at: usize| times.get(at).and_then(Value::as_f64).context("The page has no clock.");
        let moment = SystemTime::UNIX_EPOCH + Duration::from_secs_f64(time(1)? / 1e3);
        let traffic = server.traffic().until(moment);
        visits.push((time(0)?, traffic.bytes(), traffic.requests()));
        tell::line(&format!("visit {visit} of {VISITS}: first reading after {:.0} ms", time(0)?));
    }
    let mut times: Vec<f64> = visits.iter().map(|visit| visit.0).collect();
    times.sort_by(f64::total_cmp);
    let bytes = visits.iter().map(|visit| visit.1).max().unwrap_or(0);
    let requests = visits.iter().map(|visit| visit.2).max().unwrap_or(0);
    Ok(FirstReading { times, bytes, requests })
}

/// Notes when the reading's place first holds a text.
const WATCH: &str = "
    window.firstReading = 0;
    const look = () => {
        const reading = document.querySelector(\"[data-testid='reading']\");
        if (window.firstReading || !reading || !reading.textContent.trim()) return;
        window.firstReading = performance.now();
        watcher.disconnect();
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { subtree: true, childList: true, characterData: true });
";
