//! Evaluation on isolated symbols: drawings of one symbol each, read whole, by the rank of what is right.

use super::Result;
use super::data::{kept_hold_out, read_strokes};
use crate::alphabet::SymbolId;
use crate::glyph;
use crate::net::Model;
use crate::pipeline;
use crate::prediction::{Prediction, Verdict};
use burn::tensor::Device;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

/// Symbols that look alike when they stand alone, one group a word.
const LOOK_ALIKES: &str = "0Oo 1Il| cC kK pP sS uU vV wW xX× yY zZ";

/// How often the right symbol was first, among the first three, and among the first five.
#[derive(Debug, Default, PartialEq)]
pub struct Ranks {
    n: usize,
    top: [usize; 3],
    rejected: usize,
    wrong_shown: usize,
}

const AMONG: [usize; 3] = [1, 3, 5];

impl Ranks {
    /// Counts a prediction; `rank` is the place of the right symbol, from 0 on.
    pub fn count(&mut self, rank: Option<usize>, verdict: Verdict) {
        self.n += 1;
        for (top, among) in self.top.iter_mut().zip(AMONG) {
            *top += usize::from(rank.is_some_and(|rank| rank < among));
        }
        self.rejected += usize::from(verdict != Verdict::Sure);
        self.wrong_shown += usize::from(verdict == Verdict::Sure && rank != Some(0));
    }

    fn share(&self, at: usize) -> f64 {
        self.top[at] as f64 / self.n.max(1) as f64
    }

    /// For people.
    pub fn report(&self) -> String {
        format!(
            "{} of {} right: {:.2}%; among the first three {:.2}%, among the first five {:.2}%\nnot shown as sure: {}; \
             shown as sure and wrong: {}",
            self.top[0],
            self.n,
            100.0 * self.share(0),
            100.0 * self.share(1),
            100.0 * self.share(2),
            self.rejected,
            self.wrong_shown
        )
    }

    /// For programs.
    pub fn json(&self) -> Value {
        json!({
            "kind": "symbols",
            "n": self.n,
            "correct": self.top[0],
            "accuracy": self.share(0),
            "rejected": self.rejected,
            "wrong_shown": self.wrong_shown,
            "top1": self.share(0),
            "top3": self.share(1),
            "top5": self.share(2),
        })
    }
}

/// Reads each drawing of a stroke file as one symbol; with the lines that were read wrong.
pub fn evaluate(
    model: &Model,
    device: &Device,
    file: &Path,
    hold_out: bool,
    fold: bool,
) -> Result<(Ranks, Vec<String>)> {
    let drawings = read_strokes(file)?;
    let kept = |writer: &str| !hold_out || kept_hold_out(writer);
    let inked: Vec<_> = drawings
        .par_iter()
        .filter(|(_, known)| kept(&known.writer))
        .filter_map(|(line, known)| Some((line, known, glyph::from_strokes(&known.drawing.strokes)?)))
        .collect();
    let predictions: Vec<Prediction> = inked
        .par_chunks(64)
        .flat_map_iter(|some| {
            let glyphs: Vec<_> = some.iter().map(|(.., glyph)| glyph.clone()).collect();
            pipeline::judge(model, device, &glyphs)
        })
        .collect();
    let (mut ranks, mut missed) = (Ranks::default(), Vec::new());
    for ((line, known, _), prediction) in inked.iter().zip(&predictions) {
        let rank = rank(prediction, &known.text, fold);
        ranks.count(rank, prediction.verdict);
        if rank != Some(0) {
            let read = prediction.best().map(|symbol| symbol.to_string()).unwrap_or_default();
            missed.push(format!("{line}: {} by {} read as {read}", known.text, known.writer));
        }
    }
    Ok((ranks, missed))
}

/// The place of a label among the ranked symbols; `None` where none of them is it. Folded, symbols that look alike are
/// the same, and count once.
pub fn rank(prediction: &Prediction, label: &str, fold: bool) -> Option<usize> {
    let name = |text: String| if fold { folded(&text) } else { text };
    let label = name(label.to_owned());
    let mut seen: Vec<String> = Vec::new();
    for symbol in prediction.ranked().iter().map(SymbolId::to_string).map(name) {
        if symbol == label {
            return Some(seen.len());
        }
        if !seen.contains(&symbol) {
            seen.push(symbol);
        }
    }
    None
}

/// A symbol's first look-alike.
pub fn folded(text: &str) -> String {
    let group = LOOK_ALIKES.split(' ').find(|group| text.chars().count() == 1 && group.contains(text));
    group.and_then(|group| group.chars().next()).map_or_else(|| text.to_owned(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction(ranked: &str) -> Prediction {
        let probability = |(at, symbol)| (SymbolId::of_char(symbol), 0.5 / (at + 1) as f32);
        Prediction { verdict: Verdict::Sure, probabilities: ranked.chars().enumerate().map(probability).collect() }
    }

    #[test]
    fn the_right_symbol_has_a_rank() {
        assert_eq!(rank(&prediction("7194"), "7", false), Some(0));
        assert_eq!(rank(&prediction("7194"), "4", false), Some(3));
        assert_eq!(rank(&prediction("7194"), "K", false), None);
    }

    #[test]
    fn look_alikes_are_one_when_folded() {
        assert_eq!(rank(&prediction("Oo0x"), "0", false), Some(2));
        assert_eq!(rank(&prediction("Oo0x"), "0", true), Some(0));
        assert_eq!((rank(&prediction("Oo0x"), "x", true), rank(&prediction("Oo0×"), "X", true)), (Some(1), Some(1)));
        assert_eq!((folded("sin").as_str(), folded("l").as_str(), folded("7").as_str()), ("sin", "1", "7"));
    }

    #[test]
    fn ranks_are_counted_among_one_three_and_five() {
        let mut ranks = Ranks::default();
        [Some(0), Some(2), Some(4), None].into_iter().for_each(|rank| ranks.count(rank, Verdict::Sure));
        assert_eq!((ranks.top, ranks.wrong_shown, ranks.rejected), ([1, 2, 3], 3, 0));
        assert!(ranks.report().starts_with("1 of 4 right: 25.00%"));
    }
}
