//! From one engine to another while the page is open: what reads goes on reading until the other has shown that it can.

use super::Engine;
use super::kind::{Choice, KEY, Kind};
use super::other::Other;
use super::trouble::Trouble;
use crate::app::device;
use crate::web::storage::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

impl Engine {
    /// The visitor's choice, kept for later visits.
    pub fn choose(self, choice: Choice) {
        // A store that refuses makes the choice one for this visit.
        let _ = Store::local().save(KEY, choice.name());
        self.choice.set(choice);
        self.obey(choice);
    }

    /// Sees to it that the chosen engine reads.
    pub fn obey(self, choice: Choice) {
        let kind = match choice {
            Choice::Auto => device::faster_for_one(),
            Choice::Only(kind) => kind,
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
        if let Some(other) = ended {
            other.end();
        }
        self.coming.set(None);
    }

    /// Ends without a trace once the visitor has chosen otherwise, which raises the number of changes.
    async fn change(self, kind: Kind, number: u32) {
        let is_wanted = || self.with(|inner| inner.changes == number);
        self.coming.set(Some((kind, 0.0)));
        let progress = move |part| self.coming.update(|coming| *coming = coming.map(|(kind, _)| (kind, part)));
        let other = match Other::begin(kind, progress).await {
            _ if !is_wanted() => return,
            Ok(other) => other,
            Err(trouble) => return self.refused(kind, &trouble),
        };
        self.with(|inner| inner.trial = Some(other.clone()));
        let Some(started) = other.ready().await.filter(|_| is_wanted()) else { return };
        self.with(|inner| inner.trial = None);
        match (started, other.hand_over()) {
            (Ok(parameters), Some(worker)) => {
                self.coming.set(None);
                self.adopt(kind, worker, parameters);
            }
            (Ok(_), None) => self.refused(kind, &Trouble::NotLoaded),
            (Err(trouble), _) => self.refused(kind, &trouble),
        }
    }

    fn refused(self, kind: Kind, why: &Trouble) {
        self.coming.set(None);
        let reads = self.with(|inner| inner.kind).title();
        self.toast.say(format!("{} is not used: {} {reads} goes on reading.", kind.title(), why.reason()));
    }
}
