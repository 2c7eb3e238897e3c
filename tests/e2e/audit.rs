//! The accessibility audit, by axe-core.

use crate::host;
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use std::time::Duration;
use xtask::page::Page;
use xtask::setup;

/// Fails with what the audit finds on the page as it is now.
pub fn clean(page: &Page) -> Result<()> {
    let Some(script) = setup::axe_script()? else {
        return host::skip("axe-core is not there, so the accessibility audit is left out.");
    };
    let axe = std::fs::read_to_string(script)?;
    // Colours that are still on their way to their final value would be measured half way.
    std::thread::sleep(Duration::from_millis(400));
    page.browser.run(&axe, json!([]))?;
    let script = "const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });\
                  return violations.map((one) => `${one.id} (${one.impact}): ${one.help}: ` +\
                  one.nodes.map((node) => node.html + ' ' + (node.any[0]?.message ?? '')).join(' | '));";
    let violations = page.browser.run_async(script, json!([]))?;
    let found: Vec<&str> = violations.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
