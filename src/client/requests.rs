//! What is asked beside the newest drawing: pictures, data sets, the network's layers.

use super::models::of_pictures;
use super::reading::Client;
use super::status::Status;
use crate::decode::line::read_lines;
use crate::explain::LayerMaps;
use crate::glyph::{Glyph, Medium};
use crate::picture::PictureLayout;
use crate::prediction::Prediction;
use crate::protocol;
use crate::protocol::recognizer::{ModelName, Request, Response};
use crate::transcript::Transcript;
use futures_channel::oneshot::Receiver;

/// The candidates of a picture are asked for in parts of so many: what is under way is told, and can be given up.
const PART: usize = 128;

impl Client {
    /// Reads what was found in a picture: what it read, and the milliseconds that it took. `heard` is told the part that is
    /// read so far, from 0 to 1, and whether it is still wanted is asked of it. None where no engine can answer, and where
    /// it is not wanted.
    pub async fn read_picture(&self, found: &PictureLayout, heard: impl Fn(f32) -> bool) -> Option<(Transcript, f32)> {
        if let Some(drawing) = found.drawing.clone() {
            let languages = self.with(|inner| inner.languages.clone());
            let answer = self.request(|id, model| Request::Read {
                id,
                model: of_pictures(model),
                drawing,
                medium: Medium::Picture,
                languages,
            });
            return match answer?.await.ok()? {
                Response::Read { transcript, millis, .. } => Some((transcript, millis)),
                _ => None,
            };
        }
        let glyphs: Vec<Glyph> = found.lines.iter().flat_map(|line| &line.glyphs).cloned().collect();
        let (mut predictions, mut sum) = (Vec::with_capacity(glyphs.len()), 0.0);
        for part in glyphs.chunks(PART) {
            if !heard(predictions.len() as f32 / glyphs.len() as f32) {
                return None;
            }
            let (judged, millis) = self.judge(part.to_vec()).await?;
            predictions.extend(judged);
            sum += millis;
        }
        Some((read_lines(&found.lines, &mut predictions.into_iter()), sum))
    }

    /// Reads some glyphs, each alone; few at a time, since the drawing's own question waits for them. With it, the
    /// milliseconds that it took.
    pub fn judge(&self, glyphs: Vec<Glyph>) -> impl Future<Output = Option<(Vec<Prediction>, f32)>> + use<> {
        let answer = self.request(|id, model| Request::Judge { id, model, glyphs });
        async move {
            match answer?.await.ok()? {
                Response::Judged { predictions, millis, .. } => Some((predictions, millis)),
                _ => None,
            }
        }
    }

    /// What the layers make of a glyph.
    pub fn look(&self, glyph: Glyph) -> impl Future<Output = Option<Vec<LayerMaps>>> + use<> {
        let answer = self.request(|id, model| Request::Look { id, model, glyph: glyph.into() });
        async move {
            match answer?.await.ok()? {
                Response::Looked { layers, .. } => Some(layers),
                _ => None,
            }
        }
    }

    /// Has the model that was chosen and its languages loaded; nobody waits for the answer.
    pub(super) fn prepare(&self) {
        let languages = self.with(|inner| inner.languages.clone());
        drop(self.request(|id, model| Request::Prepare { id, model, languages }));
    }

    /// Asks after whatever is under way; none where the engine cannot answer.
    fn request(&self, request: impl FnOnce(u32, ModelName) -> Request) -> Option<Receiver<Response>> {
        let (model, lacks_model) = (self.model(), self.lacks_model());
        self.with(|inner| {
            if matches!(inner.status, Status::Broken(_)) || lacks_model {
                return None;
            }
            let (bytes, answer) = inner.jobs.add(|id| protocol::encode(&request(id, model)));
            inner.expect_answer();
            if inner.ready {
                // A worker that takes no message is noticed by its silence.
                let _ = inner.worker.as_ref().map(|worker| worker.post(&bytes));
            }
            Some(answer)
        })
    }
}
