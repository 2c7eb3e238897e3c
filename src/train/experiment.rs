//! Experiments: other architectures, and ablations of ours.

use super::corpus::HoldOut;
use super::{Result, calibrate, measure, publish, results};
use crate::alphabet::Alphabet;
use crate::net::Score;
use burn::tensor::Device;
use serde_json::{Map, Value, json};
use std::path::Path;

/// An experiment's row: the figures of one network after so many examples.
pub fn row(
    examples: usize,
    folder: &Path,
    net: &impl Score,
    hold_out: &[HoldOut],
    [name, what]: [&str; 2],
    [parameters, multiplies]: [usize; 2],
) -> Result<Value> {
    let device = Device::flex();
    let known = publish::digits(net, hold_out, &device);
    let calibration = calibrate::calibrate(&known);
    let mut sets = Map::new();
    for set in measure::sets(folder)? {
        let tally = measure::tally(&measure::scored(net, &set, &device), &Alphabet::digits(), &calibration);
        sets.insert(set.name.to_owned(), json!(tally.accuracy()));
    }
    let refused = publish::refusal(net, hold_out, &known, &calibration);
    let refused: Map<String, Value> = refused
        .iter()
        .map(|set| (set["name"].as_str().unwrap_or_default().to_owned(), set["refused"].clone()))
        .collect();
    Ok(json!({
        "name": name,
        "what": what,
        "parameters": parameters,
        "multiplies": multiplies,
        "examples": examples,
        "millis": measure::millis(net, &device),
        "sets": sets,
        "refused": refused,
    }))
}

/// Adds a row to experiments.json, in the place of an older one of its name.
pub fn add(out: &Path, kind: &str, row: Value) -> Result<()> {
    let mut experiments = results::read(out, "experiments.json");
    let mut rows = experiments[kind].as_array().cloned().unwrap_or_default();
    match rows.iter_mut().find(|old| old["name"] == row["name"]) {
        Some(old) => *old = row,
        None => rows.push(row),
    }
    experiments[kind] = json!(rows);
    results::write(out, "experiments.json", results::pretty(&experiments)?.as_bytes())
}
