//! The reader of text: the model of sequences, the languages that it reads with, and what it remembers of the rows that
//! it read last.

use super::hand::{Lesson, OwnHand, Thought};
use crate::decode::text::{Decoder, Language, Weights};
use crate::hand::{Example, Known, Typical, look};
use crate::ink::Drawing;
use crate::net::sequence::SequenceModel;
use crate::protocol::recognizer::{Failure, ModelAbout, ModelName, Response};
use crate::sequence::Scan;
use crate::text::{Reader, Row, characters, rows};
use crate::transcript::Transcript;
use burn::tensor::Device;

pub struct TextReader {
    model: SequenceModel,
    scan: Scan,
    decoder: Decoder,
    /// The languages whose files came, and those that are read with.
    languages: Vec<(ModelName, Language)>,
    spoken: Vec<ModelName>,
    /// Those that were asked for and did not come.
    missing: Vec<ModelName>,
    /// What the model said of each row: while one writes, most are as they were.
    known: Vec<(Row, Vec<f32>)>,
    hand: OwnHand,
}

impl TextReader {
    /// The model of a weights file, if it passes its own test.
    pub async fn open(bytes: &[u8], device: &Device) -> Result<(Self, ModelAbout), Failure> {
        let model =
            SequenceModel::from_bytes(bytes, device).map_err(|error| Failure::WeightsBroken(error.to_string()))?;
        if !model.agrees_with_record(device).await {
            return Err(Failure::SelfTest);
        }
        let unknown = || Failure::WeightsBroken("they read lines of no form that this page knows".into());
        let scan = Scan::of_features(model.spec.features).ok_or_else(unknown)?;
        let alphabet = model.spec.alphabet.clone();
        let about = ModelAbout { parameters: model.spec.parameters() as u32, alphabet };
        let decoder = Decoder::new(&characters(&about.alphabet), &[], Weights::default());
        Ok((
            Self {
                model,
                scan,
                decoder,
                languages: Vec::new(),
                spoken: Vec::new(),
                missing: Vec::new(),
                known: Vec::new(),
                hand: OwnHand::default(),
            },
            about,
        ))
    }

    pub async fn speak(
        &mut self,
        languages: &[ModelName],
        again: bool,
        fetch: &impl AsyncFn(&ModelName) -> Result<Vec<u8>, Failure>,
    ) -> Option<(ModelName, Failure)> {
        let mut failed = None;
        for name in languages {
            if self.languages.iter().any(|(known, _)| known == name) || (self.missing.contains(name) && !again) {
                continue;
            }
            self.missing.retain(|other| other != name);
            let read = |bytes: Vec<u8>| {
                Language::from_bytes(&bytes).map_err(|error| Failure::WeightsBroken(error.to_string()))
            };
            match fetch(name).await.and_then(read) {
                Ok(language) => self.languages.push((name.clone(), language)),
                Err(failure) => {
                    self.missing.push(name.clone());
                    failed = failed.or(Some((name.clone(), failure)));
                }
            }
        }
        let is_there = |name: &&ModelName| self.languages.iter().any(|(known, _)| known == *name);
        let spoken: Vec<ModelName> = languages.iter().filter(is_there).cloned().collect();
        if spoken != self.spoken {
            let wanted = self.languages.iter().filter(|(name, _)| spoken.contains(name));
            let wanted: Vec<Language> = wanted.map(|(_, language)| language.clone()).collect();
            self.decoder = Decoder::new(&characters(&self.model.spec.alphabet), &wanted, Weights::default());
            self.spoken = spoken;
        }
        failed
    }

    /// What the model says of a row; of one that was drawn by what it has learned of a hand.
    async fn scores(&self, points: &[f32], device: &Device) -> Option<Vec<f32>> {
        if self.hand.learner.is_empty() || self.scan != Scan::Pen {
            return self.model.read(points, device).await;
        }
        let (mut logs, features) = self.model.read_seen(points, device).await?;
        look::adapt_frames(&self.hand.learner, &mut logs, self.model.spec.classes(), &features);
        Some(logs)
    }

    pub async fn teach(&mut self, lesson: Lesson, device: &Device) -> Response {
        let (model, hand) = (&self.model, &mut self.hand);
        self.known.clear();
        if hand.typical.is_none() {
            let last = model.last_layer().await;
            hand.typical = last.map(|layer| Typical::new(&layer.weights, &layer.bias, 1.0));
        }
        let see = async |example: &Example, class: usize| seen(model, example, class, device).await;
        hand.teach(lesson, &model.spec.alphabet, see).await
    }

    pub async fn think(&mut self, device: &Device) -> Thought {
        let (model, hand) = (&self.model, &mut self.hand);
        let see = async |example: &Example, class: usize| seen(model, example, class, device).await;
        let thought = hand.think(&model.spec.alphabet, see).await;
        if thought.told.is_some() {
            self.known.clear();
        }
        thought
    }

    pub async fn read(&mut self, device: &Device, drawing: &Drawing) -> Option<Transcript> {
        let rows = rows(drawing, self.scan);
        let mut scores = Vec::with_capacity(rows.len());
        for row in &rows {
            let known = self.known.iter().find(|(known, _)| known == row).map(|(_, scores)| scores.clone());
            scores.push(match known {
                Some(known) => known,
                None => self.scores(&row.sequence.frames, device).await?,
            });
        }
        let SequenceModel { spec, calibration, .. } = &self.model;
        let reader =
            Reader { alphabet: &spec.alphabet, decoder: &self.decoder, stride: spec.stride(), sure: calibration.sure };
        let transcript = reader.transcript(&rows, &scores);
        self.known = rows.into_iter().zip(scores).collect();
        Some(transcript)
    }
}

/// What the model learns from a sign of this class.
async fn seen(model: &SequenceModel, example: &Example, class: usize, device: &Device) -> Option<Known> {
    let (logs, features) = model.read_seen(&look::sequence(example)?.frames, device).await?;
    look::spoken(class, &logs, model.spec.classes(), &features)
}
