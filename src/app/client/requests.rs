//! What is asked beside the sheet's own questions: pictures, data sets, looks inside.

use super::{Engine, Status};
use crate::explain::LayerMaps;
use crate::glyph::Glyph;
use crate::picture::CandidateLine;
use crate::prediction::Prediction;
use crate::protocol;
use crate::protocol::recognizer::{ModelName, Request, Response};
use crate::transcript::Transcript;
use leptos::prelude::*;

impl Engine {
    /// Reads a picture's lines: what it read, and the milliseconds that it took.
    pub async fn read_lines(self, lines: Vec<CandidateLine>) -> Option<(Transcript, f32)> {
        match self.request(|id| Request::ReadLines { id, model: ModelName::new("numbers"), lines }).await? {
            Response::Read { transcript, millis, .. } => Some((transcript, millis)),
            _ => None,
        }
    }

    /// Reads some glyphs, each alone; few at a time, since the sheet's own question waits for them.
    pub async fn judge(self, glyphs: Vec<Glyph>) -> Option<Vec<Prediction>> {
        match self.request(|id| Request::Judge { id, model: ModelName::new("numbers"), glyphs }).await? {
            Response::Judged { predictions, .. } => Some(predictions),
            _ => None,
        }
    }

    /// What the layers make of a glyph.
    pub async fn look(self, glyph: Glyph) -> Option<Vec<LayerMaps>> {
        match self.request(|id| Request::Look { id, model: ModelName::new("numbers"), glyph: glyph.into() }).await? {
            Response::Looked { layers, .. } => Some(layers),
            _ => None,
        }
    }

    /// Asks after whatever is under way; none where the engine cannot answer.
    async fn request(self, request: impl FnOnce(u32) -> Request) -> Option<Response> {
        if self.status.with_untracked(|status| matches!(status, Status::Broken(_))) {
            return None;
        }
        let heard = self.with(|inner| {
            let (bytes, heard) = inner.jobs.add(|id| protocol::encode(&request(id)));
            inner.expect_answer();
            if inner.ready {
                // A worker that takes no message is noticed by its silence.
                let _ = inner.worker.as_ref().map(|worker| worker.post(&bytes));
            }
            heard
        });
        heard.await.ok()
    }
}
