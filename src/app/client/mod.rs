//! The page's side of the engine: starts the worker, asks it about the newest drawing, and mends or reports what
//! goes wrong.

pub mod batch_engine;
pub mod error;
pub mod jobs;
pub mod kind;
pub mod latest;
mod lifecycle;
mod race;
mod requests;
pub mod standby;
pub mod status;
mod switch;
pub mod watchdog;

use crate::app::editor::Editor;
use crate::app::toast::Toast;
use crate::ink::Drawing;
use crate::protocol;
use crate::protocol::recognizer::{ModelName, Request, Response};
use crate::web::clock;
use crate::web::query;
use crate::web::storage::Store;
use crate::web::worker::{Happening, Source, Worker};
use error::EngineError;
use jobs::Jobs;
use kind::{ADDRESS, KEY, Kind, Preference};
use latest::{Latest, Outgoing};
use leptos::prelude::*;
use standby::Standby;
pub use status::{Answer, Status};
use std::rc::Rc;
use std::time::Duration;
use watchdog::{ANSWER_MS, Crashes, Watchdog};

const WATCH_EVERY: Duration = Duration::from_millis(500);

struct Question {
    drawing: Drawing,
    revision: u32,
}

#[derive(Default)]
struct Inner {
    worker: Option<Worker>,
    kind: Kind,
    /// What may take the worker's place.
    trial: Option<Rc<Standby>>,
    /// Counts the changes of engine that were wished for or called off.
    changes: u32,
    /// The worker has said that it answers.
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
    /// What to say once it reads again.
    word: Option<String>,
    read_before: bool,
}

impl Inner {
    /// Something was asked; what was asked before is answered first.
    fn expect_answer(&mut self) {
        // One that is still loading has more time.
        if self.ready {
            self.watchdog.start_unless_on(ANSWER_MS, clock::now());
        }
    }
}

#[derive(Clone, Copy)]
pub struct Engine {
    pub status: RwSignal<Status>,
    pub answer: RwSignal<Answer>,
    /// Whether starting has taken long enough to be worth a word.
    pub slow: RwSignal<bool>,
    pub preference: RwSignal<Preference>,
    /// The engine that is being loaded to take over, and the part of it that is there.
    pub coming: RwSignal<Option<(Kind, f64)>>,
    editor: RwSignal<Editor>,
    toast: Toast,
    inner: StoredValue<Inner, LocalStorage>,
}

impl Engine {
    pub fn new(editor: RwSignal<Editor>, toast: Toast) -> Self {
        let inner = StoredValue::new_local(Inner::default());
        let (status, answer, slow) =
            (RwSignal::new(Status::Starting), RwSignal::new(Answer::NONE), RwSignal::new(false));
        let preference = Preference::of(query(ADDRESS).as_deref(), Store::local().load(KEY).as_deref());
        Self {
            status,
            answer,
            slow,
            preference: RwSignal::new(preference),
            coming: RwSignal::new(None),
            editor,
            toast,
            inner,
        }
    }

    /// Starts the first engine and keeps an eye on whichever reads from now on.
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
        let (revision, blank) = self.editor.with_untracked(|editor| (editor.revision(), editor.is_blank()));
        if self.with(|inner| inner.asked.replace(revision)) == Some(revision) {
            return;
        }
        if blank {
            self.with(|inner| inner.latest.forget());
            self.answer.update(|answer| *answer = Answer { millis: answer.millis, revision, ..Answer::NONE });
        } else {
            let question = Question { drawing: self.editor.with_untracked(Editor::drawing), revision };
            let outgoing = self.with(|inner| inner.latest.ask(question));
            self.send(outgoing);
        }
    }

    /// The pen was lifted: its stroke's reading is asked for at once, and its showing is marked.
    pub fn pen_lifted(self) {
        clock::mark("inkling:pen-up");
        self.ask();
        let revision = self.editor.with_untracked(Editor::revision);
        if self.answer.with_untracked(|answer| answer.revision) == revision {
            // The stroke was read to its end while the pen was still down.
            clock::mark("inkling:reading-shown");
        } else {
            self.with(|inner| inner.lifted = Some(revision));
        }
    }

    fn happened(self, generation: u32, happening: Happening) {
        if self.with(|inner| inner.generation) != generation {
            return;
        }
        let starting = self.status.with_untracked(|status| *status == Status::Starting);
        match happening {
            Happening::Message(bytes) => match protocol::decode(&bytes) {
                Ok(Response::Ready { engine, about, .. }) => self.ready(engine, about),
                Ok(
                    answer @ (Response::Read { id, .. }
                    | Response::Judged { id, .. }
                    | Response::Looked { id, .. }
                    | Response::Unanswered { id }),
                ) => {
                    self.answered(id, answer);
                }
                Ok(Response::Model { .. }) => self.heard(),
                Ok(Response::Failed(failure)) if starting => self.give_up(EngineError::Failed(failure)),
                Ok(Response::Failed(_)) => self.crashed(),
                Err(garbled) => self.give_up(garbled.into()),
            },
            Happening::Progress(_) => self.heard(),
            Happening::Error if starting => self.give_up(EngineError::NotLoaded),
            Happening::Error => self.crashed(),
        }
    }

    fn answered(self, id: u32, answer: Response) {
        let Some(Response::Read { transcript, millis, .. }) = self.with(|inner| inner.jobs.answered(id, answer)) else {
            return self.heard();
        };
        let (wanted, next, revision) = self.with(|inner| {
            let revision = inner.under_way;
            let (wanted, next) = inner.latest.answered(id);
            (wanted, next, revision)
        });
        self.heard();
        // First the next question, so that the engine works while the page shows this answer.
        self.send(next);
        if wanted {
            self.mark_shown(revision, transcript.symbols.is_empty());
            self.answer.set(Answer { transcript, millis: Some(millis), revision });
        }
    }

    /// The engine lives; the wait for what it still has to answer begins anew.
    fn heard(self) {
        self.with(|inner| match inner.ready {
            true if inner.latest.is_busy() || !inner.jobs.is_empty() => inner.watchdog.start(ANSWER_MS, clock::now()),
            true => inner.watchdog.stop(),
            false => {}
        });
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
        let bytes =
            protocol::encode(&Request::Read { id, model: ModelName::new("numbers"), drawing: question.drawing });
        let sent = self.with(|inner| {
            inner.under_way = question.revision;
            inner.expect_answer();
            inner.worker.as_ref().map(|worker| worker.post(&bytes))
        });
        if !matches!(sent, Some(Ok(()))) {
            self.crashed();
        }
    }

    fn with<T>(self, work: impl FnOnce(&mut Inner) -> T) -> T {
        let mut inner = self.inner.write_value();
        work(&mut inner)
    }
}
