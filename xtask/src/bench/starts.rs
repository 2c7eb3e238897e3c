//! Starts: the page and everybody it is compared with, in turn, so that a busy machine harms all alike.

use super::first_reading::{self, FirstReading};
use super::peers::comparison::Comparison;
use super::peers::measured::Measured;
use crate::serve::{Line, Server};
use crate::tell;
use anyhow::Result;

/// Visits at full speed; the slow network is steadier and takes half a minute for each of the largest.
const VISITS: usize = 5;
const SLOW_VISITS: usize = 3;

/// On one network.
pub struct Starts {
    pub page: FirstReading,
    /// As the comparison names them.
    pub runtimes: Vec<Measured>,
}

/// As fast as this machine is, with the pace of the warm engines.
pub fn measure(comparison: &Comparison, server: &Server) -> Result<Starts> {
    rounds(comparison, server, VISITS, true)
}

/// On a slow network, starts alone.
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
