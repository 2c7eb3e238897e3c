//! No model beyond the first: what every page begins with.

use super::further::Further;
use super::hand::Thought;
use super::judging;
use crate::glyph::{Glyph, Medium};
use crate::hand::Example;
use crate::ink::Drawing;
use crate::net::Model;
use crate::prediction::Prediction;
use crate::protocol::Packed;
use crate::protocol::recognizer::{Failure, ModelAbout, ModelName, Response};
use crate::transcript::Transcript;
use burn::tensor::Device;
use std::convert::Infallible;

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

    const LEARNS: bool = false;
    type Hand = ();
    type Lesson = Infallible;

    fn lesson(_: u32, _: ModelName, _: &Packed<Vec<Example>>) -> Option<(Infallible, bool)> {
        None
    }

    async fn judge(
        (): &(),
        model: &Model,
        device: &Device,
        part: &mut usize,
        glyphs: &[Glyph],
    ) -> Option<Vec<Prediction>> {
        judging::judge(model, device, part, glyphs).await
    }

    async fn teach_glyphs((): &mut (), lesson: Infallible, _: &Model, _: &Device) -> Option<Response> {
        match lesson {}
    }

    async fn think_of_glyphs((): &mut (), _: &Model, _: &Device) -> Thought {
        Thought::default()
    }

    async fn teach(&mut self, _: Infallible, _: &Device) -> Option<Response> {
        match *self {}
    }

    async fn think(&mut self, _: &Device) -> Thought {
        match *self {}
    }
}
