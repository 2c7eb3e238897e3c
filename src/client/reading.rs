//! The client of the recognizer worker: asks it about the newest drawing, and hands on what it answers.

use super::error::EngineError;
use super::events::Events;
use super::inner::{Inner, Question};
use super::latest::Outgoing;
use super::models::Models;
use super::status::{Answer, Status};
use super::watchdog::{ANSWER_MS, START_MS};
use crate::glyph::Medium;
use crate::ink::Drawing;
use crate::protocol;
use crate::protocol::recognizer::{ModelName, ModelState, Request, Response};
use crate::transcript::Transcript;
use crate::web::clock;
use crate::web::frame;
use crate::web::timer::Interval;
use crate::web::worker::{Source, WorkerEvent};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;

const WATCH_EVERY: Duration = Duration::from_millis(500);

/// Has a recognizer worker read. The worker ends with the last of its clones.
#[derive(Clone)]
pub struct Client(Rc<Shared>);

/// A client that does not keep its worker alive.
#[derive(Clone)]
pub(super) struct WeakClient(Weak<Shared>);

struct Shared {
    events: Box<dyn Events>,
    inner: RefCell<Inner>,
}

impl WeakClient {
    pub fn upgrade(&self) -> Option<Client> {
        self.0.upgrade().map(Client)
    }
}

impl Client {
    /// Nothing is started yet.
    pub fn new(events: impl Events + 'static) -> Self {
        Self(Rc::new(Shared { events: Box::new(events), inner: RefCell::default() }))
    }

    /// Starts the first engine and watches over whichever reads from now on.
    pub fn start(&self) {
        self.start_worker(Source::Usual);
        let weak = self.downgrade();
        let watch = Interval::new(WATCH_EVERY, move || {
            if let Some(client) = weak.upgrade()
                && client.with(|inner| inner.watchdog.tick(clock::now()))
            {
                client.silent();
            }
        });
        self.with(|inner| inner.watch = Some(watch));
    }

    /// Asks for the reading of a drawing, unless this revision of it was asked for already. Only the newest waits.
    pub fn read(&self, revision: u32, drawing: impl FnOnce() -> Drawing) {
        let asked = self.with(|inner| inner.asked.as_ref().map(|question| question.revision));
        if asked != Some(revision) {
            self.ask(Question { drawing: Rc::new(drawing()), revision });
        }
    }

    /// The pen was lifted: its stroke's reading is asked for at once, and its showing is marked for measuring tools.
    pub fn pen_lifted(&self, revision: u32, drawing: impl FnOnce() -> Drawing) {
        clock::mark("inkling:pen-up");
        self.read(revision, drawing);
        if self.with(|inner| inner.answered.0) == revision {
            // The stroke was read to its end while the pen was still down.
            clock::mark("inkling:reading-shown");
        } else {
            self.with(|inner| inner.lifted = Some(revision));
        }
    }

    /// Another model reads from now on, and reads the newest drawing anew. It is loaded when it is first chosen.
    pub fn use_model(&self, model: ModelName) {
        if self.model() != model {
            self.with(|inner| inner.model = Some(model));
            self.send_hand();
            self.ask_again();
            self.load_model();
        }
    }

    /// Text is read with these languages from now on, and the newest drawing is read anew.
    pub fn use_languages(&self, languages: Vec<ModelName>) {
        if self.with(|inner| inner.languages != languages) {
            self.with(|inner| inner.languages = languages);
            self.load_model();
            self.ask_again();
        }
    }

    /// A further model is loaded before there is anything to read; what did not come before is asked for once more.
    pub fn load_model(&self) {
        if self.model() != Models::of_page().first() {
            self.prepare();
        }
    }

    /// The model that reads.
    pub fn model(&self) -> ModelName {
        self.with(|inner| inner.model.get_or_insert_with(|| Models::of_page().first()).clone())
    }

    pub fn status(&self) -> Status {
        self.with(|inner| inner.status.clone())
    }

    pub(super) fn downgrade(&self) -> WeakClient {
        WeakClient(Rc::downgrade(&self.0))
    }

    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        work(&mut self.0.inner.borrow_mut())
    }

    pub(super) fn events(&self) -> &dyn Events {
        &*self.0.events
    }

    pub(super) fn set_status(&self, status: Status) {
        self.with(|inner| inner.status = status.clone());
        self.events().status(status);
    }

    pub(super) fn set_answer(&self, answer: Answer) {
        self.with(|inner| inner.answered = (answer.revision, answer.millis));
        self.events().answer(answer);
    }

    /// Asks the newest question once more, where there was one: of another engine or model, or of a model that did not
    /// come.
    pub fn ask_again(&self) {
        if self.lacks_model() {
            // Whoever takes over asks.
            let kind = self.with(|inner| inner.kind);
            return self.events().needs_engine(kind);
        }
        if let Some(question) = self.with(|inner| inner.asked.clone()) {
            self.ask(question);
        }
    }

    fn ask(&self, question: Question) {
        let (revision, is_blank) = (question.revision, question.drawing.is_empty());
        let must_wait = self.lacks_model();
        let outgoing = self.with(|inner| {
            inner.asked = Some(question.clone());
            if is_blank || must_wait {
                inner.latest.forget();
                return None;
            }
            inner.latest.ask(question)
        });
        if is_blank {
            let millis = self.with(|inner| inner.answered.1);
            self.set_answer(Answer { millis, revision, ..Answer::NONE });
        }
        self.send(outgoing);
    }

    /// An event of the worker of this generation.
    pub(super) fn handle(&self, generation: u32, event: WorkerEvent) {
        if self.with(|inner| inner.generation) != generation {
            return;
        }
        let starting = self.with(|inner| inner.status == Status::Starting);
        match event {
            WorkerEvent::Message(bytes) => match protocol::decode(&bytes) {
                Ok(Response::Ready { engine, about, .. }) => self.ready(engine, about),
                Ok(Response::Model { name, state }) => self.model_is(name, state),
                Ok(
                    answer @ (Response::Read { id, .. }
                    | Response::Judged { id, .. }
                    | Response::Looked { id, .. }
                    | Response::Unanswered { id }),
                ) => {
                    self.answered(id, answer);
                }
                Ok(Response::Taught { id, model, report }) => self.taught(id, model, report),
                Ok(Response::Failed(failure)) if starting => self.give_up(EngineError::Failed(failure)),
                Ok(Response::Failed(_)) => self.crashed(),
                Err(garbled) => self.give_up(garbled.into()),
            },
            WorkerEvent::Progress(_) => self.alive(),
            WorkerEvent::Error if starting => self.give_up(EngineError::NotLoaded),
            WorkerEvent::Error => self.crashed(),
        }
    }

    /// A further model is being loaded, is there, or could not be loaded.
    fn model_is(&self, name: ModelName, state: ModelState) {
        match state {
            // A slow line may be silent for longer than an engine.
            ModelState::Loading(_) => self.with(|inner| inner.watchdog.start(START_MS, clock::now())),
            ModelState::Ready(_) | ModelState::Failed(_) => self.alive(),
        }
        self.events().model(name, state);
    }

    fn answered(&self, id: u32, answer: Response) {
        let (transcript, millis) = match self.with(|inner| inner.jobs.answered(id, answer)) {
            Some(Response::Read { transcript, millis, .. }) => (transcript, Some(millis)),
            Some(Response::Unanswered { .. }) => (Transcript::default(), None),
            _ => return self.alive(),
        };
        let (wanted, next, revision) = self.with(|inner| {
            let revision = inner.under_way;
            let (wanted, next) = inner.latest.answered(id);
            (wanted, next, revision)
        });
        self.alive();
        // First the next question, so that the engine works while the page shows this answer.
        self.send(next);
        if wanted {
            self.mark_shown(revision, transcript.symbols.is_empty());
            self.set_answer(Answer { transcript, millis, revision });
        }
    }

    /// The engine gave a sign of life; the wait for what it still has to answer begins anew.
    pub(super) fn alive(&self) {
        self.with(|inner| match inner.ready {
            true if inner.latest.is_busy() || !inner.jobs.is_empty() => inner.watchdog.start(ANSWER_MS, clock::now()),
            true => inner.watchdog.stop(),
            false => {}
        });
    }

    /// Sets the marks that measuring tools read, in the frame that shows the answer.
    fn mark_shown(&self, revision: u32, empty: bool) {
        let (lifted, first) = self.with(|inner| {
            let lifted = inner.lifted.take_if(|lifted| *lifted <= revision).is_some();
            let first = !empty && !std::mem::replace(&mut inner.read_before, true);
            (lifted, first)
        });
        if lifted || first {
            frame::next(move || {
                if lifted {
                    clock::mark("inkling:reading-shown");
                }
                if first {
                    clock::mark("inkling:first-reading");
                }
            });
        }
    }

    pub(super) fn send(&self, outgoing: Option<Outgoing<Question>>) {
        let Some(Outgoing { id, question }) = outgoing else { return };
        let (model, drawing) = (self.model(), Drawing::clone(&question.drawing));
        let languages = self.with(|inner| inner.languages.clone());
        let bytes = protocol::encode(&Request::Read { id, model, drawing, medium: Medium::Pen, languages });
        let sent = self.with(|inner| {
            inner.under_way = question.revision;
            inner.expect_answer();
            inner.worker.as_ref().map(|worker| worker.post(&bytes))
        });
        if !matches!(sent, Some(Ok(()))) {
            self.crashed();
        }
    }
}
