//! The figures of "Measure this device" on the page itself.

use crate::browser::Options;
use crate::page::Page;
use crate::serve::Server;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::time::Duration;

/// The time limit: three engines are loaded, one with WebGPU in software.
const PATIENCE: Duration = Duration::from_secs(180);

/// The page's figures of each engine, as its copy button gives them.
pub fn measure(server: &Server) -> Result<Value> {
    let page = Page::open(Options { gpu: true, ..Options::DESKTOP }, &server.url())?;
    page.visit("tab-model")?;
    page.press("device-start")?;
    let over = "return document.querySelector(\"[data-testid='device-table']\").dataset.state === 'idle'";
    page.browser.wait_at_most(PATIENCE, "all engines are measured", over, json!([]))?;
    serde_json::from_str(&page.value("device-table")?).context("The page's figures are no JSON.")
}

/// The figures as a table.
pub fn rows(device: &Value) -> Vec<Vec<String>> {
    let head = ["", "ready after", "one digit, p50", "p95", "images a second"].map(str::to_owned).to_vec();
    let row = |engine: &Value| {
        let name = engine["engine"].as_str().unwrap_or_default().to_owned();
        if let Some(why) = engine["reason"].as_str() {
            return vec![name, why.to_owned()];
        }
        let number = |figure: &str| engine[figure].as_f64().unwrap_or(f64::NAN);
        let millis = |figure: &str| format!("{:.1} ms", number(figure));
        let rate = format!("{:.0}", number("images_per_s"));
        vec![name, millis("load_ms"), millis("one_ms_p50"), millis("one_ms_p95"), rate]
    };
    std::iter::once(head).chain(device["engines"].as_array().into_iter().flatten().map(row)).collect()
}
