//! One step of set-up, which looks for a program and installs it where it is missing.

use crate::tell;
use anyhow::{Context, Result};
use std::time::{Duration, Instant};

pub struct Step {
    /// What is installed, and what for.
    pub what: &'static str,
    /// How long installing takes on two cores.
    pub expected: Duration,
    /// What is in place, in a word; None where it is missing.
    pub ready: fn() -> Result<Option<String>>,
    pub install: fn() -> Result<Outcome>,
}

pub enum Outcome {
    Done,
    /// It cannot be installed here and is not essential; the sentence says what is skipped without it.
    Skipped(String),
}

impl Step {
    /// Prints what was found, or installs it.
    pub fn run(&self, found: Option<String>, number: usize, count: usize) -> Result<()> {
        let name = format!("[{number}/{count}] {}", self.what);
        if let Some(found) = found {
            tell::line(&format!("{name}: {found}, already there"));
            return Ok(());
        }
        tell::line(&format!("{name}: installing, {}", tell::roughly(self.expected)));
        let began = Instant::now();
        let outcome = (self.install)().with_context(|| format!("Setting up stopped at: {}.", self.what))?;
        tell::line(&match outcome {
            Outcome::Done => format!("      done in {}", tell::duration(began.elapsed())),
            Outcome::Skipped(why) => format!("      skipped: {why}"),
        });
        Ok(())
    }
}
