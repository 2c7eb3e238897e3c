//! From one engine to another: the one that reads goes on until the other has shown that it can.

use super::error::EngineError;
use super::kind::Kind;
use super::reading::{Client, WeakClient};
use super::standby::Standby;
use wasm_bindgen_futures::spawn_local;

impl Client {
    /// Sees to it that this engine reads, as soon as it has loaded and passed its own test.
    pub fn switch_to(&self, kind: Kind) {
        self.cancel_switch();
        let (current, number) = self.with(|inner| (inner.kind, inner.switches));
        if current != kind {
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

    fn refused(&self, kind: Kind, why: &EngineError) {
        self.events().loading(None);
        let reads = self.with(|inner| inner.kind).title();
        self.events().notice(format!("{} is not used: {} {reads} goes on reading.", kind.title(), why.reason()));
    }
}

/// Ends without a trace once something else was asked for, which raises the number of switches.
async fn switch(weak: WeakClient, kind: Kind, number: u32) -> Option<()> {
    let wanted = move |weak: &WeakClient| weak.upgrade().filter(|client| client.with(|inner| inner.switches == number));
    wanted(&weak)?.events().loading(Some((kind, 0.0)));
    let tells = weak.clone();
    let progress = move |part| wanted(&tells).map_or((), |client| client.events().loading(Some((kind, part))));
    let begun = Standby::begin(kind, progress).await;
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
            client.adopt(kind, worker, about);
        }
        (Ok(_), None) => client.refused(kind, &EngineError::NotLoaded),
        (Err(error), _) => client.refused(kind, &error),
    }
    Some(())
}
