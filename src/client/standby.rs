//! An engine beside the one that reads the sheet: on trial, for a batch, or to be measured.

use super::error::EngineError;
use super::jobs::Jobs;
use super::kind::Kind;
use crate::glyph::Glyph;
use crate::prediction::Prediction;
use crate::protocol;
use crate::protocol::recognizer::{Failure, ModelAbout, ModelName, Request, Response};
use crate::web::gpu;
use crate::web::timer::{self, Timeout};
use crate::web::worker::{Source, Worker, WorkerEvent};
use futures_channel::oneshot::{self, Receiver, Sender};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// The longest silence while it starts: compiling a large module, and its first run, take seconds.
const START: Duration = Duration::from_secs(40);
/// The longest wait for one answer, a large batch's included.
const ANSWER: Duration = Duration::from_secs(20);

type Started = Result<ModelAbout, EngineError>;

/// Its worker ends with it; whoever still waits hears that there will be no answer.
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
    timeout: Cell<Option<Timeout>>,
}

impl Standby {
    /// Begins to load an engine, the GPU's only where the browser lends one. The part of its module that is there is
    /// told as it grows.
    pub async fn begin(kind: Kind, reads_all: bool, progress: impl Fn(f64) + 'static) -> Result<Rc<Self>, EngineError> {
        if kind == Kind::Webgpu && !gpu::offered().await {
            return Err(EngineError::Failed(Failure::NoDevice(String::new())));
        }
        let (tell, started) = oneshot::channel();
        let inner = Rc::new(Inner { starting: RefCell::new(Some(tell)), ..Inner::default() });
        inner.restart_timeout();
        let weak = Rc::downgrade(&inner);
        let worker = Worker::start(kind.worker(reads_all), Source::Usual, move |event| {
            let Some(inner) = weak.upgrade() else { return };
            match event {
                WorkerEvent::Progress(part) if inner.starting.borrow().is_some() => {
                    inner.restart_timeout();
                    progress(part);
                }
                // Of a long answer, which has a timeout of its own.
                WorkerEvent::Progress(_) => {}
                event => inner.handle(event),
            }
        });
        *inner.worker.borrow_mut() = Some(worker.map_err(|_| EngineError::NotLoaded)?);
        Ok(Rc::new(Self { kind, inner, started: Cell::new(Some(started)) }))
    }

    /// The first model, once it has loaded and passed its own test; none where it was ended meanwhile.
    pub async fn ready(&self) -> Option<Started> {
        self.started.take()?.await.ok()
    }

    /// Readings of some glyphs, each alone, and the milliseconds in its worker.
    pub async fn judge(&self, model: ModelName, glyphs: Vec<Glyph>) -> Option<(Vec<Prediction>, f32)> {
        let request = |id| protocol::encode(&Request::Judge { id, model, glyphs });
        let (bytes, answer) = self.inner.jobs.borrow_mut().add(request);
        self.inner.worker.borrow().as_ref()?.post(&bytes).ok()?;
        let late = Rc::downgrade(&self.inner);
        let timeout = Timeout::new(ANSWER, move || late.upgrade().map_or((), |inner| inner.end()));
        let answer = answer.await.ok();
        drop(timeout);
        match answer? {
            Response::Judged { predictions, millis, .. } => Some((predictions, millis)),
            _ => None,
        }
    }

    pub fn end(&self) {
        self.inner.end();
    }

    /// Its worker, which somebody else asks from now on.
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
    fn handle(&self, event: WorkerEvent) {
        let answer = match event {
            WorkerEvent::Message(bytes) => protocol::decode(&bytes).map_err(EngineError::from),
            WorkerEvent::Error | WorkerEvent::Progress(_) => Err(EngineError::NotLoaded),
        };
        match answer {
            Ok(Response::Ready { about, .. }) => self.tell(Ok(about)),
            Ok(answer @ (Response::Read { id, .. } | Response::Judged { id, .. } | Response::Looked { id, .. })) => {
                drop(self.jobs.borrow_mut().answered(id, answer))
            }
            Ok(answer @ Response::Unanswered { id }) => drop(self.jobs.borrow_mut().answered(id, answer)),
            // Nobody shows how an engine beside the one that reads loads its models.
            Ok(Response::Model { .. } | Response::Taught { .. }) => {}
            Ok(Response::Failed(failure)) => self.fail(EngineError::Failed(failure)),
            Err(error) => self.fail(error),
        }
    }

    fn tell(&self, started: Started) {
        self.timeout.take();
        // Whoever waited may have gone.
        let _ = self.starting.take().map(|starting| starting.send(started));
    }

    /// The longest silence begins anew.
    fn restart_timeout(self: &Rc<Self>) {
        let late = Rc::downgrade(self);
        let late = move || late.upgrade().map_or((), |inner| inner.fail(EngineError::NeverReady));
        self.timeout.set(Some(Timeout::new(START, late)));
    }

    fn fail(&self, error: EngineError) {
        self.tell(Err(error));
        self.end();
    }

    fn end(&self) {
        let worker = self.worker.take();
        // Often it is one of this worker's own messages that ends it: its listeners must outlive their call.
        timer::soon(move || drop(worker));
        self.timeout.take();
        self.starting.take();
        self.jobs.borrow_mut().give_up();
    }
}
