//! Golden probabilities: the network's predictions for the recorded drawings, with which every engine is compared, natively
//! and in browsers.

use super::{Result, context};
use crate::ink::form;
use crate::net::Model;
use crate::pipeline;
use crate::transcript::Symbol;
use burn::tensor::Device;
use serde_json::json;

/// Recorded digits, and recorded ink that is none; one drawing a line.
pub const DIGITS: &str = include_str!("../../tests/drawings/digits.jsonl");
pub const OTHERS: &str = include_str!("../../tests/drawings/others.jsonl");

/// One line for each recorded drawing: what was written, and for each symbol the probability of each digit.
pub fn record(model: &Model, device: &Device) -> Result<String> {
    let mut lines = Vec::new();
    for line in DIGITS.lines().chain(OTHERS.lines()) {
        let known = form::read(line).map_err(context("A recorded drawing is broken"))?;
        let written = pipeline::read(model, device, &known.drawing);
        let probabilities =
            |symbol: &Symbol| symbol.prediction.probabilities.iter().map(|(_, p)| *p).collect::<Vec<_>>();
        let digits: Vec<_> = written.symbols.iter().map(probabilities).collect();
        lines.push(json!({ "text": known.text, "writer": known.writer, "symbols": digits }).to_string());
    }
    Ok(format!("[\n{}\n]\n", lines.join(",\n")))
}
