//! The page's side of the engine: starts the worker, asks it about the newest drawing, and mends or reports what
//! goes wrong.

mod beside;
pub mod jobs;
pub mod latest;
pub mod status;
pub mod trouble;
pub mod watchdog;

use crate::app::desk::Desk;
use crate::app::toast::Toast;
use crate::ink::Drawing;
use crate::protocol::{self, Failure, Request, Response};
use crate::web::clock;
use crate::web::worker::{Happening, Source, Worker};
use jobs::Jobs;
use latest::{Latest, Outgoing};
use leptos::prelude::*;
pub use status::{Answer, Status};
use std::time::Duration;
use trouble::Trouble;
use watchdog::{ANSWER_MS, Crashes, START_MS, Watchdog};

/// A start that takes longer than this is worth a word.
const SLOW_START: Duration = Duration::from_millis(300);
const WATCH_EVERY: Duration = Duration::from_millis(500);

struct Question {
    drawing: Drawing,
    revision: u32,
}

#[derive(Default)]
struct Inner {
    worker: Option<Worker>,
    /// The worker has said that it takes questions.
    ready: bool,
    /// Counts the workers; what an earlier one still says is not heard.
    generation: u32,
    latest: Latest<Question>,
    jobs: Jobs,
    asked: Option<u32>,
    /// The state of the sheet that the question under way is about.
    under_way: u32,
    /// The state of the sheet whose reading the pen's last lift waits for.
    lifted: Option<u32>,
    watchdog: Watchdog,
    crashes: Crashes,
    restarted: bool,
    read_before: bool,
}

#[derive(Clone, Copy)]
pub struct Engine {
    pub status: RwSignal<Status>,
    pub answer: RwSignal<Answer>,
    /// Whether starting has taken long enough to be worth a word.
    pub slow: RwSignal<bool>,
    desk: RwSignal<Desk>,
    toast: Toast,
    inner: StoredValue<Inner, LocalStorage>,
}

impl Engine {
    pub fn new(desk: RwSignal<Desk>, toast: Toast) -> Self {
        let inner = StoredValue::new_local(Inner::default());
        let (status, answer, slow) =
            (RwSignal::new(Status::Starting), RwSignal::new(Answer::NONE), RwSignal::new(false));
        Self { status, answer, slow, desk, toast, inner }
    }

    /// Starts the engine and keeps an eye on it from now on.
    pub fn run(self) {
        self.start(Source::Usual);
        let look = move || {
            if self.with(|inner| inner.watchdog.tick(clock::now())) {
                self.silent();
            }
        };
        if let Ok(watch) = set_interval_with_handle(look, WATCH_EVERY) {
            on_cleanup(move || watch.clear());
        }
    }

    /// Asks for a reading of what is on the sheet now, unless that was asked already.
    pub fn ask(self) {
        let (revision, blank) = self.desk.with_untracked(|desk| (desk.revision(), desk.is_blank()));
        if self.with(|inner| inner.asked.replace(revision)) == Some(revision) {
            return;
        }
        if blank {
            self.with(|inner| inner.latest.forget());
            self.answer.update(|answer| *answer = Answer { millis: answer.millis, revision, ..Answer::NONE });
        } else {
            let question = Question { drawing: self.desk.with_untracked(Desk::drawing), revision };
            let outgoing = self.with(|inner| inner.latest.ask(question));
            self.send(outgoing);
        }
    }

    /// The pen was lifted: its stroke's reading is asked for at once, and its showing is marked.
    pub fn pen_lifted(self) {
        clock::mark("inkling:pen-up");
        self.ask();
        let revision = self.desk.with_untracked(Desk::revision);
        if self.answer.with_untracked(|answer| answer.revision) == revision {
            // The stroke was read to its end while the pen was still down.
            clock::mark("inkling:reading-shown");
        } else {
            self.with(|inner| inner.lifted = Some(revision));
        }
    }

    /// Starts anew after trouble, with files fetched anew, and reads what is on the sheet.
    pub fn retry(self) {
        self.start_again(Source::Network);
    }

    fn start_again(self, source: Source) {
        self.start(source);
        self.with(|inner| inner.asked = None);
        self.ask();
    }

    fn start(self, source: Source) {
        self.stop();
        self.status.set(Status::Starting);
        let generation = self.with(|inner| {
            inner.watchdog.start(START_MS, clock::now());
            inner.generation += 1;
            inner.generation
        });
        match Worker::start(source, move |happening| self.happened(generation, happening)) {
            Ok(worker) => self.with(|inner| inner.worker = Some(worker)),
            Err(_) => self.give_up(Trouble::NotLoaded),
        }
        self.slow.set(false);
        set_timeout(move || self.slow.set(true), SLOW_START);
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

    fn happened(self, generation: u32, happening: Happening) {
        if self.with(|inner| inner.generation) != generation {
            return;
        }
        let starting = self.status.with_untracked(|status| *status == Status::Starting);
        match happening {
            Happening::Message(bytes) => match protocol::decode(&bytes) {
                Ok(Response::Ready { engine, parameters }) => self.ready(engine, parameters),
                Ok(
                    answer @ (Response::Read { id, .. } | Response::Judged { id, .. } | Response::Looked { id, .. }),
                ) => {
                    self.answered(id, answer);
                }
                Ok(Response::Failed(Failure::Crashed(_))) => self.crashed(),
                Ok(Response::Failed(failure)) => self.give_up(Trouble::Failed(failure)),
                Err(garbled) => self.give_up(garbled.into()),
            },
            Happening::Error if starting => self.give_up(Trouble::NotLoaded),
            Happening::Error => self.crashed(),
        }
    }

    fn ready(self, engine: String, parameters: u32) {
        let (outgoing, restarted) = self.with(|inner| {
            inner.watchdog.stop();
            inner.ready = true;
            for job in inner.jobs.all() {
                let _ = inner.worker.as_ref().map(|worker| worker.post(&job.bytes));
            }
            (inner.latest.open(), std::mem::take(&mut inner.restarted))
        });
        self.status.set(Status::Ready { engine, parameters });
        self.send(outgoing);
        if restarted {
            self.toast.say("The reader stopped and was started again.");
        }
    }

    fn answered(self, id: u32, answer: Response) {
        let Some(Response::Read { written, millis, .. }) = self.with(|inner| inner.jobs.answered(id, answer)) else {
            return;
        };
        let (wanted, next, revision) = self.with(|inner| {
            let revision = inner.under_way;
            let (wanted, next) = inner.latest.answered(id);
            if !inner.latest.is_busy() {
                inner.watchdog.stop();
            }
            (wanted, next, revision)
        });
        // First the next question, so that the engine works while the page shows this answer.
        self.send(next);
        if wanted {
            self.mark_shown(revision, written.signs.is_empty());
            self.answer.set(Answer { written, millis: Some(millis), revision });
        }
    }

    /// Sets the marks that measuring tools read, in the frame that shows the answer.
    fn mark_shown(self, revision: u32, empty: bool) {
        let (lifted, first) = self.with(|inner| {
            let lifted = inner.lifted.take_if(|lifted| *lifted <= revision).is_some();
            let first = !empty && !std::mem::replace(&mut inner.read_before, true);
            (lifted, first)
        });
        if lifted || first {
            request_animation_frame(move || {
                if lifted {
                    clock::mark("inkling:reading-shown");
                }
                if first {
                    clock::mark("inkling:first-reading");
                }
            });
        }
    }

    fn send(self, outgoing: Option<Outgoing<Question>>) {
        let Some(Outgoing { id, question }) = outgoing else { return };
        let bytes = protocol::encode(&Request::Read { id, drawing: question.drawing });
        let sent = self.with(|inner| {
            inner.under_way = question.revision;
            inner.watchdog.start(ANSWER_MS, clock::now());
            inner.worker.as_ref().map(|worker| worker.post(&bytes))
        });
        if !matches!(sent, Some(Ok(()))) {
            self.crashed();
        }
    }

    fn silent(self) {
        if self.status.with_untracked(|status| *status == Status::Starting) {
            self.give_up(Trouble::NeverReady);
        } else {
            self.crashed();
        }
    }

    fn crashed(self) {
        if self.with(|inner| inner.crashes.may_restart(clock::now())) {
            self.with(|inner| inner.restarted = true);
            self.start_again(Source::Usual);
        } else {
            self.give_up(Trouble::KeepsCrashing);
        }
    }

    fn give_up(self, trouble: Trouble) {
        self.stop();
        self.with(|inner| {
            inner.restarted = false;
            inner.jobs.give_up();
        });
        self.status.set(Status::Broken(trouble));
        self.answer.set(Answer::NONE);
    }

    fn with<T>(self, work: impl FnOnce(&mut Inner) -> T) -> T {
        let mut inner = self.inner.write_value();
        work(&mut inner)
    }
}
