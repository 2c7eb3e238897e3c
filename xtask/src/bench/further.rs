//! Modes beside Numbers: how long each takes to come, and from each pen-up to its reading.

use super::{long_tasks, pen_up};
use crate::browser::Options;
use crate::page::{self, Drawing, Page, Place};
use crate::serve::Server;
use crate::tell;
use anyhow::Result;
use inkling::statistics::percentile;
use serde_json::{Value, json};
use std::time::Instant;

/// Expressions of about so many strokes are drawn.
const STROKES: std::ops::RangeInclusive<u64> = 12..=24;

pub struct ModeRead {
    /// From choosing the mode until its engine and model are there.
    pub load_ms: f64,
    /// From each pen-up to the reading on the page, in milliseconds, in order of size.
    pub times: Vec<f64>,
    /// The strokes of what was drawn.
    pub strokes: u64,
    /// Tasks on the main thread over 50 ms while drawing, in milliseconds.
    pub long_tasks: Vec<f64>,
}

/// Expressions, worked out.
pub fn maths(server: &Server) -> Result<ModeRead> {
    let all = page::expressions()?;
    let some: Vec<Drawing> = all.into_iter().filter(|drawing| STROKES.contains(&drawing.strokes())).collect();
    measure(server, "maths", &some)
}

/// Words and lines of a few words, read as text.
pub fn text(server: &Server) -> Result<ModeRead> {
    measure(server, "text", &page::words()?)
}

fn measure(server: &Server, mode: &str, drawings: &[Drawing]) -> Result<ModeRead> {
    let page = Page::open(Options::DESKTOP.alone(), &server.url())?;
    let began = Instant::now();
    page.press(&format!("mode-{mode}"))?;
    page.wait_value("model-state", "ready")?;
    let load_ms = began.elapsed().as_secs_f64() * 1e3;
    long_tasks::watch(&page)?;
    let mut strokes = 0;
    for drawing in drawings {
        strokes += drawing.strokes();
        page.draw_by_hand(drawing, Place::Written)?;
        page.wait_answered()?;
        page.clear()?;
    }
    let times = pen_up::times(&page)?;
    tell::line(&format!("{mode}: half of the readings within {:.1} ms of pen-up", percentile(&times, 0.5)));
    Ok(ModeRead { load_ms, times, strokes, long_tasks: long_tasks::seen(&page)? })
}

impl ModeRead {
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
