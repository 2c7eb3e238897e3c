//! How the worker that reads starts, is started again, gives way to another, and ends.

use super::error::EngineError;
use super::kind::Kind;
use super::reading::Client;
use super::status::{Answer, Status};
use super::watchdog::START_MS;
use crate::protocol::recognizer::ModelAbout;
use crate::web::clock;
use crate::web::timer::{self, Timeout};
use crate::web::worker::{Source, Worker, WorkerEvent};
use std::time::Duration;

/// A page that opens later than this after its navigation has come on a slow line.
const SLOW_LINE_MS: f64 = 800.0;
/// A start that takes longer than this is worth a word.
const SLOW_START: Duration = Duration::from_millis(300);

impl Client {
    /// Starts anew after an error, with files fetched anew, and reads the newest drawing again.
    pub fn retry(&self) {
        self.start_again(Source::Network);
    }

    fn start_again(&self, source: Source) {
        self.start_worker(source);
        self.ask_again();
    }

    pub(super) fn start_worker(&self, source: Source) {
        self.stop();
        self.set_status(Status::Starting);
        let generation = self.with(|inner| {
            inner.watchdog.start(START_MS, clock::now());
            (inner.kind, inner.reads_all) = (Kind::FIRST, false);
            inner.generation += 1;
            inner.generation
        });
        match Worker::start(Kind::FIRST.worker(false), source, self.listener(generation)) {
            Ok(worker) => self.ask_of(worker),
            Err(_) => self.give_up(EngineError::NotLoaded),
        }
        // Behind a slow line the page's outline has said so already.
        self.events().slow(generation == 1 && clock::now() > SLOW_LINE_MS);
        let weak = self.downgrade();
        let slow = move || weak.upgrade().map_or((), |client| client.events().slow(true));
        self.with(|inner| inner.slow_start = Some(Timeout::new(SLOW_START, slow)));
    }

    /// Another worker reads from now on, and reads the newest drawing anew.
    pub(super) fn adopt(&self, kind: Kind, reads_all: bool, worker: Worker, about: ModelAbout) {
        self.stop();
        let generation = self.with(|inner| {
            inner.generation += 1;
            (inner.kind, inner.reads_all) = (kind, reads_all);
            inner.generation
        });
        worker.set_listener(self.listener(generation));
        self.ask_of(worker);
        self.ready(kind.name().to_owned(), about);
        self.ask_again();
    }

    fn listener(&self, generation: u32) -> impl Fn(WorkerEvent) + use<> {
        let weak = self.downgrade();
        move |event| {
            if let Some(client) = weak.upgrade() {
                client.handle(generation, event);
            }
        }
    }

    /// Questions go to this worker from now on; before it is ready they wait there, not here.
    fn ask_of(&self, worker: Worker) {
        let outgoing = self.with(|inner| {
            inner.worker = Some(worker);
            inner.latest.open()
        });
        self.send(outgoing);
    }

    fn stop(&self) {
        let worker = self.with(|inner| {
            inner.latest.close();
            inner.ready = false;
            inner.watchdog.stop();
            inner.worker.take()
        });
        // Often it is one of this worker's own messages that ends it: its listeners must outlive their call.
        timer::soon(move || drop(worker));
    }

    pub(super) fn ready(&self, engine: String, about: ModelAbout) {
        let notice = self.with(|inner| {
            inner.ready = true;
            for job in inner.jobs.all() {
                let _ = inner.worker.as_ref().map(|worker| worker.post(&job.bytes));
            }
            inner.notice.take()
        });
        self.send_hand();
        self.alive();
        self.set_status(Status::Ready { engine, about });
        self.call_for_hand();
        if let Some(notice) = notice {
            self.events().notice(notice);
        }
    }

    pub(super) fn silent(&self) {
        if self.with(|inner| inner.status == Status::Starting) {
            self.give_up(EngineError::NeverReady);
        } else {
            self.crashed();
        }
    }

    /// The first engine is started again, also in another's place.
    pub(super) fn crashed(&self) {
        let kind = self.with(|inner| inner.kind);
        if kind != Kind::FIRST || self.with(|inner| inner.crashes.may_restart(clock::now())) {
            let notice = match kind {
                Kind::FIRST => "The reader stopped and was started again.".into(),
                other => format!("{} stopped. {} reads again.", other.title(), Kind::FIRST.title()),
            };
            self.with(|inner| inner.notice = Some(notice));
            self.start_again(Source::Usual);
        } else {
            self.give_up(EngineError::KeepsCrashing);
        }
    }

    pub(super) fn give_up(&self, error: EngineError) {
        self.stop();
        self.with(|inner| {
            inner.notice = None;
            inner.jobs.give_up();
        });
        self.set_status(Status::Broken(error));
        self.set_answer(Answer::NONE);
    }
}
