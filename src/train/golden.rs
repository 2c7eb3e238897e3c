//! What the weights make of the recorded drawings, written down: every engine, here and in browsers, is held to it.

use super::{Result, context};
use crate::ink::form;
use crate::net::Weights;
use crate::pipeline;
use burn::tensor::Device;
use serde_json::json;

/// Recorded digits, and recorded ink that is none; one drawing a line.
pub const DIGITS: &str = include_str!("../../tests/drawings/digits.jsonl");
pub const OTHERS: &str = include_str!("../../tests/drawings/others.jsonl");

/// One line for each recorded drawing: what was written, and for each symbol the probability of each digit.
pub fn record(weights: &Weights, device: &Device) -> Result<String> {
    let mut lines = Vec::new();
    for line in DIGITS.lines().chain(OTHERS.lines()) {
        let known = form::read(line).map_err(context("A recorded drawing is broken"))?;
        let written = pipeline::read(weights, device, &known.drawing);
        let digits: Vec<_> = written.symbols.iter().map(|symbol| symbol.prediction.digits).collect();
        lines.push(json!({ "text": known.text, "writer": known.writer, "symbols": digits }).to_string());
    }
    Ok(format!("[\n{}\n]\n", lines.join(",\n")))
}
