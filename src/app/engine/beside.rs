//! What is asked beside the sheet's own questions: pictures, data sets, looks inside.

use super::{Engine, Status};
use crate::glyph::Glyph;
use crate::inside::LayerMaps;
use crate::picture::FoundLine;
use crate::protocol::{self, Request, Response};
use crate::reader::Reading;
use crate::written::Written;
use leptos::prelude::*;

impl Engine {
    /// Reads a picture's lines: what it read, and the milliseconds that it took.
    pub async fn read_lines(self, lines: Vec<FoundLine>) -> Option<(Written, f32)> {
        match self.ask_beside(|id| Request::ReadLines { id, lines }).await? {
            Response::Read { written, millis, .. } => Some((written, millis)),
            _ => None,
        }
    }

    /// Reads some glyphs, each alone; few at a time, since the sheet's own question waits for them.
    pub async fn judge(self, glyphs: Vec<Glyph>) -> Option<Vec<Reading>> {
        match self.ask_beside(|id| Request::Judge { id, glyphs }).await? {
            Response::Judged { readings, .. } => Some(readings),
            _ => None,
        }
    }

    /// What the layers make of a glyph.
    pub async fn look(self, glyph: Glyph) -> Option<Vec<LayerMaps>> {
        match self.ask_beside(|id| Request::Look { id, glyph: glyph.into() }).await? {
            Response::Looked { layers, .. } => Some(layers),
            _ => None,
        }
    }

    /// Asks after whatever is under way; none where the engine cannot answer.
    async fn ask_beside(self, request: impl FnOnce(u32) -> Request) -> Option<Response> {
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
