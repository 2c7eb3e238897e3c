//! Who reads a large batch: the engine that reads the sheet, and where that is left to Auto, the GPU if it is faster.

use super::Engine;
use super::kind::{Kind, Preference};
use super::race::{Race, Turn};
use super::standby::Standby;
use crate::glyph::Glyph;
use crate::prediction::Prediction;
use crate::web::clock;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// Fewer pictures are read before another engine is loaded.
const WORTH: usize = 4_000;
/// At a time: what is drawn meanwhile waits for no more than these.
const BESIDE_THE_SHEET: usize = 64;
/// An engine of its own keeps nobody waiting, and a GPU likes many.
const ALONE: usize = 256;

#[derive(Clone, Copy)]
pub struct BatchEngine {
    engine: Engine,
    inner: StoredValue<Inner, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    /// Counts the batches; what was begun for an earlier one goes.
    batch: u32,
    /// Help was asked for in this batch.
    called: bool,
    standby: Option<Rc<Standby>>,
    ready: bool,
    race: Race,
    /// It failed here or was slower: it is not tried again in this visit.
    given_up: bool,
}

impl BatchEngine {
    pub fn new(engine: Engine) -> Self {
        Self { engine, inner: StoredValue::new_local(Inner::default()) }
    }

    /// So many pictures are to come: another engine may be worth its loading.
    pub fn expect(self, pictures: usize) {
        let reads = self.engine.status.with_untracked(|status| status.reads_with(Kind::Webgpu.name()));
        let wanted = pictures >= WORTH && self.engine.preference.get_untracked() == Preference::Auto && !reads;
        let begun = self.inner.try_update_value(|inner| {
            let begins = wanted && !inner.given_up && !inner.called;
            inner.called |= begins;
            begins.then_some(inner.batch)
        });
        if let Some(batch) = begun.flatten() {
            spawn_local(async move {
                if self.load(batch).await.is_none() {
                    self.give_up();
                }
            });
        }
    }

    /// The batch is over, or was ended: what helped goes.
    pub fn dismiss(self) {
        let gone = self.inner.try_update_value(|inner| {
            inner.batch += 1;
            (inner.called, inner.ready, inner.race) = (false, false, Race::default());
            inner.standby.take()
        });
        end(gone);
    }

    /// How many pictures to hand over at a time.
    pub fn at_once(self) -> usize {
        if self.turn().is_some() { ALONE } else { BESIDE_THE_SHEET }
    }

    /// Readings of some glyphs, each alone; none where no engine can answer.
    pub async fn judge(self, glyphs: Vec<Glyph>) -> Option<Vec<Prediction>> {
        let (count, began) = (glyphs.len(), clock::now());
        if let Some(standby) = self.turn() {
            match standby.judge(glyphs.clone()).await {
                Some((predictions, _)) if predictions.len() == count => {
                    self.took(Turn::Standby, count, clock::now() - began);
                    return Some(predictions);
                }
                // Lost on the way: nothing is missing, the first engine reads these and all that follow.
                _ => self.give_up(),
            }
        }
        let began = clock::now();
        let predictions = self.engine.judge(glyphs).await?;
        self.took(Turn::First, count, clock::now() - began);
        Some(predictions)
    }

    /// Nothing where the engine cannot help. That it was dismissed meanwhile says nothing about it.
    async fn load(self, batch: u32) -> Option<()> {
        let standby = Standby::begin(Kind::Webgpu, |_| {}).await.ok()?;
        let is_wanted = self.inner.try_update_value(|inner| {
            let is_wanted = inner.batch == batch;
            if is_wanted {
                inner.standby = Some(standby.clone());
            }
            is_wanted
        })?;
        if !is_wanted {
            return Some(());
        }
        match standby.ready().await {
            Some(Ok(_)) => self.inner.try_update_value(|inner| inner.ready = inner.batch == batch),
            Some(Err(_)) => None,
            None => Some(()),
        }
    }

    fn turn(self) -> Option<Rc<Standby>> {
        self.inner.with_value(|inner| {
            let standby = inner.standby.as_ref().filter(|_| inner.ready && inner.race.turn() == Turn::Standby);
            standby.cloned()
        })
    }

    fn took(self, turn: Turn, pictures: usize, millis: f64) {
        let lost = self.inner.try_update_value(|inner| {
            inner.race.took(turn, pictures, millis);
            inner.race.is_lost()
        });
        if lost == Some(true) {
            self.give_up();
        }
    }

    fn give_up(self) {
        let gone = self.inner.try_update_value(|inner| {
            inner.given_up = true;
            inner.ready = false;
            inner.standby.take()
        });
        end(gone);
    }
}

/// Even where somebody still waits for its answer.
fn end(gone: Option<Option<Rc<Standby>>>) {
    if let Some(standby) = gone.flatten() {
        standby.end();
    }
}
