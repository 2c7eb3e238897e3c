//! `cargo xtask eval`: the shipped weights through the page's own pipeline.

use super::adapt;
use super::args::Args;
use super::data::{self, kept_hold_out, read_strokes};
use super::expressions;
use super::idx;
use super::pictures;
use super::place::{self, Place};
use super::recognized::recognized;
use super::shipped::weights_of;
use super::symbols;
use super::text::{self, reader::TextReader};
use super::{Result, TrainError, context, say};
use crate::datasets::example::{Content, Recognition};
use crate::datasets::tally::Tally;
use crate::datasets::{Ground, PolarityNote};
use crate::glyph::Medium;
use crate::glyph::planes::PLANES;
use crate::ink::Drawing;
use crate::ink::form::Labelled;
use crate::mode::Mode;
use crate::net::Model;
use crate::net::sequence::SequenceRecord;
use crate::raster::Grey;
use burn::tensor::Device;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

const HELP: &str = "\
Reads what is known with the shipped weights, and counts.

  --images IMAGES LABELS          IDX files, gzip'd or not, any size; dark ink on a light ground is turned
  --strokes FILE                  drawings, one JSON object a line, gzip'd or not
  --pictures FOLDER               pictures that its labels.csv names: file,text; sums in flat form, x^2 for powers
  --place centred|small|corner    where on the pad drawings are put (default: large, in the middle, unrounded)
  --place paper                   drawings are put on made paper, and the picture of it is read
  --aside                         only drawings by the held-out writers, who taught nothing; in text mode those of the
                                  validation files
  --symbols FILE                  drawings of one symbol each: how often it is first, among three, among five
  --among SIGNS                   with --symbols in text mode: only these signs, told apart from each other alone
  --fold                          with --symbols: look-alikes count as the same (0 O o; 1 I l |; c C, k K, o O …)
  --adapt N                       teach the first N examples of each sign of each writer kept aside, and read the later ones;
                                  with --fold and --misses, which gives each writer a line; reads the data folder
  --mode numbers|text|maths       the mode whose model reads (default: numbers)
  --language NAMES                in text mode: the languages to read with, apart by commas, or none (default: english)
  --models DIR                    the folder with the manifest and the weights (default: models)
  --misses                        each drawing or picture that was read wrong, on a line of its own
  --json                          one JSON object on the last line";

pub fn main() -> Result<()> {
    let mut args = Args::from_command_line();
    if args.flag("--help") {
        say(HELP)?;
        return Ok(());
    }
    let mode = args.value("--mode")?.unwrap_or_else(|| Mode::default().name().into());
    let mode =
        Mode::named(&mode).ok_or_else(|| TrainError(format!("--mode is numbers, text or maths, not “{mode}”.")))?;
    let folder = args.value("--models")?.unwrap_or_else(|| "models".into());
    if let Some(task) = adapt::Task::of(&mut args, mode)? {
        args.finish()?;
        return task.run(Path::new(&folder));
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
    let among = args.value("--among")?;
    let language = args.value("--language")?;
    args.finish()?;
    let weights = weights_of(Path::new(&folder), mode)?;
    // A described model may read single glyphs in this mode, too.
    if SequenceRecord::is_of_sequences(&weights) {
        let task = TextTask { strokes, symbols, pictures, among, fold, place, hold_out, language };
        let (report, value, missed) = task.run(Path::new(&folder))?;
        missed.iter().filter(|_| misses).try_for_each(say)?;
        say(&report)?;
        return if json { say(&value) } else { Ok(()) };
    }
    let device = Device::flex();
    let model = Model::from_bytes(&weights, &device).map_err(context("The weights cannot be used"))?;
    let (report, mut value, missed) = match (images.as_deref(), strokes, pictures, symbols) {
        (None, None, None, Some(file)) => {
            let (ranks, missed) = symbols::evaluate(&model, &device, Path::new(&file), hold_out, fold)?;
            (ranks.report(), ranks.json(), missed)
        }
        (Some([images, labels]), None, None, None) => {
            let (tally, ground) = of_images(&model, &device, Path::new(images), Path::new(labels))?;
            let mut value = tally.json("images");
            value["polarity"] = ground.polarity.name().into();
            let note = PolarityNote::of(ground.polarity, ground.is_turned(), None);
            (note.map(|note| format!("{note}\n")).unwrap_or_default() + &tally.report(), value, Vec::new())
        }
        (None, Some(file), None, None) if model.spec.planes == PLANES => {
            let outcome = expressions::evaluate(&model, &device, Path::new(&file), place, hold_out)?;
            (outcome.report(), outcome.json(), outcome.misses)
        }
        (None, Some(file), None, None) => {
            let (tally, missed) = of_strokes(&model, &device, Path::new(&file), place, hold_out)?;
            (tally.report(), tally.json("strokes"), missed)
        }
        (None, None, Some(folder), None) if model.spec.planes == PLANES => {
            let outcome = expressions::evaluate_pictures(&model, &device, Path::new(&folder))?;
            (outcome.report(), outcome.json(), outcome.misses)
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

/// What is to be read in text mode.
struct TextTask {
    strokes: Option<String>,
    symbols: Option<String>,
    pictures: Option<String>,
    among: Option<String>,
    fold: bool,
    place: Place,
    hold_out: bool,
    language: Option<String>,
}

impl TextTask {
    /// What there is to say of it: for people, for programs, and what was missed.
    fn run(self, models: &Path) -> Result<(String, serde_json::Value, Vec<String>)> {
        let languages = self.language.as_deref().unwrap_or("english");
        let languages: Vec<&str> = languages.split(',').filter(|name| *name != "none").collect();
        let medium = if self.pictures.is_some() { Medium::Picture } else { self.place.medium() };
        let reader = TextReader::open(models, &languages, medium)?;
        let aside = if self.hold_out { text::corpus::aside(&data::folder(None)?)? } else { BTreeSet::new() };
        let keep = |writer: &str| !self.hold_out || aside.contains(writer);
        let (report, mut value, missed) = match (&self.strokes, &self.symbols, &self.pictures) {
            (None, None, Some(folder)) => {
                let outcome = text::evaluate::evaluate_pictures(&reader, Path::new(folder))?;
                (outcome.report(), outcome.json(), outcome.misses)
            }
            (Some(file), None, None) => {
                let outcome = text::evaluate::evaluate(&reader, Path::new(file), self.place, keep)?;
                (outcome.report(), outcome.json(), outcome.misses)
            }
            (None, Some(file), None) => {
                let among = self.among.as_deref();
                let (ranks, missed) = text::signs::evaluate(&reader, Path::new(file), among, self.fold, keep)?;
                (ranks.report(), ranks.json(), missed)
            }
            _ => {
                let ways = "--strokes FILE, --symbols FILE and --pictures FOLDER";
                return Err(TrainError(format!("In text mode, name one of {ways}.")));
            }
        };
        value["mode"] = Mode::Text.name().into();
        Ok((report, value, missed))
    }
}

fn of_images(model: &Model, device: &Device, images: &Path, labels: &Path) -> Result<(Tally, Ground)> {
    let pictures = idx::read_pictures(images)?;
    let labels = idx::read_labels(labels)?;
    if pictures.len() != labels.len() {
        return Err(TrainError(format!("There are {} pictures but {} labels.", pictures.len(), labels.len())));
    }
    let ground = Ground::of(pictures.len(), |at| pictures.get(at));
    let content = |grey: Grey| Content::of_symbol(&if ground.is_turned() { ground.turned(grey) } else { grey });
    let contents: Vec<Content> = pictures.iter().collect::<Vec<_>>().into_par_iter().map(content).collect();
    let read: Vec<Recognition> =
        contents.par_chunks(64).flat_map_iter(|some| recognized(model, device, some)).collect();
    let mut tally = Tally::new(&model.spec.alphabet);
    for (read, label) in read.iter().zip(labels) {
        let symbol = model.spec.alphabet.get(usize::from(label));
        let text = symbol.map_or_else(|| label.to_string(), |symbol| symbol.to_string());
        tally.count_read(&text, &read.text, read.verdict);
    }
    Ok((tally, ground))
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
    let content = |drawing: &Drawing| match place {
        Place::Paper => place::on_paper(drawing, drawing.bounds()?.height()).map(|photo| Content::of_photo(&photo)),
        _ => Some(Content::of_drawing(&place.put(drawing))),
    };
    let read = |(_, known): &(usize, Labelled)| {
        recognized(model, device, &[content(&known.drawing).unwrap_or(Content::Symbol(None))])
    };
    let read: Vec<Recognition> = drawings.par_iter().flat_map_iter(read).collect();
    let mut tally = Tally::new(&model.spec.alphabet);
    let mut missed = Vec::new();
    for ((line, known), read) in drawings.iter().zip(&read) {
        let text: String = known.text.split_whitespace().collect();
        if !tally.count_read(&text, &read.text, read.verdict) {
            missed.push(format!("{line}: {} by {} read as {}", known.text, known.writer, read.transcript.guess()));
        }
    }
    Ok((tally, missed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::Polarity;
    use crate::glyph::{self, Glyph};
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
    /// A pair of files of the recorded digits, dark on light where they are inverted.
    fn images(name: &str, inverted: bool) -> [std::path::PathBuf; 2] {
        let known: Vec<Labelled> = DIGITS.lines().filter_map(|line| crate::ink::form::read(line).ok()).collect();
        let pixels = known.iter().flat_map(|known| {
            let strokes = known.drawing.strokes.iter().map(|stroke| stroke.points.as_slice());
            glyph::from_strokes(strokes).unwrap_or(Glyph::BLANK).pixels
        });
        let pixels: Vec<u8> = pixels.map(|pixel| if inverted { 255 - pixel } else { pixel }).collect();
        let labels: Vec<u8> = known.iter().map(|known| known.text.parse().unwrap()).collect();
        let count = (known.len() as u32).to_be_bytes();
        let sides = [28u32.to_be_bytes(), 28u32.to_be_bytes()].concat();
        [
            ("images", [&[0, 0, 8, 3], count.as_slice(), &sides, &pixels].concat()),
            ("labels", [&[0, 0, 8, 1], count.as_slice(), &labels].concat()),
        ]
        .map(|(kind, bytes)| {
            let file = std::env::temp_dir().join(format!("inkling-{}-{name}-{kind}", std::process::id()));
            std::fs::write(&file, bytes).unwrap();
            file
        })
    }

    #[test]
    fn inverted_images_are_turned_and_read_exactly_as_before() {
        let device = Device::flex();
        let model = Model::from_bytes(&std::fs::read("models/numbers.weights").unwrap(), &device).unwrap();
        let [plain, inverted] = [("plain", false), ("inverted", true)].map(|(name, inverted)| {
            let files = images(name, inverted);
            let outcome = of_images(&model, &device, &files[0], &files[1]).unwrap();
            files.iter().for_each(|file| std::fs::remove_file(file).unwrap());
            outcome
        });
        assert_eq!((plain.1.polarity, inverted.1.polarity), (Polarity::LightOnDark, Polarity::DarkOnLight));
        assert!(plain.0.accuracy() > 0.9, "{}", plain.0.summary());
        assert_eq!(plain.0, inverted.0);
    }
}
