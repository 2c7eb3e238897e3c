//! What was measured of this device's engines, kept for later visits of the same build.

use super::figures::{self, Measured};
use crate::client::Kind;
use crate::web::meta;
use crate::web::storage::Store;

const KEY: &str = "device";

/// Whether there is anything, of whatever build.
pub fn is_any() -> bool {
    Store::local().load(KEY).is_some()
}

/// What was measured of this build, or else nothing yet.
pub fn load() -> Measured {
    let kept = Store::local().load(KEY).and_then(|kept| figures::read(&kept));
    kept.filter(|kept| kept.build == build()).unwrap_or_else(nothing)
}

/// Nothing measured yet, of this build.
pub fn nothing() -> Measured {
    Measured::nothing(build())
}

pub fn save(measured: &Measured) {
    // A store that refuses leaves Auto with the first engine at the next visit.
    let _ = Store::local().save(KEY, &measured.json());
}

/// The engine that reads one digit fastest here, as far as that was measured of this build.
pub fn faster_for_one() -> Kind {
    load().fastest_for_one()
}

fn build() -> String {
    meta("inkling-build").unwrap_or_default()
}
