//! `cargo xtask train --model maths`: from isolated signs to the maths model.

use super::{corpus, spec};
use crate::mode::Mode;
use crate::net::Net;
use crate::prediction::Calibration;
use crate::train::corpus::Corpus;
use crate::train::fit::{self, Plan};
use crate::train::rng::Rng;
use crate::train::{Result, calibrate, checkpoint, context, grow, measure, publish, say};
use burn::tensor::Device;
use rayon::prelude::*;
use std::path::Path;

/// Groups of strokes of composed expressions that measure a run and calibrate what comes of it.
const HELD_OUT: usize = 6_000;
const FILE: &str = "maths.weights";

/// Samples that show what a network sees that goes on from published weights.
const SEEN: u64 = 2_048;

pub fn run(plan: &Plan, folder: &Path, out: &Path, from: Option<&Path>, fresh: bool) -> Result<()> {
    if fresh {
        checkpoint::remove(&plan.checkpoint);
    }
    let taught = corpus::corpus(folder)?;
    eprintln!("{} signs to compose expressions of", taught.count());
    let hold_out = [corpus::hold_out(folder, HELD_OUT)?];
    std::fs::create_dir_all(out).map_err(context(format!("{} cannot be made", out.display())))?;
    let from = from.map(|file| grow::read(file, &spec())).transpose()?;
    let begin = |device: &Device| match &from {
        Some(record) => {
            let sample = |at| taught.sample(plan.recipe, 1.0, &mut Rng::of(plan.seed, [u64::MAX, at]));
            grow::grown(&spec(), record, (0..SEEN).into_par_iter().map(sample).collect(), device)
        }
        None => Net::new(&spec(), device),
    };
    let fitted = fit::fit(plan, &taught, &hold_out, begin)?;
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
