//! Whether words gain from single letters of the same hand: letters are taught, words are read before and after.

use super::writers::Writer;
use crate::glyph::Medium;
use crate::hand::{Learner, look};
use crate::net::at_once;
use crate::sequence::Scan;
use crate::text::rows;
use crate::train::data::{self, read_strokes};
use crate::train::edit_distance::distance;
use crate::train::text::reader::TextReader;
use crate::train::{Result, say};
use burn::tensor::Device;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Words of each writer that are read.
const WORDS: usize = 30;
/// Whoever drew fewer letters that are taught is left out.
const LETTERS: usize = 20;

/// Reads words of each writer as shipped, with prototypes and with a last layer, with English.
pub fn run(models: &Path, writers: &[Writer], examples: usize) -> Result<()> {
    let reader = TextReader::open(models, &["english"], Medium::Pen)?;
    let mut words: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (_, known) in read_strokes(&data::folder(None)?.join("unipen/words-valid.jsonl.gz"))? {
        let of = words.entry(known.writer.clone()).or_default();
        if of.len() < WORDS {
            of.push(known);
        }
    }
    let read = |writer: &Writer| {
        let known = writer.signs.iter().filter(|sign| sign.place < examples).filter_map(|sign| sign.taught.clone());
        let known: Vec<_> = known.collect();
        let words = words.get(&writer.name).filter(|_| known.len() >= LETTERS)?;
        let mut prototypes = Learner::default();
        prototypes.learn(known);
        let mut with_layer = prototypes.clone();
        let mut study = with_layer.study(&writer.typical);
        while study.step() {}
        with_layer.take(study);
        let errors = [Learner::default(), prototypes, with_layer]
            .map(|learner| words.iter().map(|word| wrong(&reader, &learner, &word.drawing, &word.text)).sum::<usize>());
        Some((errors, words.iter().map(|word| word.text.chars().count()).sum::<usize>()))
    };
    let all: Vec<([usize; 3], usize)> = writers.par_iter().filter_map(read).collect();
    let characters: usize = all.iter().map(|(_, count)| count).sum();
    let rate = |stage: usize| {
        100.0 * all.iter().map(|(errors, _)| errors[stage]).sum::<usize>() as f64 / characters.max(1) as f64
    };
    say(format!(
        "words of {} writers, {characters} characters: {:.2}% wrong; with prototypes of their letters {:.2}%; with a last \
         layer {:.2}%",
        all.len(),
        rate(0),
        rate(1),
        rate(2)
    ))
}

/// Wrong, missing and superfluous characters.
fn wrong(reader: &TextReader, learner: &Learner, drawing: &crate::ink::Drawing, text: &str) -> usize {
    let classes = reader.model.spec.classes();
    let line = |row: &crate::text::Row| {
        let (mut logs, features) = at_once(reader.model.read_seen(&row.sequence.frames, &Device::flex())).flatten()?;
        if !learner.is_empty() {
            look::adapt_frames(learner, &mut logs, classes, &features);
        }
        Some(reader.readings(&logs, true).into_iter().next()?.text)
    };
    let read: Vec<String> = rows(drawing, Scan::Pen).iter().filter_map(line).collect();
    distance(&read.join(" ").chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>())
}
