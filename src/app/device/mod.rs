//! How fast each engine is on this device: measured when the visitor asks, and what Auto goes by from then on.

pub mod figures;
mod trial;
pub mod view;

use crate::app::client::Engine;
use crate::app::client::kind::Kind;
use crate::app::client::standby::Standby;
use crate::web::meta;
use crate::web::storage::Store;
use figures::{Found, Measured};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// Where what was measured is kept.
pub const KEY: &str = "device";

/// The engine that reads one digit fastest here, as far as that was measured of this build.
pub fn faster_for_one() -> Kind {
    let kept = Store::local().load(KEY).and_then(|kept| figures::read(&kept));
    kept.filter(|kept| kept.build == build()).map_or(Kind::FIRST, |kept| kept.fastest_for_one())
}

fn build() -> String {
    meta("inkling-build").unwrap_or_default()
}

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
        let measured = Store::local().load(KEY).and_then(|kept| figures::read(&kept));
        let measured = measured.filter(|kept| kept.build == build()).unwrap_or_else(|| Measured::nothing(build()));
        Self {
            engine,
            measured: RwSignal::new(measured),
            running: RwSignal::new(false),
            standby: StoredValue::new_local(None),
            latest: StoredValue::new(0),
        }
    }

    /// Measures one engine after the other, from the first file to the last batch.
    pub fn start(self) {
        self.stop();
        self.measured.set(Measured::nothing(build()));
        self.running.set(true);
        let number = self.latest.get_value();
        spawn_local(async move {
            for kind in Kind::ALL {
                let found = trial::measure(self, kind, number).await;
                if !self.is_wanted(number) {
                    return;
                }
                self.measured.update(|measured| measured.put(kind, found));
            }
            self.running.set(false);
            // Kept for Auto; a store that refuses leaves it with the first engine.
            let _ = self.measured.with_untracked(|measured| Store::local().save(KEY, &measured.json()));
            self.engine.obey(self.engine.preference.get_untracked());
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
}
