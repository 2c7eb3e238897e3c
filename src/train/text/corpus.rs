//! What teaches the model of text: words, lines and signs of writers, and lines composed of them.

use super::augment::{Points, varied, varied_size};
use super::compose;
use super::network::Sample;
use crate::alphabet::Alphabet;
use crate::ink::Point;
use crate::ink::form::Labelled;
use crate::sequence::{LineSize, Scan, Sequence};
use crate::train::data::read_strokes;
use crate::train::paper;
use crate::train::rng::Rng;
use crate::train::{Result, TrainError};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Files of single signs.
const SIGNS: [&str; 6] = [
    "unipen/digits.jsonl.gz",
    "unipen/upper.jsonl.gz",
    "unipen/lower.jsonl.gz",
    "unipen/symbols.jsonl.gz",
    "omniglot/latin.jsonl.gz",
    "pendigits/train.jsonl.gz",
];
/// How often a sample is a word, a written line, words in a row, a single sign; else it is composed of signs.
const WORD: f32 = 0.50;
const LINE: f32 = 0.16;
const ROW: f32 = 0.10;
const SIGN: f32 = 0.14;
/// Written lines that are higher, in units, are several rows.
const ONE_ROW: f32 = 6.0;
/// Longer lines teach nothing that shorter ones do not.
const LONGEST: usize = 60;
/// How often what is scanned by columns was traced from a picture; else its columns are those of the pen's ink.
const TRACED: f32 = 0.7;
/// How much a traced sample is varied each time that it is used, as a part of the usual.
const AGAIN: f32 = 0.5;
/// Where chance begins for the paper of what is traced.
const ON_PAPER: u64 = 0x7A9E;
/// Who drew fewer signs lends none to composed lines.
const WHOLE_HAND: usize = 20;

/// A drawing with the classes that it says.
pub struct Known {
    pub strokes: Vec<Points>,
    pub text: String,
    pub classes: Vec<usize>,
}

/// All that teaches.
pub struct TextCorpus {
    alphabet: Alphabet,
    scan: Scan,
    stride: usize,
    words: Vec<Known>,
    /// The words of each writer, by place.
    hands: Vec<Vec<usize>>,
    lines: Vec<Known>,
    signs: Vec<Known>,
    /// The signs of each class, by place: for each to come equally often.
    by_class: Vec<Vec<usize>>,
    /// The signs of each class by each writer who drew many.
    sign_hands: Vec<BTreeMap<usize, Vec<usize>>>,
    /// Samples that were put on made paper and traced.
    traced: Vec<Drawn>,
}

/// Strokes with the classes that they say.
struct Drawn {
    strokes: Vec<Points>,
    classes: Vec<usize>,
}

impl TextCorpus {
    /// Reads what there is; writers of the validation files teach nothing.
    pub fn read(folder: &Path, alphabet: &Alphabet, scan: Scan, stride: usize) -> Result<Self> {
        let aside = aside(folder)?;
        let teaches = |known: &Labelled| !aside.contains(&known.writer);
        let read = |file: &str| -> Result<Vec<(String, Known)>> {
            let path = folder.join(file);
            if !path.is_file() {
                eprintln!("no {file} here: going on without.");
                return Ok(Vec::new());
            }
            let all = read_strokes(&path)?.into_iter().map(|(_, known)| known).filter(teaches);
            Ok(all.filter_map(|known| Some((known.writer.clone(), Known::of(known, alphabet)?))).collect())
        };
        let mut hands: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut words = Vec::new();
        for (writer, known) in read("unipen/words-train.jsonl.gz")? {
            hands.entry(writer).or_default().push(words.len());
            words.push(known);
        }
        let is_row = |known: &Known| known.classes.len() <= LONGEST && is_one_row(&known.strokes);
        let lines = read("unipen/lines-train.jsonl.gz")?.into_iter().map(|(_, known)| known).filter(is_row).collect();
        let (mut signs, mut by_class) = (Vec::new(), vec![Vec::new(); alphabet.len()]);
        let mut sign_hands: BTreeMap<String, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
        for file in SIGNS {
            for (writer, known) in read(file)? {
                let [class] = known.classes[..] else { continue };
                by_class[class].push(signs.len());
                sign_hands.entry(writer).or_default().entry(class).or_default().push(signs.len());
                signs.push(known);
            }
        }
        let whole = sign_hands.values().map(BTreeMap::len).max().unwrap_or(0).min(WHOLE_HAND);
        let sign_hands = sign_hands.into_values().filter(|hand| hand.len() >= whole).collect::<Vec<_>>();
        if words.is_empty() || signs.is_empty() || sign_hands.is_empty() {
            return Err(TrainError(format!("{} has no words and signs to teach text.", folder.display())));
        }
        let hands = hands.into_values().collect();
        Ok(Self {
            alphabet: alphabet.clone(),
            scan,
            stride,
            words,
            hands,
            lines,
            signs,
            by_class,
            sign_hands,
            traced: Vec::new(),
        })
    }

    /// How many words, lines and signs there are.
    pub fn counts(&self) -> [usize; 3] {
        [self.words.len(), self.lines.len(), self.signs.len()]
    }

    /// A sample made anew; `strength` is how much it is varied, 1 the usual.
    pub fn sample(&self, strength: f32, rng: &mut Rng) -> Sample {
        loop {
            if let Some(sample) = self.attempt(strength, rng) {
                return sample;
            }
        }
    }

    /// Puts so many samples on made paper, traces them, and keeps them for the samples to come, because tracing is slow. Each
    /// `round` has others.
    pub fn trace(&mut self, count: usize, seed: u64, round: u64) {
        if self.scan != Scan::Columns {
            return;
        }
        let traced = |at: u64| {
            let mut rng = Rng::of(seed ^ ON_PAPER, [round, at]);
            let drawn = self.drawn(&mut rng)?;
            let strokes = varied(&drawn.strokes, 1.0, &mut rng);
            // A small letter is one unit high, about half as high as what pictures are measured by.
            Some(Drawn { strokes: paper::redrawn(&strokes, 2.0, &mut rng)?, ..drawn })
        };
        self.traced = (0..count as u64).into_par_iter().filter_map(traced).collect();
    }

    fn attempt(&self, strength: f32, rng: &mut Rng) -> Option<Sample> {
        if !self.traced.is_empty() && rng.chance(TRACED) {
            let Drawn { strokes, classes } = &self.traced[rng.below(self.traced.len())];
            return self.scanned(&varied(strokes, AGAIN * strength, rng), classes.clone(), strength, rng);
        }
        let Drawn { strokes, classes } = self.drawn(rng)?;
        self.scanned(&varied(&strokes, strength, rng), classes, strength, rng)
    }

    /// Something that was written, or composed of what was.
    fn drawn(&self, rng: &mut Rng) -> Option<Drawn> {
        let drawn = |known: &Known| Some(Drawn { strokes: known.strokes.clone(), classes: known.classes.clone() });
        let kind = rng.unit();
        if kind < WORD {
            return drawn(&self.words[rng.below(self.words.len())]);
        }
        if kind < WORD + LINE && !self.lines.is_empty() {
            return drawn(&self.lines[rng.below(self.lines.len())]);
        }
        if kind < WORD + LINE + ROW {
            let hand = &self.hands[rng.below(self.hands.len())];
            let words: Vec<&Known> = (0..2 + rng.below(3)).map(|_| &self.words[hand[rng.below(hand.len())]]).collect();
            let strokes: Vec<&[Points]> = words.iter().map(|known| known.strokes.as_slice()).collect();
            let text: Vec<&str> = words.iter().map(|known| known.text.as_str()).collect();
            let classes = classes_of(&text.join(" "), &self.alphabet)?;
            return Some(Drawn { strokes: compose::row(&strokes, rng), classes });
        }
        if kind < WORD + LINE + ROW + SIGN {
            let class = rng.below(self.by_class.len());
            let own = &self.by_class[class];
            let at = if rng.chance(0.5) && !own.is_empty() {
                own[rng.below(own.len())]
            } else {
                rng.below(self.signs.len())
            };
            return drawn(&self.signs[at]);
        }
        let text = compose::rare_text(&self.words[rng.below(self.words.len())].text, rng);
        let hand = &self.sign_hands[rng.below(self.sign_hands.len())];
        let drawing = |sign: char, rng: &mut Rng| {
            let class = self.alphabet.position(crate::alphabet::SymbolId::of_char(sign))?;
            let from = hand.get(&class).unwrap_or(&self.by_class[class]);
            (!from.is_empty()).then(|| self.signs[from[rng.below(from.len())]].strokes.clone())
        };
        let strokes = compose::signs(&text, drawing, rng)?;
        Some(Drawn { strokes, classes: classes_of(&text, &self.alphabet)? })
    }

    fn scanned(&self, strokes: &[Points], text: Vec<usize>, strength: f32, rng: &mut Rng) -> Option<Sample> {
        let size = varied_size(LineSize::of(strokes)?, strength, rng);
        let frames = Sequence::scanned(strokes, &size, self.scan)?.frames;
        let enough = frames.len() / self.scan.features() / self.stride > text.len();
        enough.then_some(Sample { frames, text })
    }
}

impl Known {
    /// None where the text has signs that are not of the alphabet, or there is no ink.
    pub fn of(known: Labelled, alphabet: &Alphabet) -> Option<Self> {
        let text = known.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let classes = classes_of(&text, alphabet)?;
        let strokes: Vec<Points> = known.drawing.strokes.into_iter().map(|stroke| stroke.points).collect();
        let has_ink = strokes.iter().any(|points| !points.is_empty());
        (has_ink && !classes.is_empty()).then_some(Self { strokes, text, classes })
    }
}

/// Whether strokes are one row of text, judged by their height.
pub fn is_one_row<S: AsRef<[Point]>>(strokes: &[S]) -> bool {
    let Some(size) = LineSize::of(strokes) else { return false };
    let heights = strokes.iter().flat_map(|stroke| stroke.as_ref()).map(|point| point.y - size.slope * point.x);
    let (top, bottom) = heights.fold((f32::MAX, f32::MIN), |(top, bottom), y| (top.min(y), bottom.max(y)));
    bottom - top < ONE_ROW * size.unit
}

fn classes_of(text: &str, alphabet: &Alphabet) -> Option<Vec<usize>> {
    text.chars().map(|sign| alphabet.position(crate::alphabet::SymbolId::of_char(sign))).collect()
}

/// The writers of the validation files.
pub fn aside(folder: &Path) -> Result<BTreeSet<String>> {
    let mut writers = BTreeSet::new();
    for file in ["unipen/words-valid.jsonl.gz", "unipen/lines-valid.jsonl.gz"] {
        let path = folder.join(file);
        if path.is_file() {
            writers.extend(read_strokes(&path)?.into_iter().map(|(_, known)| known.writer));
        }
    }
    Ok(writers)
}
