//! The model of text with its languages, as the page reads with them.

use crate::alphabet::SymbolId;
use crate::decode::text::{Decoder, Frames, Language, Reading, Weights, log_probability};
use crate::glyph::Medium;
use crate::ink::Drawing;
use crate::manifest::{self, Manifest};
use crate::mode::Mode;
use crate::net::at_once;
use crate::net::sequence::SequenceModel;
use crate::sequence::{LineSize, Scan, Sequence};
use crate::text::{Reader, Row, characters, rows};
use crate::train::{Result, TrainError, context};
use crate::transcript::Transcript;
use burn::tensor::Device;
use std::path::Path;

pub struct TextReader {
    pub model: SequenceModel,
    scan: Scan,
    device: Device,
    with_language: Decoder,
    without: Decoder,
}

impl TextReader {
    /// The model that the manifest names for text of a medium, with some of the languages that it names.
    pub fn open(folder: &Path, languages: &[&str], medium: Medium) -> Result<Self> {
        let manifest = manifest(folder)?;
        let entry = match medium {
            Medium::Picture => manifest.of_pictures(Mode::Text),
            _ => manifest.of_mode(Mode::Text),
        };
        let none = || format!("The manifest in {} names no model for text. Train one first.", folder.display());
        let entry = entry.ok_or_else(|| TrainError(none()))?;
        Self::of(&read(&folder.join(&entry.file))?, folder, languages)
    }

    /// The model of a weights file, with some of the languages that a folder's manifest names.
    pub fn of(weights: &[u8], folder: &Path, languages: &[&str]) -> Result<Self> {
        let manifest = manifest(folder)?;
        let device = Device::flex();
        let model = SequenceModel::from_bytes(weights, &device).map_err(context("The weights cannot be used"))?;
        let scan = Scan::of_features(model.spec.features)
            .ok_or_else(|| TrainError("The weights are for lines of no form that is known here.".into()))?;
        let language = |name: &&str| {
            let none = || format!("The manifest in {} names no language {name}.", folder.display());
            let entry = manifest.named(name).ok_or_else(|| TrainError(none()))?;
            Language::from_bytes(&read(&folder.join(&entry.file))?).map_err(context(format!("{name} cannot be used")))
        };
        let languages = languages.iter().map(language).collect::<Result<Vec<_>>>()?;
        let chars = characters(&model.spec.alphabet);
        let with_language = Decoder::new(&chars, &languages, Weights::default());
        Ok(Self { with_language, without: Decoder::new(&chars, &[], Weights::default()), model, scan, device })
    }

    /// The rows of a drawing, and what the model says of each.
    pub fn scored(&self, drawing: &Drawing) -> Vec<(Row, Vec<f32>)> {
        let scores = |row: Row| {
            let scores = at_once(self.model.read(&row.sequence.frames, &self.device)).flatten()?;
            Some((row, scores))
        };
        rows(drawing, self.scan).into_iter().filter_map(scores).collect()
    }

    /// What the page would show of some rows.
    pub fn transcript(&self, scored: &[(Row, Vec<f32>)]) -> Transcript {
        let (rows, scores): (Vec<Row>, Vec<Vec<f32>>) = scored.iter().cloned().unzip();
        self.reader(&self.with_language).transcript(&rows, &scores)
    }

    /// The likeliest texts of a row.
    pub fn readings(&self, scores: &[f32], with_language: bool) -> Vec<Reading> {
        let decoder = if with_language { &self.with_language } else { &self.without };
        self.reader(decoder).readings(scores)
    }

    /// For each sign the logarithm of the probability that a drawing says it and nothing else. None where there is no
    /// ink.
    pub fn signs(&self, drawing: &Drawing) -> Option<Vec<(SymbolId, f32)>> {
        let sequence = Sequence::scanned(&drawing.strokes, &LineSize::of(&drawing.strokes)?, self.scan)?;
        let scores = at_once(self.model.read(&sequence.frames, &self.device)).flatten()?;
        let frames = Frames::new(&scores, self.model.spec.classes())?;
        let symbols = self.model.spec.alphabet.symbols().iter().enumerate();
        Some(symbols.map(|(class, id)| (*id, log_probability(&frames, &[class]))).collect())
    }

    fn reader<'a>(&'a self, decoder: &'a Decoder) -> Reader<'a> {
        let SequenceModel { spec, calibration, .. } = &self.model;
        Reader { alphabet: &spec.alphabet, decoder, stride: spec.stride(), sure: calibration.sure }
    }
}

fn manifest(folder: &Path) -> Result<Manifest> {
    let file = folder.join(manifest::FILE);
    let text = std::fs::read_to_string(&file).map_err(context(format!("{} cannot be read", file.display())))?;
    Manifest::read(&text).map_err(context(format!("{} cannot be used", file.display())))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).map_err(context(format!("{} cannot be read", file.display())))
}
