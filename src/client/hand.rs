//! The hand that is read: its examples are kept here, so that every engine and every model is taught them.

use super::reading::Client;
use crate::hand::{Example, HandReport};
use crate::protocol::recognizer::{ModelName, Request};
use crate::protocol::{self, Packed};

/// Numbers of lessons count from here, apart from those of questions.
const FIRST: u32 = 3 << 30;

impl Client {
    /// Drawings are read by this hand from now on: all of its examples, in the order in which they were learned. Without
    /// any, they are read as if there had never been one. What was learned comes through `Events::taught`.
    ///
    /// The engine of the first load cannot learn: it goes on reading until the client was told to switch, which
    /// `Events::needs_engine` asks for.
    pub fn teach(&self, examples: &Vec<Example>) {
        let packed = Packed::new(examples);
        self.with(|inner| {
            inner.lessons = inner.lessons.wrapping_add(1);
            inner.hand = Some(packed);
        });
        self.send_hand();
        if examples.is_empty() {
            self.with(|inner| inner.hand = None);
        } else {
            self.call_for_hand();
        }
    }

    /// Says that the hand needs another engine, once there is one that could give way.
    pub(super) fn call_for_hand(&self) {
        if self.lacks_hand() && self.with(|inner| inner.ready) {
            let kind = self.with(|inner| inner.kind);
            self.events().needs_engine(kind);
        }
    }

    pub(super) fn has_hand(&self) -> bool {
        self.with(|inner| inner.hand.is_some())
    }

    /// Whether there is a hand, and an engine that cannot learn it.
    pub(super) fn lacks_hand(&self) -> bool {
        self.has_hand() && !self.with(|inner| inner.reads_all)
    }

    /// Teaches the hand to the model that reads, if there is one and the engine can learn.
    pub(super) fn send_hand(&self) {
        let model = self.model();
        self.with(|inner| {
            let Some(examples) = inner.hand.clone().filter(|_| inner.reads_all && inner.ready) else { return };
            let id = FIRST | (inner.lessons & !FIRST);
            let bytes = protocol::encode(&Request::Teach { id, model, examples });
            // A worker that takes no message is noticed by its silence.
            let _ = inner.worker.as_ref().map(|worker| worker.post(&bytes));
        });
    }

    /// A model says what it has learned.
    pub(super) fn taught(&self, id: u32, model: ModelName, report: Packed<HandReport>) {
        self.alive();
        if id == self.with(|inner| FIRST | (inner.lessons & !FIRST)) {
            self.ask_again();
            self.events().taught(model, report);
        }
    }
}
