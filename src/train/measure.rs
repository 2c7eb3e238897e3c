//! How well a network reads what it never saw: sets kept aside and tests, honesty of its probabilities, refusals.

use super::calibrate::{Scored, bins};
use super::corpus::HoldOut;
use super::data::{self, Example};
use super::doodle;
use super::fit::scores;
use super::numbers::DIGITS;
use super::place::Place;
use super::rng::Rng;
use super::sampler;
use super::{Result, idx, synthetic};
use crate::alphabet::Alphabet;
use crate::datasets::tally::Tally;
use crate::glyph::{self, AREA, Glyph, Image, Medium};
use crate::ink::form::Labelled;
use crate::net::{Model, Score};
use crate::picture::{self, Framing, Views};
use crate::prediction::{Calibration, Verdict, judge, softmax};
use crate::transcript::{Symbol, Transcript};
use crate::{pipeline, statistics};
use burn::tensor::Device;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

/// The part of valid digits that the threshold of refusal keeps.
const KEPT: f64 = 0.99;
const DOODLES: usize = 2000;
/// As many pictures are made, if there are as many drawings.
const PAGES: usize = 1000;

/// The sets of the report: tests, and writers kept aside at three places of the pad.
pub fn sets(folder: &Path) -> Result<Vec<HoldOut>> {
    let mut sets = Vec::new();
    if folder.join("mnist/t10k-images-idx3-ubyte.gz").is_file() {
        let examples = data::glyphs(&data::greys(folder, "mnist/t10k")?, glyph::from_picture);
        sets.push(HoldOut { name: "MNIST, test part", examples });
    }
    let placed = [
        ("pendigits/train.jsonl.gz", ["pendigits, centred", "pendigits, small", "pendigits, in a corner"]),
        ("unipen/digits.jsonl.gz", ["UNIPEN, centred", "UNIPEN, small", "UNIPEN, in a corner"]),
    ];
    for (file, names) in placed.into_iter().filter(|(file, _)| folder.join(file).is_file()) {
        let hold_out = data::strokes(&folder.join(file))?.hold_out;
        for (place, name) in [Place::Centred, Place::Small, Place::Corner].into_iter().zip(names) {
            let put = |known: &Example<Labelled>| {
                let of = Labelled { drawing: place.put(&known.of.drawing), ..known.of.clone() };
                Example { of, class: known.class }
            };
            sets.push(HoldOut::of(name, &hold_out.iter().map(put).collect::<Vec<_>>()));
        }
    }
    Ok(sets)
}

/// Synthetic ink that is no digit, of another seed than any run's.
pub fn doodles() -> HoldOut {
    let made = |n| {
        let drawing = doodle::doodle(&mut Rng::of(0xD00D1E, [0, n as u64]));
        let of = Labelled { drawing, ..Labelled::default() };
        Example { of, class: DIGITS }
    };
    HoldOut::of("doodles", &(0..DOODLES).map(made).collect::<Vec<_>>())
}

/// A set's scores with what is right.
pub fn scored(net: &impl Score, set: &HoldOut<impl Image + Clone>, device: &Device) -> Vec<Scored> {
    scores(net, set, device).into_iter().zip(set.examples.iter().map(|example| example.class)).collect()
}

pub fn tally(scored: &[Scored], alphabet: &Alphabet, calibration: &Calibration) -> Tally {
    let mut tally = Tally::new(alphabet);
    for (scores, class) in scored {
        if let Some(label) = alphabet.get(*class) {
            tally.count(label, &judge(scores, alphabet, calibration));
        }
    }
    tally
}

/// How sure the page would be, beside how often it would be right.
pub fn reliability(scored: &[Scored], calibration: &Calibration) -> Vec<Value> {
    bins(scored, calibration).json()
}

/// What is refused when 99% of valid digits are kept, and how well digits and the rest are told apart at all.
pub fn refusal(digits: &[Scored], others: &[Scored], calibration: &Calibration) -> Value {
    let other = |(scores, _): &Scored| softmax(scores, calibration.temperature)[DIGITS];
    let mut of_digits: Vec<f32> = digits.iter().map(other).collect();
    of_digits.sort_by(f32::total_cmp);
    let of_others: Vec<f32> = others.iter().map(other).collect();
    let threshold = of_digits.get((of_digits.len() as f64 * KEPT) as usize).copied().unwrap_or(1.0);
    let refused = of_others.iter().filter(|p| **p > threshold).count();
    let shown = others.iter().filter(|one| judge(&one.0, &Alphabet::digits(), calibration).text() != "").count();
    let n = others.len().max(1) as f64;
    json!({
        "n": others.len(),
        "refused": refused as f64 / n,
        "shown_as_sure": shown as f64 / n,
        "threshold": threshold,
        "auroc": auroc(&of_digits, &of_others),
    })
}

/// How often ink that is no digit looks less like one than a digit does; `digits` in order of size.
fn auroc(digits: &[f32], others: &[f32]) -> f64 {
    let below = |p: f32| {
        let less = digits.partition_point(|digit| *digit < p);
        let same = digits[less..].partition_point(|digit| *digit <= p);
        less as f64 + same as f64 / 2.0
    };
    others.iter().map(|p| below(*p)).sum::<f64>() / (digits.len() * others.len()).max(1) as f64
}

/// Milliseconds for one picture, natively, on one thread; the median of many.
pub fn millis(net: &impl Score, device: &Device) -> f64 {
    let picture = [Glyph { medium: Medium::Pen, pixels: [99; AREA] }];
    let once = || {
        let begun = Instant::now();
        let _ = std::hint::black_box(net.score(&picture, device));
        begun.elapsed().as_secs_f64() * 1e3
    };
    statistics::median((0..301).map(|_| once()).collect())
}

/// The worst first: wrong, and sure of it.
pub fn mistakes<'a>(sets: &'a [(&HoldOut, Vec<Scored>)], calibration: &Calibration) -> Vec<Mistake<'a>> {
    let alphabet = Alphabet::digits();
    let mut mistakes = Vec::new();
    for (set, scored) in sets {
        for (example, (scores, class)) in set.examples.iter().zip(scored) {
            let prediction = judge(scores, &alphabet, calibration);
            let best = prediction.best().and_then(|best| alphabet.position(best));
            let Some(read) = best.filter(|best| best != class && *class < DIGITS) else { continue };
            mistakes.push(Mistake { set: set.name, example, read, certainty: prediction.certainty() });
        }
    }
    mistakes.sort_by(|a, b| b.certainty.total_cmp(&a.certainty));
    mistakes
}

pub struct Mistake<'a> {
    pub set: &'static str,
    pub example: &'a Example<Glyph>,
    pub read: usize,
    pub certainty: f32,
}

/// What is read of pictures with a number, and of pictures with a word, by writers kept aside.
pub fn on_paper(model: &Model, folder: &Path, device: &Device) -> Result<Value> {
    let read = |drawn: &[Example<Labelled>]| -> Vec<(String, Transcript)> {
        let symbol = |rng: &mut Rng| {
            let known = &drawn[rng.below(drawn.len())];
            Some((known.of.drawing.clone(), known.class))
        };
        let page = |n| {
            let (number, photo) = synthetic::page(symbol, &mut Rng::of(0xD00D1E, [1, n]))?;
            let found = picture::find(&photo, &Framing::default(), Views::None).lines;
            Some((number.text(), pipeline::read_layout(model, device, &found)))
        };
        (0..PAGES.min(drawn.len()) as u64).into_par_iter().filter_map(page).collect()
    };
    let [digits, letters] = sampler::drawn_hold_out(folder)?;
    let mut numbers = Tally::new(&Alphabet::digits());
    for (text, written) in read(&digits) {
        numbers.count_read(&text, &written.accepted(), written.verdict());
    }
    let symbols: Vec<Symbol> = read(&letters).into_iter().flat_map(|(_, written)| written.symbols).collect();
    let share = |verdict| {
        symbols.iter().filter(|symbol| symbol.verdict() == verdict).count() as f64 / symbols.len().max(1) as f64
    };
    Ok(json!({
        "numbers": numbers.n,
        "accuracy": numbers.accuracy(),
        "rejected": numbers.rejected,
        "wrong_shown": numbers.wrong_shown,
        "symbols_of_words": symbols.len(),
        "refused": share(Verdict::Rejected),
        "shown_as_sure": share(Verdict::Sure),
    }))
}

/// How many examples of a set there are, for the table of what was used.
pub fn count(folder: &Path, source: &str) -> Option<usize> {
    let labels = |stem: &str| Some(idx::read_labels(&folder.join(format!("{stem}-labels-idx1-ubyte.gz"))).ok()?.len());
    let lines = |file: &str| {
        let bytes = idx::unpacked(&folder.join(file)).ok()?;
        Some(bytes.iter().filter(|byte| **byte == b'\n').count())
    };
    match source {
        "mnist" => labels("mnist/train"),
        "pendigits" => lines("pendigits/train.jsonl.gz"),
        "unipen" => {
            ["digits", "lower", "upper", "symbols"].iter().map(|set| lines(&format!("unipen/{set}.jsonl.gz"))).sum()
        }
        set => labels(&format!("{set}/{set}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure_of(class: usize, by: f32) -> Vec<f32> {
        (0..=DIGITS).map(|at| if at == class { by } else { 0.0 }).collect()
    }

    #[test]
    fn ink_that_looks_rejected_is_refused() {
        let digits: Vec<Scored> = (0..200).map(|n| (sure_of(n % DIGITS, 9.0), n % DIGITS)).collect();
        let rejected: Vec<Scored> = (0..50).map(|_| (sure_of(DIGITS, 4.0), DIGITS)).collect();
        let told = refusal(&digits, &rejected, &Calibration::default());
        assert_eq!((told["auroc"].as_f64(), told["refused"].as_f64()), (Some(1.0), Some(1.0)));
        let told = refusal(&digits, &digits, &Calibration::default());
        assert_eq!((told["auroc"].as_f64(), told["refused"].as_f64()), (Some(0.5), Some(0.0)));
    }

    #[test]
    fn every_reading_is_in_one_bin() {
        let scored: Vec<Scored> = (0..60).map(|n| (sure_of(n % 10, n as f32 / 6.0), n % 9)).collect();
        let count: u64 = reliability(&scored, &Calibration::default()).iter().filter_map(|bin| bin["n"].as_u64()).sum();
        assert_eq!(count, 60);
    }

    #[test]
    fn doodles_are_no_digits_and_always_the_same() {
        let (one, other) = (doodles(), doodles());
        assert!(one.examples.len() > DOODLES * 9 / 10);
        assert!(one.examples.iter().zip(&other.examples).all(|(a, b)| a.of == b.of && a.class == DIGITS));
    }
}
