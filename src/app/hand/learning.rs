//! What opens the page knows of a learned hand: the corrections that wait for whoever learns from them, and whether that
//! part of the page is wanted.

use crate::alphabet::SymbolId;
use crate::ink::Drawing;
use crate::web::storage::Store;
use leptos::prelude::*;

/// Where it is kept whether there is a learned hand, and whether it is on.
pub const KEY: &str = "hand";
pub const ON: &str = "on";

/// What somebody said of some ink.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// All that was on the sheet.
    pub drawing: Drawing,
    /// Which of its strokes are the symbol.
    pub strokes: Vec<u32>,
    /// What they are; None takes back what was said of them.
    pub said: Option<SymbolId>,
    /// What was read.
    pub read: Option<SymbolId>,
}

#[derive(Clone, Copy)]
pub struct Learning {
    /// Whether the part that learns is wanted, from then on for good.
    pub wanted: RwSignal<bool>,
    /// What it has not looked at yet.
    pub heard: RwSignal<Vec<Heard>>,
    /// The page's own: what a part that is fetched later makes with it outlives that part.
    owner: StoredValue<Option<WeakOwner>>,
}

impl Learning {
    /// For the whole page; nothing is fetched yet.
    pub fn new() -> Self {
        Self {
            wanted: RwSignal::new(false),
            heard: RwSignal::new(Vec::new()),
            owner: StoredValue::new(Owner::current().map(|owner| owner.downgrade())),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// What was read already is worth no request, unless it takes back what was said before.
    pub fn hear(self, heard: Heard) {
        if heard.said == heard.read && !self.wanted.get_untracked() {
            return;
        }
        self.heard.update(|all| all.push(heard));
        self.wanted.set(true);
    }

    /// The page's owner, for what is fetched later and lives as long as the page.
    pub fn owner(self) -> Option<Owner> {
        self.owner.with_value(|owner| owner.as_ref().and_then(WeakOwner::upgrade))
    }

    /// Whether readings use something that was learned before, as far as this browser says.
    pub fn is_kept(self) -> bool {
        Store::local().load(KEY).as_deref() == Some(ON)
    }
}

impl Default for Learning {
    fn default() -> Self {
        Self::new()
    }
}
