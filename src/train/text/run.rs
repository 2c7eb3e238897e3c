//! The training of the model of text: steps of samples made anew, one wave of the learning rate, checkpoints.

use super::adam::Descent;
use super::corpus::{Known, TextCorpus, is_one_row};
use super::network::{Gradient, Network, Sample};
use super::reader::TextReader;
use super::{alphabet, evaluate, publish, spec};
use crate::decode::text::Frames;
use crate::net::sequence::{SequenceRecord, SequenceSpec, TextCalibration};
use crate::sequence::{LineSize, Scan, Sequence};
use crate::train::data::read_strokes;
use crate::train::edit_distance::distance;
use crate::train::paper;
use crate::train::place::Place;
use crate::train::rng::Rng;
use crate::train::{Result, TrainError, context, say};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Parts of a step that are worked on side by side. Fixed, so that a run does not depend on the machine's cores.
const PARTS: usize = 2;
/// Places on the way along lines in a part: about 35 words of the pen's way, and more of them in columns, which are fewer.
fn places(scan: Scan) -> usize {
    match scan {
        Scan::Pen => 4_200,
        Scan::Columns => 2_400,
    }
}

const DECAY: f32 = 0.01;
const DROPOUT: f32 = 0.12;
const AVERAGING: f32 = 0.0005;
/// Longer gradients, as a mean over signs, are shortened to this.
const LONGEST: f32 = 1.0;
/// So many of the words that are shown as sure are to be right, on the words kept aside.
const SURE: f32 = 0.955;
/// For so many passes the same traced samples are used.
const PASSES_TRACED: usize = 10;
/// So many of them for each step of a pass.
const TRACED_A_STEP: usize = 120;
/// Where chance begins for the paper that lines kept aside are written on.
const PAPER: u64 = 0x9A9E;
/// From this part of the run on, samples are varied less.
const CALM_FROM: f32 = 0.8;
const CALM: f32 = 0.4;

pub struct TextPlan {
    pub data: PathBuf,
    /// How the lines are scanned that it learns to read.
    pub scan: Scan,
    pub seed: u64,
    /// A checkpoint is written after each pass.
    pub passes: usize,
    /// Steps in a pass.
    pub steps: usize,
    pub rate: f32,
    pub checkpoint: PathBuf,
    /// Leave off after so many passes, to go on another time.
    pub stop_after: Option<usize>,
    /// Go on from the weights of this file, where there is no checkpoint yet.
    pub from: Option<PathBuf>,
}

/// Trains, and publishes what came of it.
pub fn run(plan: &TextPlan, out: &Path) -> Result<()> {
    let spec = spec(plan.scan);
    let network = Network::new(&spec);
    let mut corpus = TextCorpus::read(&plan.data, &alphabet(), plan.scan, spec.stride())?;
    let [words, lines, signs] = corpus.counts();
    eprintln!("{} numbers to learn from {words} words, {lines} lines and {signs} signs", network.count());
    let held = [held(plan, "unipen/words-valid.jsonl.gz", 29)?, held(plan, "unipen/lines-valid.jsonl.gz", 11)?];
    let is_decayed = network.is_decayed();
    let mut descent = match checkpoint(plan, network.count())? {
        Some(descent) => descent,
        None => Descent::new(match &plan.from {
            Some(file) => published(&network, &spec, file)?,
            None => network.initial(&mut Rng::of(plan.seed, [0, 0])),
        }),
    };
    let all = plan.passes * plan.steps;
    let last = plan.stop_after.unwrap_or(plan.passes).min(plan.passes) * plan.steps;
    let (begun, first) = (Instant::now(), descent.step);
    let (mut loss, mut signs) = (0.0, 0);
    while descent.step < last {
        let round = PASSES_TRACED * plan.steps;
        if descent.step == first || descent.step.is_multiple_of(round) {
            corpus.trace(TRACED_A_STEP * plan.steps, plan.seed, (descent.step / round) as u64);
        }
        let at = descent.step as f32 / all as f32;
        let sum = gradient(plan, &network, &corpus, &descent, at);
        loss += sum.loss;
        signs += sum.signs;
        descent.descend(&sum.slopes, plan.rate * wave(at), DECAY, &is_decayed, AVERAGING);
        if !descent.step.is_multiple_of(plan.steps) {
            continue;
        }
        let each = begun.elapsed().as_secs_f32() / (descent.step - first) as f32;
        let left = (each * (all - descent.step) as f32) as u64;
        let errors = held.iter().map(|held| format!("{:.2}%", error_rate(&network, &descent.average, held)));
        eprintln!(
            "pass {}/{}: loss {:.4} a sign, {:.1} steps/s; CER of words and lines kept aside {}; {}:{:02} left",
            descent.step / plan.steps,
            plan.passes,
            loss / signs.max(1) as f32,
            1.0 / each,
            errors.collect::<Vec<_>>().join(", "),
            left / 60,
            left % 60
        );
        (loss, signs) = (0.0, 0);
        save(plan, &descent)?;
    }
    std::fs::create_dir_all(out).map_err(context(format!("{} cannot be made", out.display())))?;
    publish::publish(out, plan.scan, &descent.average, TextCalibration::default())?;
    let words = plan.data.join("unipen/words-valid.jsonl.gz");
    if !words.is_file() {
        return Ok(());
    }
    // With the language that the page begins with, where there is one beside the weights.
    let place = match plan.scan {
        Scan::Pen => Place::Fitted,
        Scan::Columns => Place::Paper,
    };
    let weights = publish::weights(plan.scan, &descent.average, TextCalibration::default())?;
    let open = |languages: &[&str]| TextReader::of(&weights, out, languages);
    let reader = open(&["english"]).or_else(|_| open(&[]))?;
    let sure = evaluate::threshold(&reader, &words, place, 3, SURE)?;
    say(format!("words are shown as sure from {sure:.2} on"))?;
    publish::publish(out, plan.scan, &descent.average, TextCalibration { sure })
}

/// The parameters of a weights file.
fn published(network: &Network, spec: &SequenceSpec, file: &Path) -> Result<Vec<f32>> {
    let name = file.display();
    let bytes = std::fs::read(file).map_err(context(format!("{name} cannot be read")))?;
    let record = SequenceRecord::from_bytes(&bytes).map_err(context(format!("{name} has no weights")))?;
    let known = (record.spec == *spec).then(|| network.parameters(&record.layers)).flatten();
    known.ok_or_else(|| TrainError(format!("The network in {name} is none that this one could go on from.")))
}

/// The mean gradient of a step over all signs in it, made shorter where it is long.
fn gradient(plan: &TextPlan, network: &Network, corpus: &TextCorpus, descent: &Descent, at: f32) -> Gradient {
    let strength = if at < CALM_FROM { 1.0 } else { CALM };
    let of_part = |part: usize| {
        let mut rng = Rng::of(plan.seed, [descent.step as u64 + 1, part as u64]);
        let mut samples: Vec<Sample> = Vec::new();
        let mut points = 0;
        while points < places(plan.scan) {
            let sample = corpus.sample(strength, &mut rng);
            points += sample.frames.len() / plan.scan.features();
            samples.push(sample);
        }
        network.gradient(&descent.parameters, &samples, DROPOUT, &mut rng)
    };
    let parts: Vec<Gradient> = (0..PARTS).into_par_iter().map(of_part).collect();
    let signs: usize = parts.iter().map(|part| part.signs).sum();
    let mut slopes = vec![0.0; network.count()];
    for part in &parts {
        slopes.iter_mut().zip(&part.slopes).for_each(|(sum, slope)| *sum += slope / signs.max(1) as f32);
    }
    let length = slopes.iter().map(|slope| slope * slope).sum::<f32>().sqrt();
    if length > LONGEST {
        slopes.iter_mut().for_each(|slope| *slope *= LONGEST / length);
    }
    Gradient { slopes, loss: parts.iter().map(|part| part.loss).sum(), signs }
}

/// Where the state of a run is kept.
fn file(plan: &TextPlan) -> PathBuf {
    plan.checkpoint.join("text.state")
}

/// The state that an earlier run left.
fn checkpoint(plan: &TextPlan, count: usize) -> Result<Option<Descent>> {
    let file = file(plan);
    let Ok(bytes) = std::fs::read(&file) else { return Ok(None) };
    let descent = Descent::from_bytes(&bytes, count).ok_or_else(|| {
        TrainError(format!("{} is of another network; --fresh begins anew in its place.", file.display()))
    })?;
    eprintln!("going on at step {} of {}", descent.step, plan.passes * plan.steps);
    Ok(Some(descent))
}

fn save(plan: &TextPlan, descent: &Descent) -> Result<()> {
    let what = || "the checkpoint cannot be written";
    std::fs::create_dir_all(&plan.checkpoint).map_err(context(what()))?;
    let fresh = plan.checkpoint.join("text.new");
    std::fs::write(&fresh, descent.to_bytes()).map_err(context(what()))?;
    std::fs::rename(&fresh, file(plan)).map_err(context(what()))
}

/// Up over the first twenty-fifth, then down along a cosine.
fn wave(at: f32) -> f32 {
    let warm = 0.04;
    let wave =
        if at < warm { at / warm } else { (1.0 + (std::f32::consts::PI * (at - warm) / (1.0 - warm)).cos()) / 2.0 };
    wave.max(2e-3)
}

/// Every so many of a file's single rows.
fn held(plan: &TextPlan, file: &str, every: usize) -> Result<Vec<(Sample, String)>> {
    let path = plan.data.join(file);
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let all = read_strokes(&path)?.into_iter().step_by(every).filter_map(|(_, known)| Known::of(known, &alphabet()));
    let all = all.filter(|known| is_one_row(&known.strokes));
    let all: Vec<Known> = all.collect();
    let scanned = |known: Known| {
        let strokes = match plan.scan {
            Scan::Pen => known.strokes,
            Scan::Columns => {
                let unit = LineSize::of(&known.strokes)?.unit;
                paper::redrawn(&known.strokes, 2.0 * unit, &mut Rng::of(PAPER, [0, known.classes.len() as u64]))?
            }
        };
        let frames = Sequence::scanned(&strokes, &LineSize::of(&strokes)?, plan.scan)?.frames;
        Some((Sample { frames, text: known.classes }, known.text))
    };
    Ok(all.into_par_iter().filter_map(scanned).collect())
}

/// Wrong, missing and superfluous signs in percent of all, by the likeliest class of each frame.
fn error_rate(network: &Network, parameters: &[f32], held: &[(Sample, String)]) -> f32 {
    let classes = network.classes();
    let errors: (usize, usize) = held
        .par_iter()
        .map(|(sample, _)| {
            let scores = network.scores(parameters, &sample.frames);
            let read = Frames::new(&scores, classes).map(|frames| frames.likeliest()).unwrap_or_default();
            (distance(&read, &sample.text), sample.text.len())
        })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    100.0 * errors.0 as f32 / errors.1.max(1) as f32
}
