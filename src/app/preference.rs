//! The visitor's choice among the engines, kept for later visits.

use crate::client::Kind;
use crate::web::query;
use crate::web::storage::Store;

/// The choice in the browser's store and, as `engine=`, in the page's address.
const KEY: &str = "engine";
const ADDRESS: &str = "engine";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preference {
    /// Whichever is faster here for the work at hand.
    #[default]
    Auto,
    Only(Kind),
}

impl Preference {
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Only(kind) => kind.name(),
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        if name == Self::Auto.name() { Some(Self::Auto) } else { Kind::named(name).map(Self::Only) }
    }

    /// What the address says counts before what was kept.
    pub fn of(address: Option<&str>, kept: Option<&str>) -> Self {
        [address, kept].into_iter().flatten().find_map(Self::named).unwrap_or_default()
    }

    /// The choice that holds for this visit.
    pub fn load() -> Self {
        Self::of(query(ADDRESS).as_deref(), Store::local().load(KEY).as_deref())
    }

    pub fn keep(self) {
        // A store that refuses makes the choice one for this visit.
        let _ = Store::local().save(KEY, self.name());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_counts_before_what_was_kept_and_nonsense_for_nothing() {
        assert_eq!(Preference::of(Some("ndarray"), Some("webgpu")), Preference::Only(Kind::Ndarray));
        assert_eq!(Preference::of(Some("abacus"), Some("webgpu")), Preference::Only(Kind::Webgpu));
        assert_eq!(Preference::of(Some("auto"), Some("webgpu")), Preference::Auto);
        assert_eq!(Preference::of(None, None), Preference::Auto);
    }

    #[test]
    fn every_preference_is_known_by_its_name() {
        let all = Kind::ALL.map(Preference::Only).into_iter().chain([Preference::Auto]);
        assert!(all.into_iter().all(|preference| Preference::named(preference.name()) == Some(preference)));
    }
}
