//! `cargo xtask train --model maths`: from isolated signs to the maths model.

use super::{corpus, head, of_drawings_and_pictures, spec};
use crate::mode::Mode;
use crate::net::Net;
use crate::net::weights::Record;
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
    write(out, &head::taught(&for_pictures(&net), &taught), calibration)?;
    let right = measure::tally(&scored, &spec().alphabet, &calibration).accuracy();
    say(format!("maths: {:.2}% of the symbols kept aside", 100.0 * right))
}

/// Teaches the weights in a folder nothing but what is traced from pictures.
pub fn teach_head(folder: &Path, out: &Path) -> Result<()> {
    let taught = corpus::corpus(folder)?;
    let file = out.join(FILE);
    let bytes = std::fs::read(&file).map_err(context(format!("{} cannot be read", file.display())))?;
    let Record { spec, calibration, layers, .. } =
        Record::from_bytes(&bytes).map_err(context("The weights cannot be used"))?;
    let net = Net::from_numbers(&spec, &layers, &Device::flex());
    write(out, &head::taught(&for_pictures(&net), &taught), calibration)
}

/// The same network with outputs for pictures, which at first say what those for drawings do.
fn for_pictures(net: &Net) -> Net {
    let mut layers = net.numbers();
    if let Some(last) = layers.last_mut().filter(|_| net.spec().media.len() == 1) {
        last.weights.extend_from_within(..);
        last.bias.extend_from_within(..);
    }
    Net::from_numbers(&of_drawings_and_pictures(), &layers, &Device::flex())
}

fn write(out: &Path, net: &Net, calibration: Calibration) -> Result<()> {
    publish::write(out, "maths", FILE, &[Mode::Maths], net, calibration)
}
