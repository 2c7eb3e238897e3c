//! How a mode's model looks at signs, and what it says of them by what was learned of a hand.

use crate::alphabet::Alphabet;
use crate::decode::text::{Frames, Weights, log_probability};
use crate::glyph::Medium;
use crate::hand::{Example, Known, Learner, Typical, look};
use crate::mode::Mode;
use crate::net::{Model, Read, at_once};
use crate::prediction::softmax;
use crate::train::shipped::weights_of;
use crate::train::text::reader::TextReader;
use crate::train::{Result, context};
use burn::tensor::Device;
use std::path::Path;

/// What the model sees of a sign.
pub enum Ink {
    Glyph(Known),
    Frames { logs: Vec<f32>, features: Vec<f32>, classes: usize },
}

impl Ink {
    /// The probability of each class.
    pub fn said(&self, learner: &Learner) -> Vec<f32> {
        match self {
            Self::Glyph(known) => softmax(&learner.said(known), 1.0),
            Self::Frames { logs, features, classes } => {
                let mut logs = logs.clone();
                if !learner.is_empty() {
                    look::adapt_frames(learner, &mut logs, *classes, features);
                }
                let said = |class: usize| match (class, Frames::new(&logs, *classes)) {
                    // The space is no sign.
                    (0, _) | (_, None) => f32::MIN,
                    (class, Some(frames)) => log_probability(&frames, &[class]),
                };
                // As certain as the page says that it is of a word.
                softmax(&(0..classes - 1).map(said).collect::<Vec<_>>(), Weights::default().temperature)
            }
        }
    }
}

/// A model, and how it looks at signs.
pub enum Eye {
    Glyphs(Box<Model>),
    Planes(Box<Model>),
    Text(Box<TextReader>),
}

impl Eye {
    pub fn open(mode: Mode, models: &Path) -> Result<Self> {
        if mode == Mode::Text {
            return Ok(Self::Text(Box::new(TextReader::open(models, &[], Medium::Pen)?)));
        }
        let model = Model::from_bytes(&weights_of(models, mode)?, &Device::flex());
        let model = Box::new(model.map_err(context("The weights cannot be used"))?);
        Ok(if model.spec.planes > 1 { Self::Planes(model) } else { Self::Glyphs(model) })
    }

    pub fn alphabet(&self) -> &Alphabet {
        match self {
            Self::Glyphs(model) | Self::Planes(model) => &model.spec.alphabet,
            Self::Text(reader) => &reader.model.spec.alphabet,
        }
    }

    /// What an own last layer is held to.
    pub fn typical(&self) -> Option<Typical> {
        match self {
            Self::Glyphs(model) | Self::Planes(model) => model.typical(Medium::Pen),
            Self::Text(reader) => {
                let last = at_once(reader.model.last_layer())??;
                Some(Typical::new(&last.weights, &last.bias, 1.0))
            }
        }
    }

    /// What is learned of an example, and what is seen of it.
    pub fn see(&self, example: &Example, class: usize) -> Option<(Known, Ink)> {
        let device = Device::flex();
        let seen = match self {
            Self::Glyphs(model) => (at_once(model.net.read_seen(&[look::glyph(example)?], &device))??, model),
            Self::Planes(model) => (at_once(model.net.read_seen(&[look::planes(example)?], &device))??, model),
            Self::Text(reader) => {
                let classes = reader.model.spec.classes();
                let points = look::sequence(example)?.frames;
                let (logs, features) = at_once(reader.model.read_seen(&points, &device))??;
                let known = look::spoken(class, &logs, classes, &features)?;
                return Some((known, Ink::Frames { logs, features, classes }));
            }
        };
        let (seen, model) = (seen.0.first()?, seen.1);
        let known = Known::new(class, &seen.scores, model.calibration.temperature, &seen.features);
        Some((known.clone(), Ink::Glyph(known)))
    }
}
