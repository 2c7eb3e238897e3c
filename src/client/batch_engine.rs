//! Who reads a large batch: the engine that reads anyway, or, where that is allowed, the GPU if it is faster.

use super::kind::Kind;
use super::race::{Race, Turn};
use super::reading::Client;
use super::standby::Standby;
use crate::glyph::Glyph;
use crate::prediction::Prediction;
use crate::web::clock;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Fewer pictures are read before another engine is loaded.
const WORTH: usize = 4_000;
/// At a time: what is drawn meanwhile waits for no more than these.
const BESIDE_THE_SHEET: usize = 64;
/// An engine of its own keeps nobody waiting, and a GPU likes many.
const ALONE: usize = 256;

#[derive(Clone)]
pub struct BatchEngine {
    client: Client,
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    /// Counts the batches; what was begun for an earlier one goes.
    batch: u32,
    /// Another engine was asked for in this batch.
    called: bool,
    standby: Option<Rc<Standby>>,
    ready: bool,
    race: Race,
    /// It failed here or was slower: it is not tried again in this visit.
    given_up: bool,
}

impl BatchEngine {
    pub fn new(client: Client) -> Self {
        Self { client, inner: Rc::default() }
    }

    /// So many pictures are to come: another engine may be worth its loading, where it may be loaded.
    pub fn expect(&self, pictures: usize, may_load: bool) {
        let reads = self.client.status().reads_with(Kind::Webgpu.name());
        let wanted = pictures >= WORTH && may_load && !reads;
        let begun = self.with(|inner| {
            let begins = wanted && !inner.given_up && !inner.called;
            inner.called |= begins;
            begins.then_some(inner.batch)
        });
        if let Some(batch) = begun {
            let this = self.clone();
            spawn_local(async move {
                if this.load(batch).await.is_none() {
                    this.give_up();
                }
            });
        }
    }

    /// The batch is over, or was ended: the other engine goes, even where somebody still waits for its answer.
    pub fn dismiss(&self) {
        let gone = self.with(|inner| {
            inner.batch += 1;
            (inner.called, inner.ready, inner.race) = (false, false, Race::default());
            inner.standby.take()
        });
        if let Some(standby) = gone {
            standby.end();
        }
    }

    /// How many glyphs to hand over at a time.
    pub fn at_once(&self) -> usize {
        if self.turn().is_some() { ALONE } else { BESIDE_THE_SHEET }
    }

    /// Readings of some glyphs, each alone; none where no engine can answer.
    pub async fn judge(&self, glyphs: Vec<Glyph>) -> Option<Vec<Prediction>> {
        let (count, began) = (glyphs.len(), clock::now());
        if let Some(standby) = self.turn() {
            match standby.judge(self.client.model(), glyphs.clone()).await {
                Some((predictions, _)) if predictions.len() == count => {
                    self.took(Turn::Standby, count, clock::now() - began);
                    return Some(predictions);
                }
                // Lost on the way: nothing is missing, the first engine reads these and all that follow.
                _ => self.give_up(),
            }
        }
        let began = clock::now();
        let (predictions, _) = self.client.judge(glyphs).await?;
        self.took(Turn::First, count, clock::now() - began);
        Some(predictions)
    }

    /// None where the engine cannot be used. That it was dismissed meanwhile says nothing about it.
    async fn load(&self, batch: u32) -> Option<()> {
        let standby = Standby::begin(Kind::Webgpu, false, |_| {}).await.ok()?;
        let is_wanted = self.with(|inner| {
            let is_wanted = inner.batch == batch;
            if is_wanted {
                inner.standby = Some(standby.clone());
            }
            is_wanted
        });
        if !is_wanted {
            return Some(());
        }
        match standby.ready().await {
            Some(Ok(_)) => self.with(|inner| inner.ready = inner.batch == batch),
            Some(Err(_)) => return None,
            None => {}
        }
        Some(())
    }

    fn turn(&self) -> Option<Rc<Standby>> {
        self.with(|inner| {
            let standby = inner.standby.as_ref().filter(|_| inner.ready && inner.race.turn() == Turn::Standby);
            standby.cloned()
        })
    }

    fn took(&self, turn: Turn, pictures: usize, millis: f64) {
        let lost = self.with(|inner| {
            inner.race.took(turn, pictures, millis);
            inner.race.is_lost()
        });
        if lost {
            self.give_up();
        }
    }

    fn give_up(&self) {
        let gone = self.with(|inner| {
            inner.given_up = true;
            inner.ready = false;
            inner.standby.take()
        });
        if let Some(standby) = gone {
            standby.end();
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        work(&mut self.inner.borrow_mut())
    }
}
