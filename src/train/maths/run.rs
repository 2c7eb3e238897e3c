//! `cargo xtask train --model maths`: from isolated signs to the maths model.

use super::{corpus, spec};
use crate::mode::Mode;
use crate::net::Net;
use crate::prediction::Calibration;
use crate::train::fit::{self, Plan};
use crate::train::{Result, calibrate, checkpoint, context, measure, publish, say};
use burn::tensor::Device;
use std::path::Path;

/// Groups of strokes of composed expressions that measure a run and calibrate what comes of it.
const HELD_OUT: usize = 6_000;
const FILE: &str = "maths.weights";

pub fn run(plan: &Plan, folder: &Path, out: &Path, fresh: bool) -> Result<()> {
    if fresh {
        checkpoint::remove(&plan.checkpoint);
    }
    let taught = corpus::corpus(folder)?;
    eprintln!("{} signs to compose expressions of", taught.count());
    let hold_out = [corpus::hold_out(folder, HELD_OUT)?];
    std::fs::create_dir_all(out).map_err(context(format!("{} cannot be made", out.display())))?;
    let fitted = fit::fit(plan, &taught, &hold_out, |device| Net::new(&spec(), device))?;
    let net = fitted.net.fold();
    let scored = measure::scored(&net, &hold_out[0], &Device::flex());
    let calibration = calibrate::calibrate(&scored);
    write(out, &net, calibration)?;
    let right = measure::tally(&scored, &spec().alphabet, &calibration).accuracy();
    say(format!("maths: {:.2}% of the symbols kept aside", 100.0 * right))
}

fn write(out: &Path, net: &Net, calibration: Calibration) -> Result<()> {
    publish::write(out, "maths", FILE, &[Mode::Maths], net, calibration)
}
