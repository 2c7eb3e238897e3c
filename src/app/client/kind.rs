//! The engines there are, and the visitor's choice among them.

/// The choice in the browser's store and, as `engine=`, in the page's address.
pub const KEY: &str = "engine";
pub const ADDRESS: &str = "engine";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    #[default]
    Flex,
    Ndarray,
    Webgpu,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Flex, Self::Ndarray, Self::Webgpu];
    /// Small and there at once: it begins on every page, and goes on wherever another fails.
    pub const FIRST: Self = Self::Flex;

    /// As files, addresses and the engines themselves call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flex => "flex",
            Self::Ndarray => "ndarray",
            Self::Webgpu => "webgpu",
        }
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Flex => "Flex",
            Self::Ndarray => "NdArray",
            Self::Webgpu => "WebGPU",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

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
