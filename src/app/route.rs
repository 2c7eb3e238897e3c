//! The three pages and their addresses. They live in the hash, so that the site works under any path and offline.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    #[default]
    Read,
    Model,
    About,
}

impl Route {
    pub const ALL: [Self; 3] = [Self::Read, Self::Model, Self::About];

    /// The page in front, for the components of this one.
    pub fn in_front() -> RwSignal<Self> {
        expect_context()
    }

    /// The page that a hash names; what is unknown leads to the sheet.
    pub fn from_hash(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        Self::ALL.into_iter().find(|route| route.path() == path).unwrap_or_default()
    }

    pub fn hash(self) -> String {
        format!("#/{}", self.path())
    }

    pub fn path(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Model => "model",
            Self::About => "about",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Model => "Model",
            Self::About => "About",
        }
    }

    /// The document's title while this page is shown.
    pub fn title(self) -> &'static str {
        match self {
            Self::Read => "Inkling: write a digit, have it read",
            Self::Model => "Inkling: how it reads",
            Self::About => "About Inkling",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_by_its_own_address() {
        assert!(Route::ALL.into_iter().all(|route| Route::from_hash(&route.hash()) == route));
    }

    #[test]
    fn unknown_addresses_lead_to_the_sheet() {
        assert_eq!(
            ["", "#", "#/", "#/nowhere", "#model"].map(Route::from_hash),
            [Route::Read, Route::Read, Route::Read, Route::Read, Route::Model]
        );
    }
}
