//! The writers kept aside, with what a model sees of their signs.

use super::eye::{Eye, Ink};
use crate::alphabet::SymbolId;
use crate::hand::{Example, Known, Typical, file};
use crate::ink::Drawing;
use crate::ink::form::Labelled;
use crate::mode::Mode;
use crate::train::Result;
use crate::train::data::{self, kept_hold_out, read_strokes};
use crate::train::text::corpus::aside;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

const NUMBERS: [&str; 2] = ["unipen/digits.jsonl.gz", "pendigits/train.jsonl.gz"];
const SIGNS: [&str; 4] =
    ["unipen/digits.jsonl.gz", "unipen/upper.jsonl.gz", "unipen/lower.jsonl.gz", "unipen/symbols.jsonl.gz"];
/// Of a writer who drew more, only so many signs are judged: frames take room.
const MOST_FRAMED: usize = 250;
/// Examples that a hand is said to hold.
const STORED: usize = 500;

/// Somebody who taught nothing.
pub struct Writer {
    pub name: String,
    /// The texts of the classes.
    pub alphabet: Vec<String>,
    pub typical: Typical,
    /// In the order of the files.
    pub signs: Vec<DrawnSign>,
}

pub struct DrawnSign {
    pub class: usize,
    /// How many of its class come before it.
    pub place: usize,
    /// What is learned of it as the page would keep it; none where it is never taught.
    pub taught: Option<Known>,
    pub ink: Ink,
}

/// All writers who taught the mode's model nothing; of each sign the first `most` may be taught.
pub fn read(mode: Mode, models: &Path, most: usize) -> Result<Vec<Writer>> {
    let eye = Eye::open(mode, models)?;
    let folder = data::folder(None)?;
    let framed = if mode == Mode::Text { aside(&folder)? } else { BTreeSet::new() };
    let is_aside = |writer: &str| if mode == Mode::Text { framed.contains(writer) } else { kept_hold_out(writer) };
    let mut writers: BTreeMap<String, Vec<(usize, usize, Drawing)>> = BTreeMap::new();
    let mut counts: HashMap<(String, usize), usize> = HashMap::new();
    for file in files(mode) {
        for (_, Labelled { text, writer, drawing, .. }) in read_strokes(&folder.join(file))? {
            let class = eye.alphabet().class_of(name(mode, &text));
            let signs = writers.entry(writer.clone()).or_default();
            let is_full = mode == Mode::Text && signs.len() >= MOST_FRAMED;
            if class < eye.alphabet().len() && is_aside(&writer) && !is_full && !drawing.is_empty() {
                let place = counts.entry((writer, class)).or_default();
                signs.push((class, *place, drawing));
                *place += 1;
            }
        }
    }
    writers.retain(|_, signs| !signs.is_empty());
    let alphabet: Vec<String> = eye.alphabet().symbols().iter().map(ToString::to_string).collect();
    let sign = |(class, place, drawing): &(usize, usize, Drawing)| {
        let example = example(eye.alphabet().get(*class)?, drawing);
        let (_, ink) = eye.see(&example, *class)?;
        let taught = (*place < most).then(|| Some(eye.see(&example.kept(), *class)?.0)).flatten();
        Some(DrawnSign { class: *class, place: *place, taught, ink })
    };
    let typical = eye.typical().unwrap_or_default();
    let writer = |(name, signs): (String, Vec<(usize, usize, Drawing)>)| Writer {
        name,
        alphabet: alphabet.clone(),
        typical: typical.clone(),
        signs: signs.par_iter().filter_map(sign).collect(),
    };
    Ok(writers.into_iter().map(writer).collect())
}

fn files(mode: Mode) -> &'static [&'static str] {
    if mode == Mode::Numbers { &NUMBERS } else { &SIGNS }
}

/// What a sign of the files is called in the mode's alphabet.
pub fn name(mode: Mode, text: &str) -> &str {
    match (mode, text) {
        (Mode::Maths, "-") => "−",
        (Mode::Maths, "'") => "′",
        _ => text,
    }
}

pub fn example(symbol: SymbolId, ink: &Drawing) -> Example {
    let (at, around) = (0.0, Drawing::default());
    Example { id: 0, symbol, at, ink: ink.clone(), around, height: 0.0, by_lesson: false }
}

/// How much room the first signs of the files take as examples.
pub fn stored(mode: Mode) -> Result<String> {
    let drawn = read_strokes(&data::folder(None)?.join(files(mode)[0]))?;
    let kept = |(_, known): &(usize, Labelled)| Some(example(SymbolId::of_text(&known.text)?, &known.drawing).kept());
    let kept: Vec<Example> = drawn.iter().filter_map(kept).take(STORED).collect();
    Ok(format!("{} examples take {} bytes as a file", kept.len(), file::write(&kept).len()))
}
