//! `cargo xtask eval`: the shipped weights through the page's own pipeline.

use super::args::Args;
use super::data::{kept_hold_out, read_strokes};
use super::idx;
use super::pictures;
use super::place::Place;
use super::symbols;
use super::{Result, TrainError, context, say};
use crate::datasets::tally::Tally;
use crate::glyph::{self, Glyph};
use crate::ink::form::Labelled;
use crate::manifest::{self, Manifest};
use crate::mode::Mode;
use crate::net::Model;
use crate::pipeline;
use crate::prediction::Prediction;
use crate::transcript::Transcript;
use burn::tensor::Device;
use rayon::prelude::*;
use std::path::Path;

const HELP: &str = "\
Reads what is known with the shipped weights, and counts.

  --images IMAGES LABELS          IDX files, gzip'd or not, light ink on black, any size
  --strokes FILE                  drawings, one JSON object a line, gzip'd or not
  --pictures FOLDER               pictures that its labels.csv names: file,text
  --place centred|small|corner    where on the pad drawings are put (default: large, in the middle, unrounded)
  --aside                         only drawings by the held-out writers, who taught nothing
  --symbols FILE                  drawings of one symbol each: how often it is first, among three, among five
  --fold                          with --symbols: look-alikes count as the same (0 O o; 1 I l |; c C, k K, o O …)
  --mode numbers|text|maths       the mode whose model reads (default: numbers)
  --models DIR                    the folder with the manifest and the weights (default: models)
  --misses                        each drawing or picture that was read wrong, on a line of its own
  --json                          one JSON object on the last line";

pub fn main() -> Result<()> {
    let mut args = Args::from_command_line();
    if args.flag("--help") {
        say(HELP)?;
        return Ok(());
    }
    let json = args.flag("--json");
    let hold_out = args.flag("--aside");
    let misses = args.flag("--misses");
    let images = args.values("--images", 2)?;
    let strokes = args.value("--strokes")?;
    let pictures = args.value("--pictures")?;
    let place = Place::parse(args.value("--place")?.as_deref())?;
    let symbols = args.value("--symbols")?;
    let fold = args.flag("--fold");
    let mode = args.value("--mode")?.unwrap_or_else(|| Mode::default().name().into());
    let mode =
        Mode::named(&mode).ok_or_else(|| TrainError(format!("--mode is numbers, text or maths, not “{mode}”.")))?;
    let folder = args.value("--models")?.unwrap_or_else(|| "models".into());
    args.finish()?;
    let device = Device::flex();
    let model = model_of(Path::new(&folder), mode, &device)?;
    let (report, mut value, missed) = match (images.as_deref(), strokes, pictures, symbols) {
        (None, None, None, Some(file)) => {
            let (ranks, missed) = symbols::evaluate(&model, &device, Path::new(&file), hold_out, fold)?;
            (ranks.report(), ranks.json(), missed)
        }
        (Some([images, labels]), None, None, None) => {
            let tally = of_images(&model, &device, Path::new(images), Path::new(labels))?;
            (tally.report(), tally.json("images"), Vec::new())
        }
        (None, Some(file), None, None) => {
            let (tally, missed) = of_strokes(&model, &device, Path::new(&file), place, hold_out)?;
            (tally.report(), tally.json("strokes"), missed)
        }
        (None, None, Some(folder), None) => {
            let outcome = pictures::evaluate(&model, &device, Path::new(&folder))?;
            (outcome.report(), outcome.json(), outcome.misses)
        }
        _ => {
            let ways = "--images IMAGES LABELS, --strokes FILE, --symbols FILE or --pictures FOLDER";
            return Err(TrainError(format!("Name one thing to read: {ways}; see --help.")));
        }
    };
    missed.iter().filter(|_| misses).try_for_each(say)?;
    say(&report)?;
    value["mode"] = mode.name().into();
    if json { say(&value) } else { Ok(()) }
}

/// The model that the manifest names for a mode.
fn model_of(folder: &Path, mode: Mode, device: &Device) -> Result<Model> {
    let file = folder.join(manifest::FILE);
    let text = std::fs::read_to_string(&file).map_err(context(format!("{} cannot be read", file.display())))?;
    let manifest = Manifest::read(&text).map_err(context(format!("{} cannot be used", file.display())))?;
    let entry = manifest.of_mode(mode).ok_or_else(|| {
        TrainError(format!("{} names no model for {}. Train one first.", file.display(), mode.name()))
    })?;
    let file = folder.join(&entry.file);
    let bytes = std::fs::read(&file).map_err(context(format!("{} cannot be read", file.display())))?;
    Model::from_bytes(&bytes, device).map_err(context(format!("{} cannot be used", file.display())))
}

fn of_images(model: &Model, device: &Device, images: &Path, labels: &Path) -> Result<Tally> {
    let pictures = idx::read_pictures(images)?;
    let labels = idx::read_labels(labels)?;
    if pictures.len() != labels.len() {
        return Err(TrainError(format!("There are {} pictures but {} labels.", pictures.len(), labels.len())));
    }
    let glyphs: Vec<Option<Glyph>> = pictures.iter().collect::<Vec<_>>().par_iter().map(glyph::from_picture).collect();
    let predictions: Vec<Prediction> = glyphs
        .par_chunks(64)
        .flat_map_iter(|chunk| {
            let inked: Vec<Glyph> = chunk.iter().flatten().cloned().collect();
            let mut read = pipeline::judge(model, device, &inked).into_iter();
            let each = |glyph: &Option<Glyph>| glyph.as_ref().and_then(|_| read.next()).unwrap_or(Prediction::EMPTY);
            chunk.iter().map(each).collect::<Vec<_>>()
        })
        .collect();
    let mut tally = Tally::new(&model.spec.alphabet);
    for (prediction, label) in predictions.iter().zip(labels) {
        match model.spec.alphabet.get(usize::from(label)) {
            Some(symbol) => tally.count(symbol, prediction),
            // A label that the model does not know is never read right.
            None => drop(tally.count_read(&label.to_string(), &prediction.text(), prediction.verdict)),
        }
    }
    Ok(tally)
}

fn of_strokes(
    model: &Model,
    device: &Device,
    file: &Path,
    place: Place,
    hold_out: bool,
) -> Result<(Tally, Vec<String>)> {
    let drawings: Vec<(usize, Labelled)> =
        read_strokes(file)?.into_iter().filter(|(_, known)| !hold_out || kept_hold_out(&known.writer)).collect();
    let read = |(_, known): &(usize, Labelled)| pipeline::read(model, device, &place.put(&known.drawing));
    let transcript: Vec<Transcript> = drawings.par_iter().map(read).collect();
    let mut tally = Tally::new(&model.spec.alphabet);
    let mut missed = Vec::new();
    for ((line, known), transcript) in drawings.iter().zip(&transcript) {
        if !tally.count_text(&known.text, transcript) {
            missed.push(format!("{line}: {} by {} read as {}", known.text, known.writer, transcript.guess()));
        }
    }
    Ok((tally, missed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::golden::DIGITS;

    #[test]
    fn a_miss_is_told_with_its_line_of_the_file() {
        let device = Device::flex();
        let model = Model::from_bytes(&std::fs::read("models/numbers.weights").unwrap(), &device).unwrap();
        let drawing = DIGITS.lines().next().unwrap();
        let line = |text: &str, writer: &str| {
            let mut known: serde_json::Value = serde_json::from_str(drawing).unwrap();
            (known["text"], known["writer"]) = (text.into(), writer.into());
            known.to_string()
        };
        let file = std::env::temp_dir().join(format!("inkling-missed-{}", std::process::id()));
        std::fs::write(&file, [String::new(), line("0", "5"), line("1", "4"), line("1", "5")].join("\n")).unwrap();
        let (tally, missed) = of_strokes(&model, &device, &file, Place::Fitted, true).unwrap();
        assert_eq!((tally.n, tally.correct, missed), (2, 1, vec!["4: 1 by 5 read as 0".to_owned()]));
        std::fs::remove_file(&file).unwrap();
    }
}
