//! Starts: the page and everybody it is compared with, in turn, so that a busy machine harms all alike.

use super::first_reading::{self, FirstReading};
use super::peers::{Contest, Measured};
use crate::serve::{Line, Server};
use crate::tell;
use anyhow::Result;

/// Visits at full speed; the slow network is steadier and takes half a minute for each of the largest.
const VISITS: usize = 5;
const SLOW_VISITS: usize = 3;

/// On one network.
pub struct Starts {
    pub page: FirstReading,
    /// As the contest names them.
    pub contestants: Vec<Measured>,
}

/// As fast as this machine is, with the pace of the warm engines.
pub fn measure(contest: &Contest, server: &Server) -> Result<Starts> {
    rounds(contest, server, VISITS, true)
}

/// On a slow network, starts alone.
pub fn measure_slow(contest: &Contest, server: &Server) -> Result<Starts> {
    server.slow_down(Some(Line::slow()));
    let starts = rounds(contest, server, SLOW_VISITS, false);
    server.slow_down(None);
    starts
}

fn rounds(contest: &Contest, server: &Server, visits: usize, whole: bool) -> Result<Starts> {
    let mut page = FirstReading::default();
    let mut contestants: Vec<Measured> = contest.contestants.iter().map(|_| Measured::default()).collect();
    for visit in 1..=visits {
        let first = first_reading::visit(server)?;
        let network = if whole { "" } else { ", slow network" };
        tell::line(&format!("visit {visit} of {visits}{network}: first reading after {:.0} ms", first.time));
        page.visits.push(first);
        for (contestant, measured) in contest.contestants.iter().zip(&mut contestants) {
            let (start, warm) = contest.visit(contestant, server, whole)?;
            tell::line(&format!("    {}: first answer after {:.0} ms", contestant.name, start.ready + start.first));
            measured.starts.push(start);
            measured.warm.extend(warm);
        }
    }
    Ok(Starts { page, contestants })
}
