//! Starts of the page and of all runtimes, in turn, so that a busy machine slows all alike.

use super::first_reading::{self, FirstReading};
use super::peers::comparison::Comparison;
use super::peers::measured::Measured;
use crate::serve::{Line, Server};
use crate::tell;
use anyhow::Result;

/// How often each is visited at full speed.
const VISITS: usize = 5;
/// How often each is visited on the slow network, which is steadier and takes half a minute for the largest.
const SLOW_VISITS: usize = 3;

/// All starts on one network.
pub struct Starts {
    pub page: FirstReading,
    /// In the order of the comparison's runtimes.
    pub runtimes: Vec<Measured>,
}

/// Starts at full speed, with the speed of the warm runtimes.
pub fn measure(comparison: &Comparison, server: &Server) -> Result<Starts> {
    rounds(comparison, server, VISITS, true)
}

/// Starts on a slow network, without the warm runtimes.
pub fn measure_slow(comparison: &Comparison, server: &Server) -> Result<Starts> {
    server.slow_down(Some(Line::slow()));
    let starts = rounds(comparison, server, SLOW_VISITS, false);
    server.slow_down(None);
    starts
}

fn rounds(comparison: &Comparison, server: &Server, visits: usize, whole: bool) -> Result<Starts> {
    let mut page = FirstReading::default();
    let mut runtimes: Vec<Measured> = comparison.runtimes.iter().map(|_| Measured::default()).collect();
    for visit in 1..=visits {
        let first = first_reading::visit(server)?;
        let network = if whole { "" } else { ", slow network" };
        tell::line(&format!("visit {visit} of {visits}{network}: first reading after {:.0} ms", first.time));
        page.visits.push(first);
        for (runtime, measured) in comparison.runtimes.iter().zip(&mut runtimes) {
            let (start, warm) = comparison.visit(runtime, server, whole)?;
            tell::line(&format!("    {}: first answer after {:.0} ms", runtime.name, start.ready + start.first));
            measured.starts.push(start);
            measured.warm.extend(warm);
        }
    }
    Ok(Starts { page, runtimes })
}
