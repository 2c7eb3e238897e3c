//! `cargo xtask fuzz`: searches the parsers of what comes from outside for inputs that make them panic or hang, by what
//! code the inputs reach (LLVM's fuzzer).
//!
//! The compiler's coverage instrumentation is enough, which every toolchain has; sanitizers would need a nightly one.

use crate::{project, shell, tell};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What the fuzzer needs to know of each branch and comparison.
const FLAGS: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg=fuzzing",
];
/// A longer wait for one input is a fault, in seconds.
const SLOWEST: u32 = 5;
const MOST_MEGABYTES: u32 = 2_048;
const MOST_BYTES: u32 = 400_000;

/// Each parser for so many minutes; inputs that reach something new are kept in target/fuzz for the next run.
pub fn run(minutes: u64) -> Result<()> {
    tell::heading("Search for inputs that break a parser");
    let fuzzer = build()?;
    let names = shell::quiet(&mut Command::new(&fuzzer))?;
    tell::line(&format!("{} parsers, {minutes} min each", names.lines().count()));
    let mut rows = vec![["parser", "inputs", "reached", "kept", "found"].map(str::to_owned).to_vec()];
    let mut broken = Vec::new();
    for name in names.lines() {
        let found = search(&fuzzer, name, Duration::from_secs(60 * minutes))?;
        tell::line(&format!("{name}: {} inputs, {} places reached", found.inputs, found.reached));
        let faults = found.faults.len().to_string();
        rows.push([name, &found.inputs, &found.reached, &found.kept, &faults].map(str::to_owned).to_vec());
        broken.extend(found.faults);
    }
    eprint!("{}", tell::table(&rows));
    ensure!(broken.is_empty(), "These inputs break a parser:\n{}", broken.join("\n"));
    Ok(())
}

fn folder() -> PathBuf {
    project::target().join("fuzz")
}

fn build() -> Result<PathBuf> {
    let version = shell::quiet(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host.")?;
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--target", host]).arg("--manifest-path");
    cargo.arg(project::root().join("fuzz/Cargo.toml")).env("CARGO_TARGET_DIR", folder());
    // For what is built for the host by name alone: build scripts stay as they are.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\x1f"));
    shell::patient(&mut cargo, Duration::from_secs(3_600))?;
    Ok(folder().join(host).join("release/fuzz"))
}

struct Found {
    inputs: String,
    reached: String,
    kept: String,
    faults: Vec<String>,
}

fn search(fuzzer: &Path, name: &str, time: Duration) -> Result<Found> {
    let [corpus, faults] = ["corpus", "faults"].map(|kind| folder().join(kind).join(name));
    for folder in [&corpus, &faults] {
        fs::create_dir_all(folder)?;
    }
    let mut command = Command::new(fuzzer);
    command.env("INKLING_FUZZ", name).env("INKLING_FUZZ_SEEDS", &corpus);
    command.arg(format!("-max_total_time={}", time.as_secs()));
    command.arg(format!("-timeout={SLOWEST}")).arg(format!("-rss_limit_mb={MOST_MEGABYTES}"));
    command.arg(format!("-max_len={MOST_BYTES}")).arg("-print_final_stats=1");
    command.arg(format!("-artifact_prefix={}/", faults.display())).arg(&corpus);
    let output = command.output().with_context(|| format!("{} does not start.", fuzzer.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let faults = fs::read_dir(&faults)?.filter_map(|entry| Some(entry.ok()?.path().display().to_string()));
    let faults: Vec<String> = faults.collect();
    ensure!(output.status.success() || !faults.is_empty(), "The fuzzer failed:\n{said}");
    Ok(Found {
        inputs: last(&said, "stat::number_of_executed_units:").unwrap_or_default(),
        reached: last(&said, "cov:").unwrap_or_default(),
        kept: fs::read_dir(&corpus)?.count().to_string(),
        faults,
    })
}

/// The last word that stands behind this one.
fn last(text: &str, word: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().rposition(|one| *one == word)?;
    words.get(at + 1).map(|number| (*number).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fuzzer_says_is_understood() {
        let said = "#2 INITED cov: 40 ft: 41 corp: 1/2b\n#99 NEW cov: 51 ft: 60 corp: 3/9b\nDone 120 runs\n\
                    stat::number_of_executed_units: 120\n";
        assert_eq!(last(said, "cov:").as_deref(), Some("51"));
        assert_eq!(last(said, "stat::number_of_executed_units:").as_deref(), Some("120"));
        assert_eq!(last(said, "none:"), None);
    }
}
