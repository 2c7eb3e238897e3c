//! From one engine to another while the page is open: what reads goes on reading until the other has shown that it can.

use super::Engine;
use super::kind::{Choice, KEY, Kind};
use super::other::Other;
use super::trouble::Trouble;
use crate::app::device;
use crate::protocol::Failure;
use crate::web::gpu;
use crate::web::storage::Store;
use crate::web::worker::Source;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

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
            spawn_local(self.change(kind));
        }
    }

    /// What is on trial ends; what reads goes on.
    pub fn cancel_change(self) {
        let ended = self.with(|inner| inner.trial.take());
        drop(ended);
        self.coming.set(None);
    }

    async fn change(self, kind: Kind) {
        self.coming.set(Some((kind, 0.0)));
        if kind == Kind::Webgpu && !gpu::offered().await {
            return self.refused(kind, &Trouble::Failed(Failure::NoDevice(String::new())));
        }
        let progress = move |part| self.coming.update(|coming| *coming = coming.map(|(kind, _)| (kind, part)));
        let other = match Other::begin(kind, Source::Usual, progress) {
            Ok(other) => Rc::new(other),
            Err(trouble) => return self.refused(kind, &trouble),
        };
        let earlier = self.with(|inner| inner.trial.replace(other.clone()));
        drop(earlier);
        // None where the visitor chose otherwise meanwhile.
        let Some(started) = other.ready().await else { return };
        let wanted = self.with(|inner| inner.trial.take_if(|trial| Rc::ptr_eq(trial, &other))).is_some();
        match (started, other.hand_over()) {
            _ if !wanted => {}
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
