//! An engine beside the one that reads the sheet: on trial, for a batch, or to be measured.

use super::error::EngineError;
use super::jobs::Jobs;
use super::kind::Kind;
use crate::glyph::Glyph;
use crate::prediction::Prediction;
use crate::protocol;
use crate::protocol::recognizer::{Failure, ModelAbout, ModelName, Request, Response};
use crate::web::gpu;
use crate::web::worker::{Happening, Source, Worker};
use futures_channel::oneshot::{self, Receiver, Sender};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// Without a word while it starts: compiling a large module, and its first run, take seconds.
const START: Duration = Duration::from_secs(40);
/// For one answer, a large batch's included.
const ANSWER: Duration = Duration::from_secs(20);

type Started = Result<ModelAbout, EngineError>;

/// It ends with this; whoever still waits hears that there will be no answer.
pub struct Standby {
    pub kind: Kind,
    inner: Rc<Inner>,
    started: Cell<Option<Receiver<Started>>>,
}

#[derive(Default)]
struct Inner {
    worker: RefCell<Option<Worker>>,
    jobs: RefCell<Jobs>,
    starting: RefCell<Option<Sender<Started>>>,
    patience: Cell<Option<TimeoutHandle>>,
}

impl Standby {
    /// Begins to load an engine, the GPU's only where the browser lends one. The part of its module that is there is
    /// told as it grows.
    pub async fn begin(kind: Kind, progress: impl Fn(f64) + 'static) -> Result<Rc<Self>, EngineError> {
        if kind == Kind::Webgpu && !gpu::offered().await {
            return Err(EngineError::Failed(Failure::NoDevice(String::new())));
        }
        let (tell, started) = oneshot::channel();
        let inner = Rc::new(Inner { starting: RefCell::new(Some(tell)), ..Inner::default() });
        inner.be_patient();
        let hears = Rc::downgrade(&inner);
        let worker = Worker::start(kind.name(), Source::Usual, move |happening| {
            let Some(inner) = hears.upgrade() else { return };
            match happening {
                Happening::Progress(part) if inner.starting.borrow().is_some() => {
                    inner.be_patient();
                    progress(part);
                }
                // Of a long answer, for which there is patience enough.
                Happening::Progress(_) => {}
                happening => inner.happened(happening),
            }
        });
        *inner.worker.borrow_mut() = Some(worker.map_err(|_| EngineError::NotLoaded)?);
        Ok(Rc::new(Self { kind, inner, started: Cell::new(Some(started)) }))
    }

    /// Its first model, once it has loaded and passed its own test; none where it was ended meanwhile.
    pub async fn ready(&self) -> Option<Started> {
        self.started.take()?.await.ok()
    }

    /// Readings of some glyphs, each alone, and the milliseconds in its worker.
    pub async fn judge(&self, glyphs: Vec<Glyph>) -> Option<(Vec<Prediction>, f32)> {
        let (bytes, heard) = self
            .inner
            .jobs
            .borrow_mut()
            .add(|id| protocol::encode(&Request::Judge { id, model: ModelName::new("numbers"), glyphs }));
        self.inner.worker.borrow().as_ref()?.post(&bytes).ok()?;
        let late = Rc::downgrade(&self.inner);
        let patience = set_timeout_with_handle(move || late.upgrade().map_or((), |inner| inner.end()), ANSWER);
        let answer = heard.await.ok();
        if let Ok(patience) = patience {
            patience.clear();
        }
        match answer? {
            Response::Judged { predictions, millis, .. } => Some((predictions, millis)),
            _ => None,
        }
    }

    pub fn end(&self) {
        self.inner.end();
    }

    /// Its worker, to be spoken to by somebody else from now on.
    pub fn hand_over(&self) -> Option<Worker> {
        self.inner.worker.take()
    }
}

impl Drop for Standby {
    fn drop(&mut self) {
        self.inner.end();
    }
}

impl Inner {
    fn happened(&self, happening: Happening) {
        let answer = match happening {
            Happening::Message(bytes) => protocol::decode(&bytes).map_err(EngineError::from),
            Happening::Error | Happening::Progress(_) => Err(EngineError::NotLoaded),
        };
        match answer {
            Ok(Response::Ready { about, .. }) => self.tell(Ok(about)),
            Ok(answer @ (Response::Read { id, .. } | Response::Judged { id, .. } | Response::Looked { id, .. })) => {
                drop(self.jobs.borrow_mut().answered(id, answer))
            }
            Ok(Response::Unanswered { id }) => drop(self.jobs.borrow_mut().answered(id, Response::Unanswered { id })),
            Ok(Response::Model { .. }) => {}
            Ok(Response::Failed(failure)) => self.fail(EngineError::Failed(failure)),
            Err(error) => self.fail(error),
        }
    }

    fn tell(&self, started: Started) {
        self.wait(None);
        // Whoever waited may have gone.
        let _ = self.starting.take().map(|starting| starting.send(started));
    }

    /// Waits once more for as long as one waits.
    fn be_patient(self: &Rc<Self>) {
        let late = Rc::downgrade(self);
        let late = move || late.upgrade().map_or((), |inner| inner.fail(EngineError::NeverReady));
        self.wait(set_timeout_with_handle(late, START).ok());
    }

    fn wait(&self, patience: Option<TimeoutHandle>) {
        if let Some(earlier) = self.patience.replace(patience) {
            earlier.clear();
        }
    }

    fn fail(&self, error: EngineError) {
        self.tell(Err(error));
        self.end();
    }

    fn end(&self) {
        let worker = self.worker.take();
        // Often it is one of this worker's own messages that ends it: its listeners must outlive their call.
        queue_microtask(move || drop(worker));
        self.wait(None);
        self.starting.take();
        self.jobs.borrow_mut().give_up();
    }
}
