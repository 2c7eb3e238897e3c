//! How the worker that reads starts, is mended, gives way to another, and ends.

use super::error::EngineError;
use super::kind::Kind;
use super::watchdog::START_MS;
use super::{Answer, Engine, Status};
use crate::protocol::recognizer::ModelAbout;
use crate::web::clock;
use crate::web::worker::{Source, Worker};
use leptos::prelude::*;
use std::time::Duration;

/// A start that takes longer than this is worth a word.
const SLOW_START: Duration = Duration::from_millis(300);

impl Engine {
    /// Starts anew after trouble, with files fetched anew, and reads what is on the sheet.
    pub fn retry(self) {
        self.start_again(Source::Network);
    }

    fn start_again(self, source: Source) {
        self.start(source);
        self.with(|inner| inner.asked = None);
        self.ask();
    }

    pub(super) fn start(self, source: Source) {
        self.stop();
        self.status.set(Status::Starting);
        let generation = self.with(|inner| {
            inner.watchdog.start(START_MS, clock::now());
            inner.kind = Kind::FIRST;
            inner.generation += 1;
            inner.generation
        });
        match Worker::start(Kind::FIRST.name(), source, move |happening| self.happened(generation, happening)) {
            Ok(worker) => self.ask_of(worker),
            Err(_) => self.give_up(EngineError::NotLoaded),
        }
        self.slow.set(false);
        set_timeout(move || self.slow.set(true), SLOW_START);
    }

    /// Another worker reads from now on; what is on the sheet it reads anew.
    pub(super) fn adopt(self, kind: Kind, worker: Worker, about: ModelAbout) {
        self.stop();
        let generation = self.with(|inner| {
            inner.generation += 1;
            inner.kind = kind;
            inner.generation
        });
        worker.hear(move |happening| self.happened(generation, happening));
        self.ask_of(worker);
        self.ready(kind.name().to_owned(), about);
        self.with(|inner| inner.asked = None);
        self.ask();
    }

    /// Questions go to this worker from now on; before it is ready they wait there, not here.
    fn ask_of(self, worker: Worker) {
        let outgoing = self.with(|inner| {
            inner.worker = Some(worker);
            inner.latest.open()
        });
        self.send(outgoing);
    }

    fn stop(self) {
        let worker = self.with(|inner| {
            inner.latest.close();
            inner.ready = false;
            inner.watchdog.stop();
            inner.worker.take()
        });
        // Often it is one of this worker's own messages that ends it: its listeners must outlive their call.
        queue_microtask(move || drop(worker));
    }

    pub(super) fn ready(self, engine: String, about: ModelAbout) {
        let word = self.with(|inner| {
            inner.ready = true;
            for job in inner.jobs.all() {
                let _ = inner.worker.as_ref().map(|worker| worker.post(&job.bytes));
            }
            inner.word.take()
        });
        self.heard();
        self.status.set(Status::Ready { engine, about });
        if let Some(word) = word {
            self.toast.say(word);
        }
    }

    pub(super) fn silent(self) {
        if self.status.with_untracked(|status| *status == Status::Starting) {
            self.give_up(EngineError::NeverReady);
        } else {
            self.crashed();
        }
    }

    /// The first engine is started again, also in another's place.
    pub(super) fn crashed(self) {
        let kind = self.with(|inner| inner.kind);
        if kind != Kind::FIRST || self.with(|inner| inner.crashes.may_restart(clock::now())) {
            let word = match kind {
                Kind::FIRST => "The reader stopped and was started again.".into(),
                other => format!("{} stopped. {} reads again.", other.title(), Kind::FIRST.title()),
            };
            self.with(|inner| inner.word = Some(word));
            self.start_again(Source::Usual);
        } else {
            self.give_up(EngineError::KeepsCrashing);
        }
    }

    pub(super) fn give_up(self, error: EngineError) {
        self.stop();
        self.with(|inner| {
            inner.word = None;
            inner.jobs.give_up();
        });
        self.status.set(Status::Broken(error));
        self.answer.set(Answer::NONE);
    }
}
