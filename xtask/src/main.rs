//! `cargo xtask`: from a fresh machine to a page that reads what you draw, and everything that keeps it good.

use anyhow::Result;
use std::process::ExitCode;
use xtask::args::{self, HELP, Task};
use xtask::setup::Purpose;
use xtask::{bench, build, fuzz, pictures, program, serve, setup, shots, test};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!();
            for sentence in error.chain() {
                eprintln!("{sentence}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    match args::parse(std::env::args().skip(1))? {
        Task::Help => print!("{HELP}"),
        Task::Setup => setup::run(Purpose::Tests)?,
        Task::Build { base } => {
            setup::run(Purpose::Page)?;
            build::run(&base)?;
        }
        Task::Serve { base, port } => {
            // Before the wait, not after it.
            serve::check_port(port)?;
            setup::run(Purpose::Page)?;
            serve::run(&base, port)?;
        }
        Task::Test => return test::run(),
        Task::Program { name, arguments } => return program::run(name, &arguments),
        Task::Bench { json } => bench::run(json)?,
        Task::Fuzz { minutes } => fuzz::run(minutes)?,
        Task::Pictures { folder } => pictures::run(&folder)?,
        Task::Shots { folder } => shots::run(&folder)?,
    }
    Ok(ExitCode::SUCCESS)
}
