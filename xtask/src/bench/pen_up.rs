//! The time from lifting the pen to the reading on the page, and long tasks in between.

use super::long_tasks;
use crate::browser::Options;
use crate::page::{self, Page, Place};
use crate::serve::Server;
use crate::tell;
use anyhow::Result;
use inkling::statistics::percentile;
use serde_json::{Value, json};

const ROUNDS: usize = 3;

pub struct PenUp {
    /// Milliseconds, in order of size.
    pub times: Vec<f64>,
    /// The worker's milliseconds for each reading, in order of size.
    pub in_worker: Vec<f64>,
    /// The worker's milliseconds with eight digits on the pad, in order of size.
    pub eight_in_worker: Vec<f64>,
    /// Tasks on the main thread over 50 ms while drawing, in milliseconds.
    pub long_tasks: Vec<f64>,
}

pub fn measure(server: &Server) -> Result<PenUp> {
    let page = Page::open(Options::DESKTOP.alone(), &server.url())?;
    long_tasks::watch(&page)?;
    let digits = page::digits()?;
    let (mut in_worker, mut eight_in_worker) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        for drawing in &digits {
            page.draw_by_hand(drawing, Place::Centred)?;
            page.wait_answered()?;
            in_worker.push(page.latency()?);
            page.clear()?;
        }
        for at in 0..8 {
            page.draw_by_hand(&digits[(at * 3) % digits.len()], Place::Beside(at as u32, 8))?;
            page.wait_answered()?;
        }
        eight_in_worker.push(page.latency()?);
        page.clear()?;
        tell::line(&format!("round {round} of {ROUNDS}: {} digits drawn", digits.len()));
    }
    let times = times(&page)?;
    let long_tasks = long_tasks::seen(&page)?;
    tell::line(&format!("half of the readings within {:.1} ms of pen-up", percentile(&times, 0.5)));
    in_worker.sort_by(f64::total_cmp);
    eight_in_worker.sort_by(f64::total_cmp);
    Ok(PenUp { times, in_worker, eight_in_worker, long_tasks })
}

/// From each pen-up to its reading, in order of size.
pub fn times(page: &Page) -> Result<Vec<f64>> {
    Ok(numbers(&page.browser.run(TIMES, json!([]))?))
}

fn numbers(list: &Value) -> Vec<f64> {
    let mut numbers: Vec<f64> = list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// The time from each pen-up to the first reading after it, where no other pen-up came between.
const TIMES: &str = "
    const marks = (name) => performance.getEntriesByName(name).map((mark) => mark.startTime);
    const ups = marks('inkling:pen-up');
    const shown = marks('inkling:reading-shown');
    return ups.flatMap((up, at) => {
        const reading = shown.find((time) => time >= up);
        return reading === undefined || reading > (ups[at + 1] ?? Infinity) ? [] : [reading - up];
    });
";
