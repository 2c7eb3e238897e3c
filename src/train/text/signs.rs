//! Evaluation on isolated signs: how likely the model of text finds each sign of its alphabet, or of some of them.

use super::reader::TextReader;
use crate::alphabet::SymbolId;
use crate::ink::Drawing;
use crate::prediction::{Prediction, Verdict};
use crate::train::Result;
use crate::train::data::read_strokes;
use crate::train::symbols::{Ranks, rank};
use rayon::prelude::*;
use std::path::Path;

/// Reads each drawing of a stroke file as one sign, among those that are named or all; with the lines that were read
/// wrong.
pub fn evaluate(
    reader: &TextReader,
    file: &Path,
    among: Option<&str>,
    fold: bool,
    keep: impl Fn(&str) -> bool,
) -> Result<(Ranks, Vec<String>)> {
    let wanted = |sign: &str| among.is_none_or(|among| among.contains(sign));
    let all: Vec<_> = read_strokes(file)?
        .into_iter()
        .filter(|(_, known)| keep(&known.writer) && wanted(&known.text) && !known.drawing.is_empty())
        .collect();
    let read: Vec<Prediction> = all.par_iter().map(|(_, known)| reader.sign(&known.drawing, among)).collect();
    let (mut ranks, mut missed) = (Ranks::default(), Vec::new());
    for ((line, known), prediction) in all.iter().zip(&read) {
        let rank = rank(prediction, &known.text, fold);
        ranks.count(rank, prediction.verdict);
        if rank != Some(0) {
            let best = prediction.best().map(|symbol| symbol.to_string()).unwrap_or_default();
            missed.push(format!("{line}: {} by {} read as {best}", known.text, known.writer));
        }
    }
    Ok((ranks, missed))
}

impl TextReader {
    /// What all strokes of a drawing are, taken for one sign: the probability of each by itself.
    fn sign(&self, drawing: &Drawing, among: Option<&str>) -> Prediction {
        let Some(logs) = self.signs(drawing) else { return Prediction::EMPTY };
        let some: Vec<(SymbolId, f32)> = logs
            .into_iter()
            .filter(|(id, _)| id.to_string() != " " && among.is_none_or(|among| among.contains(&id.to_string())))
            .collect();
        let most = some.iter().map(|(_, log)| *log).fold(f32::MIN, f32::max);
        let sum: f32 = some.iter().map(|(_, log)| (log - most).exp()).sum();
        let probabilities: Vec<(SymbolId, f32)> =
            some.into_iter().map(|(id, log)| (id, (log - most).exp() / sum)).collect();
        let certainty = probabilities.iter().map(|(_, probability)| *probability).fold(0.0, f32::max);
        let is_sure = certainty >= self.model.calibration.sure;
        Prediction { verdict: if is_sure { Verdict::Sure } else { Verdict::Unsure }, probabilities }
    }
}
