//! What learns: the examples of this browser's hand, what is done with them, and what the reader is taught. There is one
//! for the page, made when it is first asked for; the line after a correction and the panel show it.

use super::contradiction::{Contradiction, contradiction};
use super::examples::{self, Examples};
use super::learning::{Heard, KEY, Learning, ON};
use super::noticing::{self, Decision, Noticed};
use super::store;
use crate::alphabet::SymbolId;
use crate::app::engine::Engine;
use crate::client::Models;
use crate::fnv;
use crate::hand::{Example, HandReport};
use crate::ink::Drawing;
use crate::mode::Mode;
use crate::protocol::Packed;
use crate::protocol::recognizer::ModelName;
use crate::sequence::LineSize;
use crate::web::channel::Channel;
use crate::web::clock;
use crate::web::storage::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// The channel of notices that the hand has changed, so that all tabs read by the same.
const CHANGED: &str = "hand";
const OFF: &str = "off";

/// What is to be said of the last correction.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// It has become an example.
    Kept(Arc<Example>),
    /// It says something else than earlier ones about the same shape; nothing is kept before somebody decides.
    Asked(Heard, Arc<Example>, Contradiction),
}

#[derive(Clone, Copy)]
pub struct Learner {
    learning: Learning,
    engine: Engine,
    /// In the order in which they were learned; none until the browser has handed them out.
    pub examples: RwSignal<Option<Examples>>,
    /// Whether readings use them, and corrections are noted.
    pub is_on: RwSignal<bool>,
    pub note: RwSignal<Option<Note>>,
    /// Why what is learned is not kept; empty where it is.
    pub unkept: RwSignal<&'static str>,
    /// What the model that reads has learned; none before it has said so.
    pub report: Memo<Option<HandReport>>,
    noticed: StoredValue<Noticed>,
    /// Pairs of signs that may look the same, as somebody said.
    both: StoredValue<Vec<(SymbolId, SymbolId)>>,
    channel: StoredValue<Option<Channel>, LocalStorage>,
}

impl Learner {
    /// The page's.
    pub fn here() -> Self {
        if let Some(learner) = use_context::<Self>() {
            return learner;
        }
        let (learning, engine) = (Learning::here(), Engine::here());
        let open = || {
            let learner = Self::open(learning, engine);
            provide_context(learner);
            learner
        };
        match learning.owner() {
            Some(owner) => owner.with(open),
            None => open(),
        }
    }

    fn open(learning: Learning, engine: Engine) -> Self {
        let examples = RwSignal::new(None::<Examples>);
        let is_on = RwSignal::new(is_on());
        let report = Memo::new(move |_| {
            let is_used = is_on.get() && examples.with(|list| list.as_ref().is_some_and(|list| !list.is_empty()));
            let models = Models::of_page();
            let reading = models.of(engine.mode.get())?;
            let report = |(model, report): &(ModelName, Packed<HandReport>)| (model == reading).then(|| report.open());
            engine.taught.with(|taught| taught.iter().find_map(report))?.ok().filter(|_| is_used)
        });
        let learner = Self {
            learning,
            engine,
            examples,
            is_on,
            note: RwSignal::new(None),
            unkept: RwSignal::new(""),
            report,
            noticed: StoredValue::new(Noticed::default()),
            both: StoredValue::new(Vec::new()),
            channel: StoredValue::new_local(None),
        };
        learner.channel.set_value(Channel::new(CHANGED, move || learner.load()));
        learner.load();
        learner.teach_changes();
        learner.hear_corrections();
        learner
    }

    /// What this browser has learned, in this tab and in others.
    fn load(self) {
        spawn_local(async move {
            let found = store::all().await;
            self.is_on.try_set(is_on());
            match found {
                Ok(list) => {
                    self.examples.try_set(Some(list));
                    self.remember();
                }
                Err(error) => {
                    self.unkept.try_set(store::sentence(error));
                    // What was learned in this visit stays.
                    self.examples.try_update(|list| _ = list.get_or_insert_default());
                }
            }
        });
    }

    /// The reader is taught whenever what it is to read by has changed.
    fn teach_changes(self) {
        let used = Memo::new(move |_| {
            let ids = |list: &Examples| list.iter().map(|example| (example.id, example.symbol)).collect::<Vec<_>>();
            self.examples.with(|list| list.as_ref().map(ids)).map(|ids| if self.is_on.get() { ids } else { Vec::new() })
        });
        Effect::new(move |taught: Option<bool>| {
            let was_taught = taught == Some(true);
            let Some(used) = used.get() else { return was_taught };
            let list = self.examples.get_untracked().unwrap_or_default();
            let all: Vec<Example> = match used.is_empty() {
                true => Vec::new(),
                false => list.iter().map(|example| Example::clone(example)).collect(),
            };
            if was_taught || !all.is_empty() {
                self.engine.client().teach(&all);
            }
            !all.is_empty()
        });
    }

    fn hear_corrections(self) {
        Effect::new(move || {
            let is_there = self.examples.with(Option::is_some);
            if is_there && self.learning.heard.with(|heard| !heard.is_empty()) {
                let heard = self.learning.heard.try_update(std::mem::take).unwrap_or_default();
                heard.into_iter().for_each(|heard| untrack(|| self.hear(heard)));
            }
        });
    }

    fn hear(self, heard: Heard) {
        if !self.is_on.get() {
            return;
        }
        let Decision::Keep { replaces } = self.noticed.with_value(|noticed| noticed.decide(&heard)) else {
            return self.take_back(&heard);
        };
        let Some(example) = self.example(&heard) else { return };
        let against = self.examples.with(|list| contradiction(&example, list.as_ref()?, replaces));
        match against.filter(|against| !self.may_be_both(example.symbol, against.earlier)) {
            Some(against) => self.note.set(Some(Note::Asked(heard, example, against))),
            None => self.keep(&heard, example, replaces.as_slice()),
        }
    }

    fn take_back(self, heard: &Heard) {
        if let Decision::TakeBack(id) = self.noticed.with_value(|noticed| noticed.decide(heard)) {
            return self.forget(&[id]);
        }
        // What was asked about is as if it had never been said.
        let is_about =
            |note: &Option<Note>| matches!(note, Some(Note::Asked(asked, ..)) if noticing::is_same_ink(asked, heard));
        if self.note.with(is_about) {
            self.note.set(None);
        }
    }

    fn example(self, heard: &Heard) -> Option<Arc<Example>> {
        let (ink, around) = (noticing::ink(heard), noticing::around(heard));
        let mode = self.engine.mode.get_untracked();
        let height = if mode == Mode::Text { line_height(&heard.drawing) } else { 0.0 };
        made(ink, around, heard.said?, height, false)
    }

    fn keep(self, heard: &Heard, example: Arc<Example>, replaced: &[u64]) {
        self.noticed.update_value(|noticed| noticed.keep(heard, example.id));
        self.change(std::slice::from_ref(&example), replaced);
        self.note.set(Some(Note::Kept(example)));
    }

    fn may_be_both(self, one: SymbolId, other: SymbolId) -> bool {
        self.both.with_value(|both| both.contains(&(one, other)) || both.contains(&(other, one)))
    }

    /// The answer to what was asked: the new word holds, the earlier one, or both do.
    pub fn settle(self, new_holds: bool, earlier_holds: bool) {
        let Some(Note::Asked(heard, example, against)) = self.note.get_untracked() else { return };
        match (new_holds, earlier_holds) {
            (true, true) => {
                self.both.update_value(|both| both.push((example.symbol, against.earlier)));
                self.keep(&heard, example, &[]);
            }
            (true, false) => self.keep(&heard, example, &against.examples),
            (false, _) => self.note.set(None),
        }
    }

    /// Ink that was written because it was asked for.
    pub fn add(self, ink: Drawing, symbol: SymbolId, height: f32) -> Option<u64> {
        let example = made(ink, Drawing::default(), symbol, height, true)?;
        self.change(std::slice::from_ref(&example), &[]);
        Some(example.id)
    }

    pub fn forget(self, ids: &[u64]) {
        self.change(&[], ids);
        self.note.set(None);
    }

    /// What comes takes its place at once; the browser's database follows. Returns how many others went.
    pub fn change(self, more: &[Arc<Example>], less: &[u64]) -> usize {
        let Some(list) = self.examples.get_untracked() else { return 0 };
        let (now, gone) = examples::changed(&list, more, less);
        let went = gone.iter().filter(|id| !less.contains(id)).count();
        self.noticed.update_value(|noticed| gone.iter().for_each(|id| noticed.forget(*id)));
        self.examples.set(Some(now));
        let more = more.to_vec();
        spawn_local(async move {
            match store::change(&more, &gone).await {
                Ok(()) => {
                    self.unkept.try_set("");
                    // Others look at what is remembered, then at the database.
                    self.remember();
                    self.tell_others();
                }
                Err(error) => _ = self.unkept.try_set(store::sentence(error)),
            }
        });
        went
    }

    pub fn turn(self, on: bool) {
        self.is_on.set(on);
        self.note.set(None);
        self.remember();
        self.tell_others();
    }

    /// For the next visit, which is to fetch nothing of this where there is nothing to read by.
    fn remember(self) {
        let Some(is_empty) = self.examples.try_with_untracked(|list| list.as_ref().is_none_or(Vec::is_empty)) else {
            return;
        };
        let store = Store::local();
        match (is_empty, self.is_on.get_untracked()) {
            (true, true) => store.remove(KEY),
            (_, on) => _ = store.save(KEY, if on { ON } else { OFF }),
        }
    }

    fn tell_others(self) {
        self.channel.try_with_value(|channel| channel.as_ref().map(Channel::notify));
    }
}

fn is_on() -> bool {
    Store::local().load(KEY).as_deref() != Some(OFF)
}

/// None where there is no ink.
fn made(ink: Drawing, around: Drawing, symbol: SymbolId, height: f32, by_lesson: bool) -> Option<Arc<Example>> {
    let at = clock::since_1970();
    let points = ink.strokes.iter().flat_map(|stroke| &stroke.points);
    let id = points
        .fold(fnv::step(fnv::NOTHING, at), |id, point| fnv::step(fnv::step(id, point.x.to_bits()), point.y.to_bits()));
    let example = Example { id, symbol, at: at as f64, ink, around, height, by_lesson }.kept();
    (!example.ink.is_empty()).then(|| Arc::new(example))
}

/// About the height of a small letter.
fn line_height(drawing: &Drawing) -> f32 {
    let strokes: Vec<_> = drawing.strokes.iter().filter(|stroke| !stroke.points.is_empty()).collect();
    LineSize::of(&strokes).map_or(0.0, |size| size.unit)
}
