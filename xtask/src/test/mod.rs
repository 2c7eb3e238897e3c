//! Every check, in one run: what a developer runs before handing in, and all that continuous integration runs.

mod counts;
mod stages;

pub use counts::SKIPPED;

use crate::setup::{self, Purpose};
use crate::tell;
use anyhow::Result;
use counts::Counts;
use stages::Stage;
use std::process::ExitCode;
use std::time::{Duration, Instant};

pub fn run() -> Result<ExitCode> {
    let began = Instant::now();
    setup::run(Purpose::Tests)?;
    let mut done: Vec<Row> = Vec::new();
    let mut total = Counts::default();
    let mut failed = None;
    let stages = stages::all();
    let number = stages.len();
    for (place, stage) in (1..).zip(stages) {
        tell::heading(&format!("Test {place} of {number}: {} ({})", stage.name, tell::roughly(stage.expected)));
        let began = Instant::now();
        let (outcome, counts) = attempt(&stage);
        total += counts;
        done.push(Row { name: stage.name, counts, good: outcome.is_ok(), time: began.elapsed() });
        if let Err(error) = outcome {
            failed = Some((stage.name, error));
            break;
        }
    }
    eprintln!("\n{}", summary(&done, began.elapsed()));
    if let Some((stage, error)) = &failed {
        eprintln!("Stopped at: {stage}.\n{error:#}\n");
        // A stage that is not made of tests, or fell over before them, is a failure too.
        total.failed = total.failed.max(1);
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if failed.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What was counted counts, also where the stage failed.
fn attempt(stage: &Stage) -> (Result<()>, Counts) {
    let mut counts = Counts::default();
    let outcome = (stage.run)(&mut counts);
    (outcome, counts)
}

struct Row {
    name: &'static str,
    counts: Counts,
    good: bool,
    time: Duration,
}

fn summary(rows: &[Row], time: Duration) -> String {
    let mut table = vec![["check", "passed", "failed", "skipped", "time"].map(str::to_owned).to_vec()];
    for row in rows {
        let Counts { passed, failed, skipped } = row.counts;
        let count = |count: u32| if count == 0 { "-".to_owned() } else { count.to_string() };
        let passed = match passed {
            0 if row.good => "clean".to_owned(),
            passed => count(passed),
        };
        let failed = if row.good { count(failed) } else { failed.max(1).to_string() };
        table.push(vec![row.name.to_owned(), passed, failed, count(skipped), tell::duration(row.time)]);
    }
    format!("{}    all in {}", tell::table(&table), tell::duration(time))
}
