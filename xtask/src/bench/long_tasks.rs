//! Long tasks: those over 50 ms on the page's main thread, during which it does not respond.

use crate::page::Page;
use anyhow::Result;
use serde_json::json;

/// Starts recording.
pub fn watch(page: &Page) -> Result<()> {
    page.browser.run(WATCH, json!([])).map(drop)
}

/// The milliseconds of the recorded tasks, in order of size.
pub fn seen(page: &Page) -> Result<Vec<f64>> {
    let list = page.browser.run("return window.longTasks", json!([]))?;
    let mut tasks: Vec<f64> = list.as_array().into_iter().flatten().filter_map(|task| task.as_f64()).collect();
    tasks.sort_by(f64::total_cmp);
    Ok(tasks)
}

const WATCH: &str = "
    window.longTasks = [];
    new PerformanceObserver((list) => list.getEntries().forEach((task) => window.longTasks.push(task.duration)))
        .observe({ type: 'longtask' });
";
