//! The files that a run writes.

use super::{Result, context};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// A JSON file; an empty object where there is none.
pub fn read(out: &Path, name: &str) -> Value {
    std::fs::read(out.join(name)).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_else(|| json!({}))
}

pub fn write(out: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = out.join(name);
    std::fs::write(&path, bytes).map_err(context(format!("{} cannot be written", path.display())))
}

pub fn pretty(value: &Value) -> Result<String> {
    let text = serde_json::to_string_pretty(value).map_err(context("The metrics cannot be written"))?;
    Ok(text + "\n")
}

/// Today's date (UTC) as 2031-05-17.
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (mut year, mut day) = (1970, seconds / 86_400);
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    while day >= 365 + u64::from(leap(year)) {
        day -= 365 + u64::from(leap(year));
        year += 1;
    }
    let months = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while day >= months[month] {
        day -= months[month];
        month += 1;
    }
    format!("{year}-{:02}-{:02}", month + 1, day + 1)
}
