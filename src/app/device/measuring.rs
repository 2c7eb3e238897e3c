//! Measuring every engine, one after the other.

use super::figures::{Found, Measured};
use super::{choice, kept, trial};
use crate::app::engine::Engine;
use crate::client::{Kind, Standby};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

#[derive(Clone, Copy)]
pub struct Device {
    pub engine: Engine,
    pub measured: RwSignal<Measured>,
    pub running: RwSignal<bool>,
    /// The engine that is being measured.
    standby: StoredValue<Option<Rc<Standby>>, LocalStorage>,
    /// Counts what was begun; what an earlier one finds is not wanted.
    latest: StoredValue<u32>,
}

impl Device {
    pub fn new(engine: Engine) -> Self {
        Self {
            engine,
            measured: RwSignal::new(kept::load()),
            running: RwSignal::new(false),
            standby: StoredValue::new_local(None),
            latest: StoredValue::new(0),
        }
    }

    /// Measures one engine after the other, from the first file to the last batch.
    pub fn start(self) {
        self.stop();
        self.measured.set(kept::nothing());
        self.running.set(true);
        let number = self.latest.get_value();
        spawn_local(async move {
            for kind in Kind::ALL {
                let report = move |found| self.found(kind, number, found);
                let found = trial::measure(kind, report, |standby| self.hold(number, standby)).await;
                if !self.is_wanted(number) {
                    return;
                }
                self.measured.update(|measured| measured.put(kind, found));
            }
            self.running.set(false);
            self.measured.with_untracked(kept::save);
            choice::obey(self.engine);
        });
    }

    /// Ends what is under way; what was found stays.
    pub fn stop(self) {
        self.latest.update_value(|latest| *latest += 1);
        let ended = self.standby.try_update_value(Option::take);
        if let Some(standby) = ended.flatten() {
            standby.end();
        }
        self.running.set(false);
        self.measured.update(Measured::forget_unfinished);
    }

    fn is_wanted(self, number: u32) -> bool {
        self.latest.get_value() == number
    }

    fn found(self, kind: Kind, number: u32, found: Found) {
        if self.is_wanted(number) {
            self.measured.update(|measured| measured.put(kind, found));
        }
    }

    /// Keeps the engine that is being measured, so that it can be ended; whether it is still wanted.
    fn hold(self, number: u32, standby: Rc<Standby>) -> bool {
        let is_wanted = self.is_wanted(number);
        if is_wanted {
            self.standby.set_value(Some(standby));
        }
        is_wanted
    }
}
