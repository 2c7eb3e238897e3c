//! From one engine to another: the one that reads goes on until the other has shown that it can.

use super::error::EngineError;
use super::kind::Kind;
use super::models::Models;
use super::reading::{Client, WeakClient};
use super::standby::Standby;
use crate::protocol::recognizer::{Failure, ModelState};
use wasm_bindgen_futures::spawn_local;

impl Client {
    /// Sees to it that this engine reads, as soon as it has loaded and passed its own test.
    pub fn switch_to(&self, kind: Kind) {
        self.cancel_switch();
        let (current, number) = self.with(|inner| (inner.kind, inner.switches));
        if current != kind || self.lacks_model() || self.lacks_hand() {
            let switching = switch(self.downgrade(), kind, number);
            spawn_local(async move { _ = switching.await });
        }
    }

    /// The engine on trial ends; the one that reads goes on.
    pub fn cancel_switch(&self) {
        let ended = self.with(|inner| {
            inner.switches += 1;
            inner.trial.take()
        });
        if let Some(standby) = ended {
            standby.end();
        }
        self.events().loading(None);
    }

    /// Whether its engine cannot read with the model that was chosen: that of the first load knows the first alone.
    pub(super) fn lacks_model(&self) -> bool {
        let is_further = self.model() != Models::of_page().first();
        is_further && !self.with(|inner| inner.reads_all)
    }

    fn refused(&self, kind: Kind, why: &EngineError) {
        self.events().loading(None);
        if self.lacks_model() {
            let failure = Failure::WeightsMissing(why.reason().trim_end_matches('.').to_owned());
            return self.events().model(self.model(), ModelState::Failed(failure));
        }
        let reads = self.with(|inner| inner.kind);
        self.events().notice(match reads == kind {
            true => format!("What was learned of your hand is not used: {} Reading goes on without.", why.reason()),
            false => format!("{} is not used: {} {} goes on reading.", kind.title(), why.reason(), reads.title()),
        });
    }
}

/// Ends without a trace once something else was asked for, which raises the number of switches.
async fn switch(weak: WeakClient, kind: Kind, number: u32) -> Option<()> {
    let wanted = move |weak: &WeakClient| weak.upgrade().filter(|client| client.with(|inner| inner.switches == number));
    // An engine that is there for a further model's sake loads as a part of that model.
    let reads_all = {
        let client = wanted(&weak)?;
        client.model() != Models::of_page().first() || client.has_hand() || kind != Kind::FIRST
    };
    let tells = weak.clone();
    let progress = move |part| {
        let Some(client) = wanted(&tells) else { return };
        if client.lacks_model() {
            client.events().model(client.model(), ModelState::Loading(part as f32));
        } else if client.with(|inner| inner.kind) != kind {
            client.events().loading(Some((kind, part)));
        }
    };
    progress(0.0);
    let begun = Standby::begin(kind, reads_all, progress.clone()).await;
    let standby = match begun {
        Ok(standby) => standby,
        Err(error) => {
            wanted(&weak)?.refused(kind, &error);
            return None;
        }
    };
    wanted(&weak)?.with(|inner| inner.trial = Some(standby.clone()));
    let started = standby.ready().await?;
    let client = wanted(&weak)?;
    client.with(|inner| inner.trial = None);
    match (started, standby.hand_over()) {
        (Ok(about), Some(worker)) => {
            client.events().loading(None);
            client.adopt(kind, reads_all, worker, about);
            client.load_model();
        }
        (Ok(_), None) => client.refused(kind, &EngineError::NotLoaded),
        (Err(error), _) => client.refused(kind, &error),
    }
    Some(())
}
