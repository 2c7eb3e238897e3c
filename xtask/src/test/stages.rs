//! The checks in their order: the quick and telling ones first, each building on what the ones before it built.

use super::counts::Counts;
use crate::browser::{Options, chromium_options};
use crate::build::{self, Base};
use crate::{project, setup, shell};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

pub struct Stage {
    pub name: &'static str,
    /// On two cores, with nothing built.
    pub expected: Duration,
    pub run: fn(&mut Counts) -> Result<()>,
}

pub fn all() -> Vec<Stage> {
    let stage = |name, minutes: u64, run| Stage { name, expected: Duration::from_secs(60 * minutes), run };
    vec![
        stage("format", 0, format),
        stage("lints", 4, lints),
        stage("tests of the tools", 1, tools),
        stage("tests, native", 8, native),
        stage("tests in the browser", 2, in_browser),
        stage("the release page", 13, page),
        stage("tests of the page", 12, end_to_end),
    ]
}

fn format(_: &mut Counts) -> Result<()> {
    aloud(cargo(&["fmt", "--all", "--check"]), "Run `cargo fmt --all`.")
}

/// All of it at once: every line is compiled with all features. That the parts do without each other's is seen where
/// they are built: the plain modules with the tools, the page and each worker as a module of its own.
fn lints(_: &mut Counts) -> Result<()> {
    let parts = ["app", "picture-worker", "flex", "ndarray", "webgpu", "train"].map(|part| format!("inkling/{part}"));
    // The profile of the native tests, so that both share what they build for the host.
    let mut clippy = cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--profile", "fast"]);
    clippy.args(["--features", &parts.join(",")]).args(["--", "--deny", "warnings"]);
    aloud(clippy, "Mend what clippy says.")
}

fn tools(counts: &mut Counts) -> Result<()> {
    tests(cargo(&["test", "--package", "xtask", "--lib"]), counts)
}

fn native(counts: &mut Counts) -> Result<()> {
    tests(cargo(&["test", "--package", "inkling", "--profile", "fast", "--features", "app,train"]), counts)
}

/// The adapters between the page and the browser, where alone they mean anything.
fn in_browser(counts: &mut Counts) -> Result<()> {
    let std = setup::wasm_std()?.context("Rust's standard library for WebAssembly is missing.")?;
    let driver = setup::chromedriver().context("There is no chromedriver.")?;
    std.clear_outdated_builds()?;
    let mut cargo = cargo(&["test", "--package", "inkling", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["--features", "app", "--test", "web"]);
    std.apply(&mut cargo);
    cargo
        .env("CHROMEDRIVER", driver)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", setup::test_runner()?)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", runner_settings()?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        // Names for a debugger would only make the module slow to load.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    tests(cargo, counts)
}

/// The runner reads how to start the browser from a file.
fn runner_settings() -> Result<PathBuf> {
    let file = project::scratch().join("webdriver.json");
    std::fs::create_dir_all(project::scratch())?;
    let settings = json!({ "goog:chromeOptions": chromium_options(&Options::DESKTOP)? });
    std::fs::write(&file, settings.to_string())?;
    Ok(file)
}

fn page(_: &mut Counts) -> Result<()> {
    build::run(&Base::default())
}

fn end_to_end(counts: &mut Counts) -> Result<()> {
    // Each thread holds a browser: more than two at a time only wait for each other.
    let mut cargo = cargo(&["test", "--package", "xtask", "--test", "e2e", "--", "--test-threads", "2"]);
    // What fails here fails in the browser; where the test stood says its name.
    cargo.env("RUST_BACKTRACE", "0");
    tests(cargo, counts)
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(project::root());
    cargo
}

fn tests(command: Command, counts: &mut Counts) -> Result<()> {
    let mut command = command;
    let (status, lines) = shell::aloud(&mut command)?;
    *counts += Counts::read(&lines);
    ensure!(status.success(), "{}", closing(&lines));
    Ok(())
}

fn aloud(mut command: Command, advice: &str) -> Result<()> {
    let (status, lines) = shell::aloud(&mut command)?;
    ensure!(status.success(), "{}\n{advice}", closing(&lines));
    Ok(())
}

/// Enough to see what is wrong without scrolling.
fn closing(lines: &[String]) -> String {
    let from = lines.len().saturating_sub(30);
    lines[from..].iter().map(|line| format!("   | {line}\n")).collect()
}
