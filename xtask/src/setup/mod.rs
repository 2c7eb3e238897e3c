//! Set-up: installs what a fresh machine lacks.
//!
//! Safe to repeat: a step whose program is in place takes no time. What is installed goes into a cache of our own
//! and never replaces a program of the user's.

mod apt;
mod axe;
mod chromium;
mod crates;
mod debian_std;
mod disk;
mod firefox;
mod npm;
mod peers;
mod purpose;
mod step;
mod trunk;
mod wasm_bindgen;
mod wasm_library;
mod wasm_split;
mod wasm_std;
mod webkit;

pub use axe::script as axe_script;
pub use chromium::{browser as chromium, driver as chromedriver};
pub use firefox::{browser as firefox, driver as geckodriver};
pub use peers::{Peers, find as peers};
pub use purpose::Purpose;
pub use trunk::find as trunk;
pub use wasm_bindgen::{find as wasm_bindgen, test_runner};
pub use wasm_library::{TARGET as WASM_TARGET, WasmStd};
pub use wasm_split::find as wasm_split;
pub use wasm_std::find as wasm_std;
pub use webkit::{WebKit, find as webkit};

use crate::tell;
use anyhow::Result;
use std::time::Duration;
use step::Step;

pub fn run(purpose: Purpose) -> Result<()> {
    let mut steps: Vec<Step> = vec![wasm_std::STEP, trunk::STEP, wasm_bindgen::STEP, wasm_split::STEP];
    if purpose != Purpose::Page {
        steps.push(chromium::STEP);
    }
    if purpose == Purpose::Bench {
        steps.push(peers::STEP);
    }
    if purpose == Purpose::Tests {
        steps.extend([axe::STEP, firefox::STEP, webkit::STEP]);
    }
    tell::heading("Set-up");
    let found: Vec<Option<String>> = steps.iter().map(|step| (step.ready)()).collect::<Result<_>>()?;
    let missing = steps.iter().zip(&found).filter(|(_, found)| found.is_none());
    let wait: Duration = missing.map(|(step, _)| step.expected).sum();
    disk::check(disk::Need::of(purpose, wait.is_zero()))?;
    if !wait.is_zero() {
        tell::line(&format!(
            "What is missing takes {} in all. It is kept, so that this happens once.",
            tell::roughly(wait)
        ));
    }
    let count = steps.len();
    for (number, (step, found)) in (1..).zip(steps.iter().zip(found)) {
        step.run(found, number, count)?;
    }
    Ok(())
}
