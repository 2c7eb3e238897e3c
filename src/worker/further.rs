//! Models beyond the first, and engines that read with them.

use super::hand::{Lesson, OwnHand, Thought};
use super::text::TextReader;
use super::{judging, progress};
use crate::decode::maths::Weights;
use crate::expressions;
use crate::glyph::planes::Planes;
use crate::glyph::{Glyph, Image, Medium};
use crate::hand::{Example, Known, look};
use crate::ink::Drawing;
use crate::net::sequence::SequenceRecord;
use crate::net::{Model, Read, Seen};
use crate::prediction::Prediction;
use crate::protocol::Packed;
use crate::protocol::recognizer::{Failure, ModelAbout, ModelName, Response};
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

    /// Whether it learns somebody's hand. What does not, has no code for it.
    const LEARNS: bool;
    /// What a model that reads glyphs has learned of somebody's hand.
    type Hand: Default;
    /// What there is to learn at once.
    type Lesson: Clone;

    /// A lesson in a hand, where this engine can learn; with it, whether nothing is left to be known.
    fn lesson(id: u32, model: ModelName, examples: &Packed<Vec<Example>>) -> Option<(Self::Lesson, bool)>;

    /// What a model says of some glyphs; of those that were drawn by what it has learned of a hand. `None` where the
    /// device gives no answers any more.
    async fn judge(
        hand: &Self::Hand,
        model: &Model,
        device: &Device,
        part: &mut usize,
        glyphs: &[Glyph],
    ) -> Option<Vec<Prediction>>;

    /// A model that reads glyphs learns a hand, as far as it can be done at once.
    async fn teach_glyphs(
        hand: &mut Self::Hand,
        lesson: Self::Lesson,
        model: &Model,
        device: &Device,
    ) -> Option<Response>;

    /// It goes on learning for a moment.
    async fn think_of_glyphs(hand: &mut Self::Hand, model: &Model, device: &Device) -> Thought;

    /// This model learns a hand, as far as it can be done at once.
    async fn teach(&mut self, lesson: Self::Lesson, device: &Device) -> Option<Response>;

    /// It goes on learning for a moment.
    async fn think(&mut self, device: &Device) -> Thought;
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
        let reader = ExpressionReader { model, known: Vec::new(), hand: OwnHand::default() };
        Some(Ok((Self::Expressions(Box::new(reader)), about)))
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

    const LEARNS: bool = true;
    type Hand = OwnHand;
    type Lesson = Lesson;

    fn lesson(id: u32, model: ModelName, examples: &Packed<Vec<Example>>) -> Option<(Lesson, bool)> {
        let lesson = Lesson { id, model, examples: examples.open().ok()? };
        let is_over = lesson.examples.is_empty();
        Some((lesson, is_over))
    }

    async fn judge(
        hand: &OwnHand,
        model: &Model,
        device: &Device,
        part: &mut usize,
        glyphs: &[Glyph],
    ) -> Option<Vec<Prediction>> {
        let is_drawn = |glyph: &Glyph| glyph.medium == Medium::Pen;
        if hand.learner.is_empty() || !glyphs.iter().any(is_drawn) {
            return judging::judge(model, device, part, glyphs).await;
        }
        let mut predictions = Vec::with_capacity(glyphs.len());
        for some in glyphs.chunk_by(|a, b| is_drawn(a) == is_drawn(b)) {
            if !is_drawn(&some[0]) {
                predictions.extend(judging::judge(model, device, part, some).await?);
                continue;
            }
            for part in some.chunks(PART) {
                for mut seen in model.net.read_seen(part, device).await? {
                    hand.learner.adapt(&mut seen.scores, &seen.features, model.calibration.temperature);
                    predictions.push(model.judge(&seen.scores, Medium::Pen));
                }
                if predictions.len() < glyphs.len() {
                    progress(predictions.len() as f64 / glyphs.len() as f64);
                }
            }
        }
        Some(predictions)
    }

    async fn teach_glyphs(hand: &mut OwnHand, lesson: Lesson, model: &Model, device: &Device) -> Option<Response> {
        hand.typical.get_or_insert_with(|| model.typical(Medium::Pen).unwrap_or_default());
        let see = async |example: &Example, class: usize| seen(model, &look::glyph(example)?, class, device).await;
        Some(hand.teach(lesson, &model.spec.alphabet, see).await)
    }

    async fn think_of_glyphs(hand: &mut OwnHand, model: &Model, device: &Device) -> Thought {
        let see = async |example: &Example, class: usize| seen(model, &look::glyph(example)?, class, device).await;
        hand.think(&model.spec.alphabet, see).await
    }

    async fn teach(&mut self, lesson: Lesson, device: &Device) -> Option<Response> {
        Some(match self {
            Self::Expressions(reader) => reader.teach(lesson, device).await,
            Self::Text(reader) => reader.teach(lesson, device).await,
        })
    }

    async fn think(&mut self, device: &Device) -> Thought {
        match self {
            Self::Expressions(reader) => reader.think(device).await,
            Self::Text(reader) => reader.think(device).await,
        }
    }
}

/// What a model learns from an image of a sign of this class.
async fn seen(model: &Model, image: &impl Image, class: usize, device: &Device) -> Option<Known> {
    let seen = model.net.read_seen(std::slice::from_ref(image), device).await?.pop()?;
    Some(Known::new(class, &seen.scores, model.calibration.temperature, &seen.features))
}

/// Reads expressions, and remembers what the model said of each group of strokes: while one writes, most look as they
/// did.
pub struct ExpressionReader {
    model: Model,
    known: Vec<(Planes, Prediction)>,
    hand: OwnHand,
}

impl ExpressionReader {
    /// What the model says of some groups; of those that were drawn by what it has learned of a hand.
    async fn judge(&self, groups: &[Planes], device: &Device, medium: Medium) -> Option<Vec<Prediction>> {
        let model = &self.model;
        if self.hand.learner.is_empty() || medium != Medium::Pen {
            let scores = model.net.read(groups, device).await?;
            return Some(scores.iter().map(|scores| model.judge(scores, medium)).collect());
        }
        let said = |mut seen: Seen| {
            self.hand.learner.adapt(&mut seen.scores, &seen.features, model.calibration.temperature);
            model.judge(&seen.scores, medium)
        };
        Some(model.net.read_seen(groups, device).await?.into_iter().map(said).collect())
    }

    async fn teach(&mut self, lesson: Lesson, device: &Device) -> Response {
        let (model, hand) = (&self.model, &mut self.hand);
        self.known.clear();
        hand.typical.get_or_insert_with(|| model.typical(Medium::Pen).unwrap_or_default());
        let see = async |example: &Example, class: usize| seen(model, &look::planes(example)?, class, device).await;
        hand.teach(lesson, &model.spec.alphabet, see).await
    }

    async fn think(&mut self, device: &Device) -> Thought {
        let (model, hand) = (&self.model, &mut self.hand);
        let see = async |example: &Example, class: usize| seen(model, &look::planes(example)?, class, device).await;
        let thought = hand.think(&model.spec.alphabet, see).await;
        if thought.told.is_some() {
            self.known.clear();
        }
        thought
    }

    async fn read(&mut self, device: &Device, drawing: &Drawing, medium: Medium) -> Option<Transcript> {
        let lines = expressions::lines(drawing, medium);
        let images: Vec<Vec<Planes>> = lines.iter().map(expressions::Line::images).collect();
        let is_new = |image: &&Planes| !self.known.iter().any(|(known, _)| known == *image);
        let new: Vec<Planes> = images.iter().flatten().filter(is_new).cloned().collect();
        let mut left = new.len();
        for part in new.chunks(PART) {
            let said = self.judge(part, device, medium).await?;
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
