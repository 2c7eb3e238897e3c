//! From one engine to another while the page is open: what reads goes on reading until the other has shown that it can.

use super::Engine;
use super::error::EngineError;
use super::kind::{KEY, Kind, Preference};
use super::standby::Standby;
use crate::app::device;
use crate::web::storage::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

impl Engine {
    /// The visitor's choice, kept for later visits.
    pub fn choose(self, preference: Preference) {
        // A store that refuses makes the choice one for this visit.
        let _ = Store::local().save(KEY, preference.name());
        self.preference.set(preference);
        self.obey(preference);
    }

    /// Sees to it that the chosen engine reads.
    pub fn obey(self, preference: Preference) {
        let kind = match preference {
            Preference::Auto => device::faster_for_one(),
            Preference::Only(kind) => kind,
        };
        self.cancel_change();
        if self.with(|inner| inner.kind) != kind {
            spawn_local(self.change(kind, self.with(|inner| inner.changes)));
        }
    }

    /// What is on trial ends; what reads goes on.
    pub fn cancel_change(self) {
        let ended = self.with(|inner| {
            inner.changes += 1;
            inner.trial.take()
        });
        if let Some(standby) = ended {
            standby.end();
        }
        self.coming.set(None);
    }

    /// Ends without a trace once the visitor has chosen otherwise, which raises the number of changes.
    async fn change(self, kind: Kind, number: u32) {
        let is_wanted = || self.with(|inner| inner.changes == number);
        self.coming.set(Some((kind, 0.0)));
        let progress = move |part| self.coming.update(|coming| *coming = coming.map(|(kind, _)| (kind, part)));
        let standby = match Standby::begin(kind, progress).await {
            _ if !is_wanted() => return,
            Ok(standby) => standby,
            Err(error) => return self.refused(kind, &error),
        };
        self.with(|inner| inner.trial = Some(standby.clone()));
        let Some(started) = standby.ready().await.filter(|_| is_wanted()) else { return };
        self.with(|inner| inner.trial = None);
        match (started, standby.hand_over()) {
            (Ok(about), Some(worker)) => {
                self.coming.set(None);
                self.adopt(kind, worker, about);
            }
            (Ok(_), None) => self.refused(kind, &EngineError::NotLoaded),
            (Err(error), _) => self.refused(kind, &error),
        }
    }

    fn refused(self, kind: Kind, why: &EngineError) {
        self.coming.set(None);
        let reads = self.with(|inner| inner.kind).title();
        self.toast.say(format!("{} is not used: {} {reads} goes on reading.", kind.title(), why.reason()));
    }
}
