//! Models beyond the first: engines that read with them, and the one that does not, that of the first load, which is
//! smaller for it.

use super::progress;
use super::text::TextReader;
use crate::decode::maths::Weights;
use crate::expressions;
use crate::glyph::Medium;
use crate::glyph::planes::Planes;
use crate::ink::Drawing;
use crate::net::sequence::SequenceRecord;
use crate::net::{Model, Read};
use crate::prediction::Prediction;
use crate::protocol::recognizer::{Failure, ModelAbout, ModelName};
use crate::transcript::Transcript;
use burn::tensor::Device;

/// Many groups are read in parts of so many, and the page hears of each.
const PART: usize = 64;

/// A model that reads drawings in a way of its own; it remembers what it needs of the last.
#[allow(async_fn_in_trait, reason = "a worker has one thread")]
pub trait Further: Sized + 'static {
    /// The model of a weights file that passes its own test; `None` where it is one that reads glyphs, as the first does.
    async fn open(bytes: &[u8], device: &Device) -> Option<Result<(Self, ModelAbout), Failure>>;

    /// The languages that it is to read with from now on, by name. Asks for the files that are not there yet with
    /// `fetch`; what does not come is done without, told, and not asked for again but where that is wanted.
    async fn speak(
        &mut self,
        languages: &[ModelName],
        again: bool,
        fetch: &impl AsyncFn(&ModelName) -> Result<Vec<u8>, Failure>,
    ) -> Option<(ModelName, Failure)>;

    /// `None` where the device gives no answers any more.
    async fn read(&mut self, device: &Device, drawing: &Drawing, medium: Medium) -> Option<Transcript>;
}

/// Reads with none.
pub enum Without {}

impl Further for Without {
    async fn open(_: &[u8], _: &Device) -> Option<Result<(Self, ModelAbout), Failure>> {
        None
    }

    async fn speak(
        &mut self,
        _: &[ModelName],
        _: bool,
        _: &impl AsyncFn(&ModelName) -> Result<Vec<u8>, Failure>,
    ) -> Option<(ModelName, Failure)> {
        match *self {}
    }

    async fn read(&mut self, _: &Device, _: &Drawing, _: Medium) -> Option<Transcript> {
        match *self {}
    }
}

/// Reads with all of them.
pub enum With {
    Expressions(Box<ExpressionReader>),
    Text(Box<TextReader>),
}

impl Further for With {
    async fn open(bytes: &[u8], device: &Device) -> Option<Result<(Self, ModelAbout), Failure>> {
        if SequenceRecord::is_of_sequences(bytes) {
            let opened = TextReader::open(bytes, device).await;
            return Some(opened.map(|(reader, about)| (Self::Text(Box::new(reader)), about)));
        }
        let model = Model::from_bytes(bytes, device).ok().filter(|model| model.spec.planes > 1)?;
        if !model.agrees_with_record(device).await {
            return Some(Err(Failure::SelfTest));
        }
        let about = ModelAbout { alphabet: model.spec.alphabet.clone(), parameters: model.spec.parameters() as u32 };
        Some(Ok((Self::Expressions(Box::new(ExpressionReader { model, known: Vec::new() })), about)))
    }

    async fn speak(
        &mut self,
        languages: &[ModelName],
        again: bool,
        fetch: &impl AsyncFn(&ModelName) -> Result<Vec<u8>, Failure>,
    ) -> Option<(ModelName, Failure)> {
        match self {
            Self::Expressions(_) => None,
            Self::Text(reader) => reader.speak(languages, again, fetch).await,
        }
    }

    async fn read(&mut self, device: &Device, drawing: &Drawing, medium: Medium) -> Option<Transcript> {
        match self {
            Self::Expressions(reader) => reader.read(device, drawing, medium).await,
            Self::Text(reader) => reader.read(device, drawing).await,
        }
    }
}

/// Reads expressions, and remembers what the model said of each group of strokes: while one writes, most look as they
/// did.
pub struct ExpressionReader {
    model: Model,
    known: Vec<(Planes, Prediction)>,
}

impl ExpressionReader {
    async fn read(&mut self, device: &Device, drawing: &Drawing, medium: Medium) -> Option<Transcript> {
        let lines = expressions::lines(drawing, medium);
        let images: Vec<Vec<Planes>> = lines.iter().map(expressions::Line::images).collect();
        let is_new = |image: &&Planes| !self.known.iter().any(|(known, _)| known == *image);
        let new: Vec<Planes> = images.iter().flatten().filter(is_new).cloned().collect();
        let mut left = new.len();
        for part in new.chunks(PART) {
            let scores = self.model.net.read(part, device).await?;
            let said = scores.iter().map(|scores| self.model.judge(scores, medium));
            self.known.extend(part.iter().cloned().zip(said));
            left -= part.len();
            if left > 0 {
                progress(1.0 - left as f64 / new.len() as f64);
            }
        }
        self.known.retain(|(known, _)| images.iter().flatten().any(|image| image == known));
        let find = |image: &Planes| self.known.iter().find(|(known, _)| known == image);
        let said = |images: &Vec<Planes>| images.iter().filter_map(|image| Some(find(image)?.1.clone())).collect();
        let predictions: Vec<Vec<Prediction>> = images.iter().map(said).collect();
        Some(expressions::transcript(&lines, &predictions, &Weights::default()))
    }
}
