//! Expressions: how long their mode takes to come, and from each pen-up to what it is worked out to.

use super::{long_tasks, pen_up};
use crate::browser::Options;
use crate::page::{self, Page, Place};
use crate::serve::Server;
use crate::tell;
use anyhow::Result;
use inkling::statistics::percentile;
use serde_json::{Value, json};
use std::time::Instant;

/// Expressions of about so many strokes are drawn.
const STROKES: std::ops::RangeInclusive<u64> = 12..=24;

pub struct MathsRead {
    /// From choosing the mode until its engine and model are there.
    pub load_ms: f64,
    /// From each pen-up to the reading on the page, in milliseconds, in order of size.
    pub times: Vec<f64>,
    /// The strokes of the expressions that were drawn.
    pub strokes: u64,
    /// Tasks on the main thread over 50 ms while drawing, in milliseconds.
    pub long_tasks: Vec<f64>,
}

pub fn measure(server: &Server) -> Result<MathsRead> {
    let page = Page::open(Options::DESKTOP.alone(), &server.url())?;
    let began = Instant::now();
    page.press("mode-maths")?;
    page.wait_value("model-state", "ready")?;
    let load_ms = began.elapsed().as_secs_f64() * 1e3;
    long_tasks::watch(&page)?;
    let mut strokes = 0;
    for drawing in page::expressions()?.iter().filter(|drawing| STROKES.contains(&drawing.strokes())) {
        strokes += drawing.strokes();
        page.draw(drawing, Place::Written)?;
        page.wait_answered()?;
        page.clear()?;
    }
    let times = pen_up::times(&page)?;
    tell::line(&format!("maths: half of the readings within {:.1} ms of pen-up", percentile(&times, 0.5)));
    Ok(MathsRead { load_ms, times, strokes, long_tasks: long_tasks::seen(&page)? })
}

impl MathsRead {
    pub fn json(&self) -> Value {
        json!({
            "load_ms": self.load_ms,
            "strokes": self.strokes,
            "pen_up_ms": {
                "n": self.times.len(),
                "p50": percentile(&self.times, 0.5),
                "p95": percentile(&self.times, 0.95),
            },
            "long_tasks": { "n": self.long_tasks.len(), "longest_ms": self.long_tasks.last() },
        })
    }
}
