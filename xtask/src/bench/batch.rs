//! A thousand pictures dropped at once, and a thousand more: the time they take, long tasks of the page, and the growth of
//! its memory.

use super::{long_tasks, memory};
use crate::browser::Options;
use crate::page::{self, Page, Place};
use crate::serve::Server;
use crate::tell;
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const COUNT: usize = 1_000;
const SIZE: [f64; 2] = [640.0, 240.0];
const PATIENCE: Duration = Duration::from_secs(300);

pub struct BatchRead {
    /// Milliseconds for the first thousand.
    pub millis: f64,
    /// Tasks of the page's main thread over 50 ms meanwhile, in milliseconds.
    pub long_tasks: Vec<f64>,
    /// The peak memory of the page's process in bytes: before, after the first thousand, after the second.
    pub memory: [Option<u64>; 3],
}

pub fn measure(server: &Server) -> Result<BatchRead> {
    let page = Page::open(Options::DESKTOP.alone(), &server.url())?;
    let digits = page::digits()?;
    let written = |number: usize| -> Vec<_> {
        let each = (0..4).map(|at| (at, &digits[(number * 4 + at) % digits.len()]));
        each.map(|(at, digit)| digit.placed([0.0, 0.0, SIZE[0], SIZE[1]], Place::Beside(at as u32, 4))).collect()
    };
    let numbers: Vec<_> = (0..20).map(written).collect();
    page.browser.run_async(PAINT, json!([SIZE, numbers, COUNT]))?;
    long_tasks::watch(&page)?;
    let held = || memory::most(page.browser.driver_process());
    let before = held();
    let millis = read_all(&page)?;
    let long_tasks = long_tasks::seen(&page)?;
    let first = held();
    page.press("batch-close")?;
    read_all(&page)?;
    tell::line(&format!("{COUNT} pictures in a table: {:.0} a second", 1e3 * COUNT as f64 / millis));
    Ok(BatchRead { millis, long_tasks, memory: [before, first, held()] })
}

/// Milliseconds from the drop to the last reading.
fn read_all(page: &Page) -> Result<f64> {
    page.browser.run(DROP, json!([]))?;
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(millis) = page.browser.run(DONE, json!([COUNT]))?.as_f64() {
            return Ok(millis);
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    bail!("The pictures were not read in {} seconds.", PATIENCE.as_secs())
}

impl BatchRead {
    pub fn json(&self) -> Value {
        json!({
            "pictures": COUNT,
            "p50": self.millis,
            "long_tasks": { "n": self.long_tasks.len(), "longest_ms": self.long_tasks.last() },
            "memory_bytes": self.memory,
        })
    }
}

const PAINT: &str = "
    const [[width, height], numbers, count] = arguments;
    const painted = await Promise.all(numbers.map((digits) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d');
        context.fillStyle = '#f1ede4';
        context.fillRect(0, 0, width, height);
        context.strokeStyle = '#27306b';
        context.lineWidth = 7;
        context.lineCap = context.lineJoin = 'round';
        for (const stroke of digits.flat()) {
            context.beginPath();
            stroke.forEach(([x, y]) => context.lineTo(x, y));
            context.stroke();
        }
        return canvas.convertToBlob({ type: 'image/png' });
    }));
    const file = (_, at) => new File([painted[at % painted.length]], `${at}.png`, { type: 'image/png' });
    // Put together here: it would be a long task of its own.
    window.dropped = new DataTransfer();
    Array.from({ length: count }, file).forEach((picture) => window.dropped.items.add(picture));
";

const DROP: &str = "
    window.began = performance.now();
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: window.dropped, bubbles: true, cancelable: true }));
";

const DONE: &str = "
    const said = document.querySelector('[data-testid=batch-progress]')?.textContent ?? '';
    const plain = said.replaceAll(/[^0-9a-z ]/gi, '');
    return plain.startsWith(`${arguments[0]} pictures`) ? performance.now() - window.began : null;
";
